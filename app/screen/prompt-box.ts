import * as v from 'valibot'
import { cutLine, maxLineChars } from '../base/cut-lines.ts'
import { compilePattern, PatternSchema } from '../base/pattern.ts'
import { boxRows, BoxShapeSchema, type BoxPlace } from './box-rows.ts'
import type { Frame } from './frame.ts'
import { isTrueOf } from './read-frame.ts'
import { ConditionSchema } from './rules.ts'

/** A settled screen, for reading a prompt box. */
export type PromptFrame = Frame & {
  /** The same rows with faint cells blank: hints and suggestions are drawn faintly, what a user typed is not. */
  readonly solid: readonly string[]
  /** The row of the cursor goes on where the one above it ends. */
  readonly wraps?: boolean
}

/** Where a tool's prompt box stands on its screen, and what in it is no text of a user's. */
export const PromptBoxRuleSchema = v.strictObject({
  shape: BoxShapeSchema,
  /**
   * What the first row of the box begins with, taken off the text. A box whose first row is otherwise is none. The mark
   * of a mode that the user chose (a shell's `!`) is best left in the text by a lookahead: it counts as a draft.
   */
  first: v.optional(PatternSchema),
  /** What its other rows begin with, taken off where it is there. */
  next: v.optional(PatternSchema),
  /** What a row may end with, taken off: a mark that there is more. */
  end: v.optional(PatternSchema),
  /** What the tool says in an empty box; each has to match all of its text. */
  placeholders: v.optional(v.pipe(v.array(PatternSchema), v.maxLength(16), v.readonly()), []),
  /** Faint text that begins at the cursor is a hint, whatever it says. */
  faintIsHint: v.optional(v.boolean(), true),
  /** True of a screen whose box, though it is there, takes no prompt: a dialog stands beside it. */
  unless: v.optional(ConditionSchema),
  /** True where the user began something that is not in the box: the mode of a shell, an image. A draft, however empty. */
  mode: v.optional(ConditionSchema),
  /** What the tool writes between an answer and the box, row by row: how long it took, hints. No part of the answer. */
  trailer: v.optional(PatternSchema),
})
export type PromptBoxRule = Readonly<v.InferOutput<typeof PromptBoxRuleSchema>>
export type PromptBoxRuleInput = v.InferInput<typeof PromptBoxRuleSchema>

/** `none`: there is no box, so nothing can be typed. The rows of a draft are its lines, as they are wrapped on the screen. */
export type PromptBoxReading =
  { readonly kind: 'none' } | { readonly kind: 'empty' } | { readonly kind: 'draft'; readonly text: string }

/**
 * What stands in the prompt box of a screen.
 *
 * A hint is recognized among drafts in two ways: by its words, or because it is faint and begins where the cursor is. Both are
 * asked for in the second, so that an unlucky choice of colours takes a draft for a hint only while the user's cursor
 * is at its very start.
 */
export function readPromptBox(frame: PromptFrame, box: PromptBoxRule): PromptBoxReading {
  const { cursor } = frame
  if (cursor === null) return { kind: 'none' }
  if (box.unless !== undefined && isTrueOf(box.unless, frame)) return { kind: 'none' }
  const found = boxRows(frame.lines, cursor.y, box.shape)
  if (found === null) return { kind: 'none' }
  const rows = rowsOf(frame, found, box)
  if (rows === null) return { kind: 'none' }
  const text = typedText(rows, { x: cursor.x, row: cursor.y - found.top }, box)
  const begun = text !== '' || (box.mode !== undefined && isTrueOf(box.mode, frame))
  return begun ? { kind: 'draft', text } : { kind: 'empty' }
}

/** The text of a box without what the tool itself wrote there. */
function typedText(rows: Rows, cursor: { x: number; row: number }, box: PromptBoxRule): string {
  const lines = rows.map(({ line }) => line)
  const text = textOf(lines)
  if (text.length <= maxLineChars && box.placeholders.some((pattern) => wholly(pattern).test(text))) return ''
  if (!box.faintIsHint) return text
  return isHint(rows, cursor) ? '' : textOf([...lines.slice(0, -1), withoutGhost(rows, cursor)])
}

/** A row of the box without what leads it. `column`: where it begins on the screen. */
type Row = { readonly line: string; readonly solid: string; readonly column: number }
type Rows = readonly [Row, ...Row[]]

function rowsOf(
  { lines, solid }: PromptFrame,
  { top, bottom, left, right, scrolled }: BoxPlace,
  { first, next, end }: PromptBoxRule,
): Rows | null {
  const cut = (row: number, lead: string | undefined): Row | null => {
    const shown = (lines[row] ?? '').slice(left, right)
    const line =
      end === undefined || shown.length > maxLineChars ? shown : shown.replace(compilePattern(end), '')
    const taken = lead === undefined ? 0 : compilePattern(lead).exec(cutLine(line))?.[0].length
    if (taken === undefined) return null
    const whole = (solid[row] ?? '').slice(left, right)
    return { line: line.slice(taken), solid: whole.slice(taken), column: left + taken }
  }
  const continued = (row: number) => cut(row, next) ?? cut(row, undefined)
  const head = cut(top, first) ?? (scrolled ? continued(top) : null)
  if (head === null) return null
  const others = Array.from({ length: bottom - top }, (_, at) => continued(top + 1 + at))
  return [head, ...others.filter((row) => row !== null)]
}

function textOf(lines: readonly string[]): string {
  return lines
    .map((line) => line.replace(invisible, '').trimEnd())
    .join('\n')
    .replace(/^[\n ]+|\n+$/gu, '')
}

/** Faint from the cursor on, and the cursor before all of it. A cursor that is drawn as a cell makes one letter plain. */
function isHint([first, ...others]: Rows, cursor: { x: number; row: number }): boolean {
  const begin = first.line.search(/\S/u)
  const at = cursor.x - first.column
  if (cursor.row !== 0 || begin < 0 || at < 0 || at > begin) return false
  const plain = first.solid.slice(0, at) + first.solid.slice(at + 1)
  return [plain, ...others.map(({ solid }) => solid)].every((solid) => solid.trim() === '')
}

/**
 * The last row without a faint end: a completion that the user has not taken, which begins at the cursor at the earliest.
 * What is faint before it is no such end: Grok draws the brackets of its marks so.
 */
function withoutGhost(rows: Rows, cursor: { x: number; row: number }): string {
  const { line, solid, column } = rows[rows.length - 1] ?? rows[0]
  const end = solid.trimEnd().length
  const typed = cursor.row === rows.length - 1 ? cursor.x - column : 0
  return end === 0 ? line : line.slice(0, Math.max(end, typed))
}

/** Of all lines at once: `^` and `$` are the text's. */
function wholly(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'su')
}

/** Characters without a width that tools draw at their cursor. */
const invisible = /[\u200b\u2060\ufeff]/gu

/**
 * Whether the text of a prompt box is that of a prompt. Blanks and line ends do not count, since a box wraps its text
 * and leaves blanks out at the ends of rows; nor do marks of images. A mark of a folded paste stands for any text. Of a
 * box that is scrolled the last rows are enough: at the end is what was pasted last.
 *
 * @param box the text of a draft as `readPromptBox` reads it, a line for each row
 */
export function holdsText(box: string, prompt: string): boolean {
  const shown = withoutMarks(box)
  const wanted = withoutMarks(prompt)
  if (shown === wanted) return true
  const parts = shown.split(foldedPaste)
  if (parts.length > 1) return fits(parts, wanted)
  return shown !== '' && box.split('\n').length >= fewestScrolledRows && wanted.endsWith(shown)
}

/** Boxes scroll from 8 rows on where a window has 24, measured; a shorter one shows all it holds. */
const fewestScrolledRows = 6

/**
 * Claude Code `[Pasted text #1 +39 lines]`, Codex and Qwen Code `[Pasted Content 1024 chars]`, opencode and Kilo CLI
 * `[Pasted ~4 lines]`, Gemini CLI `[Pasted Text: 40 lines]`, Copilot CLI `[Paste #1 - 40 lines]`, Pi
 * and Kimi Code `[paste #1 +40 lines]`, Grok `[Pasted: 40 lines]`, Continue `[Paste #1, 40 lines]`, Droid
 * `[its first words... 40 lines]`, Cline CLI `[its first words... Pasted +40 lines]`; without blanks.
 */
const foldedPaste =
  /\[(?:Pastedtext#\d+(?:\+\d+lines?)?|PastedContent\d+chars?(?:#\d+)?|Pasted~\d+lines?|Pasted(?:Text)?:\d+(?:lines?|chars?)(?:#\d+)?|[Pp]aste#\d+(?:[-+,]?\d+(?:lines?|chars?))?|.{1,120}?\.\.\.(?:Pasted\+)?\d+lines?)\]/u

/** `[Image #1]`, `[Image 1]`, `[Image shot.png]`, `[📷 shot.png]`; without blanks. */
const imageMark = /\[(?:Image#?\d+|Image[^[\]]{1,200}\.\w{3,4}|📷[^[\]]{1,200})\]/gu

/** Text without blanks, which differ where it was wrapped, and without what a tool shows for images. */
export function withoutMarks(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\s\u200b\u2060\ufeff]/gu, '')
    .replace(imageMark, '')
}

/** The parts in their order, the first at the beginning and the last at the end, with something between each two. */
function fits(parts: readonly string[], text: string): boolean {
  const [first = '', ...rest] = parts
  const last = rest.pop() ?? ''
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of rest) {
    const next = text.indexOf(part, at + 1)
    if (next < 0) return false
    at = next + part.length
  }
  return text.endsWith(last) && text.length - last.length > at
}
