import type { ProcessControl } from './process-control.ts'
import type { RunIdentity } from './process-tree.ts'
import { signalAndWait, type SignalStep } from './signal-tree.ts'
import { trackTree } from './tree-tracker.ts'

/** How firmly a run is asked to end: as by Ctrl-C, by a request to end, or not asked at all. */
export type InterruptLevel = 'interrupt' | 'terminate' | 'kill'

/** The end of a run's whole process tree, step by step. */
export type TreeInterrupt = {
  /**
   * Begins at `level`, or with the first step. Where it is under way, goes to `level` if that is further, else to the
   * next step, at once.
   */
  escalate(level?: InterruptLevel): void
  /** Resolves when all steps are over; at once where none was asked for. */
  untilDone(): Promise<void>
}

/** What a step may take. An agent that is interrupted saves its conversation first. */
export const interruptStepMs = 3000

/**
 * SIGINT, SIGTERM, SIGKILL to every process of the run, each to those that the one before left. The tree is read again
 * before each step.
 *
 * @param run resolves once the run's first process is known by its start time
 */
export function interruptTree(control: ProcessControl, run: Promise<RunIdentity>): TreeInterrupt {
  const sample = trackTree(control, run)
  /** The current step; a second call moves it on. */
  let step = -1
  let done: Promise<void> | null = null

  const takeAllSteps = async (): Promise<void> => {
    let running = await sample()
    while (running.length > 0 && step < steps.length + killRounds) {
      const taken = step
      const isCurrent = (): boolean => step === taken
      await signalAndWait(control, running, steps[taken] ?? lastStep, isCurrent)
      if (isCurrent()) step += 1
      running = await sample()
    }
  }

  return {
    escalate(level) {
      const asked = steps.findIndex((one) => one.level === level)
      if (done === null) {
        step = Math.max(asked, 0)
        done = takeAllSteps()
      } else if (step < steps.length - 1) step = Math.max(step + 1, asked)
    },
    untilDone: () => done ?? Promise.resolve(),
  }
}

const lastStep = { level: 'kill', signal: 'SIGKILL', limitMs: 100 } as const
const steps: readonly (SignalStep & { readonly level: InterruptLevel })[] = [
  { level: 'interrupt', signal: 'SIGINT', limitMs: interruptStepMs },
  { level: 'terminate', signal: 'SIGTERM', limitMs: interruptStepMs },
  lastStep,
]

/** Processes that were started while the last ones were killed are killed too, this many times. */
const killRounds = 5
