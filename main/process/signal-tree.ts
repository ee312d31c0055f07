import { pause } from '../base/wait.ts'
import type { ProcessControl } from './process-control.ts'
import type { EndingSignal, ProcessFacts } from './process-table.ts'

/** A step of an escalation: the signal, and how long the processes have to end by it. */
export type SignalStep = { readonly signal: EndingSignal; readonly limitMs: number }

/**
 * Signals processes and waits until all have ended, the time is over, or the caller moves on.
 *
 * @param isWanted false ends the wait early: a harder step was asked for meanwhile
 */
export async function signalAndWait(
  { processes, clock }: Pick<ProcessControl, 'processes' | 'clock'>,
  running: readonly ProcessFacts[],
  { signal, limitMs }: SignalStep,
  isWanted: () => boolean = () => true,
): Promise<void> {
  for (const process of running) processes.signal(process, signal)
  const deadline = clock.now() + limitMs
  const isAnyAlive = (): boolean => running.some((process) => processes.isAlive(process))
  while (isWanted() && clock.now() < deadline && isAnyAlive()) await pause(clock, lookEveryMs)
}

const lookEveryMs = 20
