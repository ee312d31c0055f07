import type { Clock } from '../base/clock.ts'
import type { ProcessFacts, ProcessTable } from './process-table.ts'
import type { Life } from './process-tree.ts'
import { treeLook } from './tree-tracker.ts'

/** What a step may take at most; together they stay below the 5 s of a close (DESIGN, security rules). */
export const closeBudgetMs = { polite: 2000, hangUp: 1000, terminate: 1000, kill: 500 } as const

/** The tool's own exit: `say` types its keys, `ended` resolves when its process has gone. */
export type PoliteExit = {
  say(): Promise<void>
  readonly ended: Promise<unknown>
}

export type LadderDeps = {
  readonly processes: ProcessTable
  readonly clock: Clock
  /** Pids that are never signalled: this app and its host. */
  readonly outsiders: ReadonlySet<number>
}

/**
 * Ends every process of a run, asking first and killing last. The tree is taken before the first signal, and anew
 * before each later one, since a process that dies may start another.
 *
 * @returns what still runs: nothing, but for processes of another user
 */
export async function endLife(
  deps: LadderDeps,
  life: Life,
  politeExit: PoliteExit | null,
): Promise<readonly ProcessFacts[]> {
  const { processes } = deps
  const look = treeLook(deps, life)
  let running = await look()
  if (politeExit !== null && running.length > 0) {
    const isOver = sleep(deps.clock, closeBudgetMs.polite)
    await Promise.race([politeExit.say().then(() => politeExit.ended), isOver.done])
    isOver.cancel()
    running = await look()
  }
  for (const { signal, budgetMs } of rungs) {
    if (running.length === 0) return []
    for (const process of running) processes.signal(process, signal)
    await waitForEnd(deps, running, budgetMs)
    running = await look()
  }
  // What was born while the last ones were killed.
  for (let round = 0; round < lastRounds && running.length > 0; round++) {
    for (const process of running) processes.signal(process, 'SIGKILL')
    await waitForEnd(deps, running, lastRoundMs)
    running = await look()
  }
  return running
}

const rungs = [
  { signal: 'SIGHUP', budgetMs: closeBudgetMs.hangUp },
  { signal: 'SIGTERM', budgetMs: closeBudgetMs.terminate },
  { signal: 'SIGKILL', budgetMs: closeBudgetMs.kill / 2 },
] as const

const lastRounds = 5
const lastRoundMs = closeBudgetMs.kill / 2 / lastRounds
const lookEveryMs = 20

async function waitForEnd(
  { processes, clock }: LadderDeps,
  ending: readonly ProcessFacts[],
  budgetMs: number,
): Promise<void> {
  const deadline = clock.now() + budgetMs
  while (clock.now() < deadline && ending.some((process) => processes.isAlive(process))) {
    await sleep(clock, lookEveryMs).done
  }
}

function sleep(clock: Clock, ms: number): { readonly done: Promise<void>; cancel(): void } {
  let cancel = (): void => undefined
  const done = new Promise<void>((resolve) => {
    cancel = clock.setTimer(resolve, ms)
  })
  return { done, cancel: () => cancel() }
}
