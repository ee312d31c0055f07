import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { shellFlavor } from '../../app/terminal/quote.ts'
import { insertionsFor, type DroppedPath, type Insertions } from '../../app/tool/insertion.ts'
import { insert, sendLines } from '../session/delivery/insert-images.ts'
import type { ToolTerminal } from '../session/delivery/tool-terminal.ts'

/**
 * Gives the paths of a drop to a session's tool, in the form the tool takes, and never an Enter after what the user
 * writes. Images go one at a time: the next when the tool shows that it has the one before, or has had time to. A tool
 * that takes them by a command gets that sent, and is ready for the user's words as all others are. The user's keys
 * wait meanwhile: what they type next belongs behind what they dropped.
 *
 * @returns failures: `session-not-running`, those of `quotePath` and of `sendLines`; nothing is left in the prompt then
 */
export async function insertPaths(
  terminal: ToolTerminal,
  dropped: readonly DroppedPath[],
): Promise<Result<null>> {
  if (!terminal.isUp()) return failWith('session-not-running')
  const insertions = insertionsFor(dropped, terminal.tool, shellFlavor(terminal.program ?? ''))
  if (!insertions.ok) return insertions
  terminal.hold()
  try {
    return await give(terminal, insertions.value)
  } finally {
    terminal.release()
  }
}

async function give(terminal: ToolTerminal, { lines, writes }: Insertions): Promise<Result<null>> {
  const sent = await sendLines(terminal, lines)
  if (!sent.ok) return sent
  // Not every tool shows a mark, and the user sees what is there.
  for (const one of writes) await insert(terminal, one)
  return succeed(null)
}
