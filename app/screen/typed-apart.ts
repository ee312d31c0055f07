import type { CursorLine } from './command-line.ts'
import type { Frame } from './frame.ts'

/** The line of the cursor up to the cursor, and whether a line editor has it. */
export type LineBefore = Pick<CursorLine, 'left' | 'bracketedPaste'>

/**
 * A frame as it was before the user began to type into the line of the cursor: what they write is no question of the
 * program's, whatever it looks like (`echo "sure? [y/n]"`).
 *
 * @param before the line when the first key of it came
 * @param now the same line as it is on this frame
 * @param drawn what the keys since then can have put on the line; null where that can be anything (a recalled line)
 * @returns null where the line has not grown by typing alone: what the program has written since is its own
 */
export function withoutTyped(
  frame: Frame,
  before: LineBefore,
  now: LineBefore,
  drawn: string | null,
): Frame | null {
  const { cursor } = frame
  if (cursor === null || !isGrownFrom(before, now)) return null
  const grown = now.left.length - before.left.length
  // Only a line editor recalls and completes.
  const isTyped = drawn === null ? before.bracketedPaste && now.bracketedPaste : grown <= drawn.length
  if (!isTyped) return null
  const lines = frame.lines.map((line, row) => (row === cursor.y ? before.left.trimEnd() : line))
  return { ...frame, lines, cursor: { x: before.left.length, y: cursor.y } }
}

/** Whether a line goes on from what stood in it before; from an empty one any line does. */
export function isGrownFrom(before: LineBefore, now: LineBefore): boolean {
  return before.left.trim() !== '' && now.left.startsWith(before.left)
}
