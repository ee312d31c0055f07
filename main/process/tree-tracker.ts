import type { LadderDeps } from './terminate-tree.ts'
import type { ProcessFacts } from './process-table.ts'
import { isSame, processesOfLife, type Life } from './process-tree.ts'

/**
 * Looks at the processes of a run, again and again: what was once found of it is known again, also where it has left its
 * tree, its terminal and its marker since.
 *
 * @param life may be known later than the first look is asked for
 * @returns a look: what of the run lives now
 */
export function treeLook(
  { processes, outsiders }: Pick<LadderDeps, 'processes' | 'outsiders'>,
  life: Life | Promise<Life>,
): () => Promise<readonly ProcessFacts[]> {
  let known: readonly ProcessFacts[] = []
  return async () => {
    const all = await processes.list()
    const found = processesOfLife(all, await life, known, outsiders)
    known = [...known.filter((old) => !found.some((process) => isSame(process, old))), ...found]
    return found
  }
}
