import type { ProcessControl } from './process-control.ts'
import type { ProcessFacts } from './process-table.ts'
import { isSame, processesOfRun, type RunIdentity } from './process-tree.ts'

/**
 * Follows the processes of a run over several samples. A process that was found once is found again, even if it has
 * left its tree, its terminal and its marker since.
 *
 * @param run may resolve later than the first sample is asked for
 * @returns takes a sample: the processes of the run that live now
 */
export function trackTree(
  { processes, excluded }: Pick<ProcessControl, 'processes' | 'excluded'>,
  run: RunIdentity | Promise<RunIdentity>,
): () => Promise<readonly ProcessFacts[]> {
  let known: readonly ProcessFacts[] = []
  return async () => {
    const all = await processes.list().catch(() => null)
    // What was known and lives is all that can be told.
    if (all === null) return known.filter((process) => processes.isAlive(process))
    const found = processesOfRun(all, await run, known, excluded)
    known = [...known.filter((old) => !found.some((process) => isSame(process, old))), ...found]
    return found
  }
}
