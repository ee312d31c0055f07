import { within } from '../base/wait.ts'
import type { ProcessControl } from './process-control.ts'
import type { ProcessFacts } from './process-table.ts'
import { withoutTrees } from './left-programs.ts'
import type { RunIdentity } from './process-tree.ts'
import { signalAndWait, type SignalStep } from './signal-tree.ts'
import { trackTree } from './tree-tracker.ts'

/** What a step may take at most; together they stay below the 5 s of a close (DESIGN, security rules). */
export const closeBudgetMs = { polite: 2000, hangUp: 1000, terminate: 1000, kill: 500 } as const

/** A tool's own exit: `type` types its keys; what `untilEnded` gives after that resolves when the tool has gone. */
export type PoliteExit = {
  type(): Promise<void>
  untilEnded(): Promise<unknown>
}

/**
 * Ends every process of a run: asks first and kills last. The tree is read before the first signal and again before
 * each later one, because a process that dies may start another.
 *
 * @param spared these, and what they started, are left alone
 * @returns what still runs of the rest: nothing, except processes of another user
 */
export async function terminateTree(
  control: ProcessControl,
  run: RunIdentity,
  politeExit: PoliteExit | null,
  spared: readonly ProcessFacts[] = [],
): Promise<readonly ProcessFacts[]> {
  const track = trackTree(control, run)
  const sample = async (): Promise<readonly ProcessFacts[]> => withoutTrees(await track(), spared)
  let running = await sample()
  if (politeExit !== null && running.length > 0) {
    const ended = politeExit.type().then(() => politeExit.untilEnded())
    await within(control.clock, closeBudgetMs.polite, ended)
    running = await sample()
  }
  for (const step of steps) {
    if (running.length === 0) return []
    await signalAndWait(control, running, step)
    running = await sample()
  }
  return running
}

/** Processes that were started while the last ones were killed are killed too, this many times. */
const killRounds = 5

const steps: readonly SignalStep[] = [
  { signal: 'SIGHUP', limitMs: closeBudgetMs.hangUp },
  { signal: 'SIGTERM', limitMs: closeBudgetMs.terminate },
  { signal: 'SIGKILL', limitMs: closeBudgetMs.kill / 2 },
  ...Array.from({ length: killRounds }, () => ({
    signal: 'SIGKILL' as const,
    limitMs: closeBudgetMs.kill / 2 / killRounds,
  })),
]
