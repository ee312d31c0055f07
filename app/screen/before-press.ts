import type { FrameReading } from './read-frame.ts'
import { holdsText, readPromptBox, withoutMarks, type PromptBoxRule, type PromptFrame } from './prompt-box.ts'

/** What has to stand on a screen before a key is pressed for the user. Crosses to the pty host as it is. */
export type PressCondition = {
  /** What the key sends. Empty: whatever stands in the box, such as images. */
  readonly text: string
  /** What was written before it and goes with it, as paths of images; a tool may show a mark in its place. */
  readonly standing?: string
  /** What stood on the row of the cursor, up to the cursor, before the text was typed: the prompt of a line tool. */
  readonly lead: string
  /** How the tool's prompt box is read; null for a tool without one. */
  readonly promptBox: PromptBoxRule | null
  /** The process group that was in front of the terminal when the text was typed; null: any may be. */
  readonly front: number | null
}

/**
 * Why a key that sends a prompt is not pressed on this screen. `asks`: a question or a dialog stands there, which the key
 * would answer. `absent`: the prompt does not stand where the key would send it from, or another program would get the key.
 *
 * In a box that can be read the prompt has to be what the box holds, or the tool's own mark for a long paste or an image.
 * Elsewhere it has to be the last thing before the cursor, behind the same words as before it was typed.
 *
 * @param reading what the tool's rules say of the screen; null where none is true
 * @returns null where the key may be pressed
 */
export function whyNotPress(
  frame: PromptFrame & { readonly front: number | null },
  reading: FrameReading | null,
  when: PressCondition,
): 'asks' | 'absent' | null {
  const isOther = when.front !== null && frame.front !== null && frame.front !== when.front
  if (isOther) return 'absent'
  if (reading?.claim.kind === 'waiting' && !isOwnLine(reading.text, when)) return 'asks'
  return stands(frame, when) ? null : 'absent'
}

/** Whether a prompt stands where it would be sent from; an empty one where anything does. */
export function stands(frame: PromptFrame, when: PressCondition): boolean {
  const { text, standing = '', promptBox } = when
  const box = promptBox === null ? null : readPromptBox(frame, promptBox)
  if (box?.kind === 'empty') return false
  if (box?.kind === 'draft')
    return (
      text.trim() === '' ||
      holdsText(box.text, standing + text) ||
      (standing !== '' && holdsText(box.text, text))
    )
  return box === null ? endsAtCursor(frame, when) : endsNearCursor(frame, text)
}

/**
 * Whether a line that reads like a question of a line tool's is the prompt itself, as it was typed: `echo $?` ends like
 * one. Tools with a box of their own are never read so.
 */
export function isOwnLine(line: string, { text, lead, promptBox }: PressCondition): boolean {
  const shown = withoutMarks(line)
  return promptBox === null && shown !== '' && withoutMarks(lead + text).endsWith(shown)
}

/**
 * Whether the last line of a text ends at the cursor, with nothing else on its row than what stood there before. Something
 * else in front of it is a question that came up while the text was typed: `Overwrite? the text`.
 */
function endsAtCursor({ lines, cursor, wraps }: PromptFrame, { text, lead }: PressCondition): boolean {
  const last = withoutMarks(lastLineOf(text))
  if (cursor === null || last === '') return false
  const row = withoutMarks((lines[cursor.y] ?? '').slice(0, cursor.x))
  // At the start of a row of its own nothing stands before the cursor: the line has been sent.
  if (row === '' && wraps !== true) return false
  const above = lines.slice(Math.max(0, cursor.y - rowsRead), cursor.y)
  if (wraps === true) return withoutMarks(above.join('') + row).endsWith(last.slice(-comparedChars))
  if (!row.endsWith(last)) return drawsOwnRows(row, last, above)
  const before = row.slice(0, row.length - last.length)
  return before === withoutMarks(lead) || isContinuation(before, text) || promptMark.test(before)
}

/** A program that breaks long text itself leaves only its end on the row of the cursor. */
function drawsOwnRows(row: string, last: string, above: readonly string[]): boolean {
  if (row.length >= last.length || !last.endsWith(row)) return false
  return withoutMarks(above.join('') + row).endsWith(last.slice(-comparedChars))
}

/** The second and later lines of a text stand behind a mark of the tool's own: `... `, `> `, `dquote> `. */
function isContinuation(before: string, text: string): boolean {
  return text.trimEnd().includes('\n') && before.length <= longestContinuation && !/[?:]$/u.test(before)
}

/**
 * Whether a text ends at the cursor or in the rows just above it: some tools leave the cursor beside the text of a box that
 * is taller than the screen, and so cannot be read.
 */
function endsNearCursor({ lines, cursor }: PromptFrame, text: string): boolean {
  const end = withoutMarks(lastLineOf(text)).slice(-comparedChars)
  if (cursor === null || end === '') return false
  const near = lines.slice(Math.max(0, cursor.y - rowsBelowText), cursor.y + 1)
  return withoutMarks(near.join('')).includes(end)
}

function lastLineOf(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}

/** How prompts of shells and REPLs end. One that is drawn again may not be what it was. */
const promptMark = /[$#%>❯➜λ»]$/u
/** Enough to tell the end of a prompt from other text. */
const comparedChars = 24
/** Rows that may hold so many characters on a narrow screen. */
const rowsRead = 12
const rowsBelowText = 3
const longestContinuation = 12
