import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { shellFlavor } from '../../app/terminal/quote.ts'
import { insertionsFor, type DroppedPath, type Insertions } from '../../app/tool/insertion.ts'
import { insert, sendLines } from '../session/delivery/insert-images.ts'
import type { Typing, AtWork } from '../session/delivery/tool-terminal.ts'

/**
 * Gives the paths of a drop to a session's tool, in the form the tool takes, and never an Enter after what the person
 * writes. Images go one at a time: the next when the tool shows that it has the one before, or has had time to. A tool
 * that takes them by a command gets that sent, and is ready for the person's words as all others are. The person's keys
 * wait meanwhile: what they type next belongs behind what they dropped.
 *
 * @returns failures: `session-not-running`, those of `quotePath` and of `sendLines`; nothing is left in the prompt then
 */
export async function insertPaths(
  typing: Typing,
  work: AtWork,
  dropped: readonly DroppedPath[],
): Promise<Result<null>> {
  if (!work.isUp()) return failWith('session-not-running')
  const insertions = insertionsFor(dropped, work.tool, shellFlavor(work.program ?? ''))
  if (!insertions.ok) return insertions
  typing.terminal.hold()
  try {
    return await give(typing, work, insertions.value)
  } finally {
    typing.terminal.release()
  }
}

async function give(typing: Typing, work: AtWork, { lines, writes }: Insertions): Promise<Result<null>> {
  const sent = await sendLines(typing, work, lines)
  if (!sent.ok) return sent
  // Not every tool shows a mark, and the person sees what is there.
  for (const one of writes) await insert(typing, work.tool, one)
  return succeed(null)
}
