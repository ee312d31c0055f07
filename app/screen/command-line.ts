import { shellPrompt } from './line-rules.ts'

/** The line of a screen's cursor, rows that wrapped into it included. */
export type CursorLine = {
  /** What stands before the cursor, blanks included. */
  readonly left: string
  /** What stands behind it, without blanks at its end. */
  readonly right: string
  /** Blank cells between `right` and the edge of the screen. */
  readonly toEdge: number
  /** The rows below are blank. */
  readonly isLast: boolean
  /** A line editor asked for bracketed paste: a shell turns it on with its prompt, and off for what it runs. */
  readonly bracketedPaste: boolean
}

/** The process of a terminal: `resting` waits in front of it, `running` is in front and at work, `behind`: another is in front. */
export type ProcessPlace = 'resting' | 'running' | 'behind' | 'unknown'

/**
 * What stands in the command line of a shell.
 *
 * - `empty`: its prompt, and nothing else
 * - `escaped`: the same, but an Esc came before: bash and zsh take the next key together with it, and with vi keys bash
 *   takes a paste for commands
 * - `begun`: more than its prompt, or the prompt for the rest of a command
 * - `unknown`: the screen does not tell: something runs, or the prompt is another than those that were seen
 */
export type CommandLineReading = 'empty' | 'escaped' | 'begun' | 'unknown'

/**
 * Reads a command line by how it looked with nothing typed. A wrong `empty` would type a prompt behind a user's draft; a
 * wrong `unknown` costs nothing but that the keys decide.
 *
 * @param bare the line as it stood when nothing was typed, for each prompt that was seen
 * @param drawn what the keys since the last Enter can have put on the line; null where that can be anything (a recalled
 *   line, a completion)
 */
export function readCommandLine(
  line: CursorLine,
  place: ProcessPlace,
  bare: readonly CursorLine[],
  drawn: string | null,
): Exclude<CommandLineReading, 'escaped'> {
  if (place === 'running') return 'unknown'
  if (place === 'behind') return replContinuation.test(line.left) ? 'begun' : 'unknown'
  const known = bare.filter(({ bracketedPaste }) => bracketedPaste === line.bracketedPaste)
  if (known.some((one) => isSamePrompt(one, line))) return line.isLast ? 'empty' : 'unknown'
  if (isContinuation(line, known) || known.some((one) => goesOn(one, line))) return 'begun'
  const isOther = known.some((one) => endsAlike(one, line, drawn) && sameRight(one, line))
  return isOther && line.isLast ? 'empty' : 'unknown'
}

/**
 * The prompts that were seen, with that of a line in which nothing is typed.
 *
 * @param afterInterrupt Ctrl-C was the last key: what stands there is no rest of a command
 */
export function learnPrompt(
  bare: readonly CursorLine[],
  line: CursorLine,
  place: ProcessPlace,
  afterInterrupt: boolean,
): readonly CursorLine[] {
  if (place === 'running' || place === 'behind') return bare
  // Output that a program left without a line end is cut off by a blank row; a prompt has a sign.
  if (line.left.trim() === '' || !line.isLast) return bare
  const known = bare.filter(({ bracketedPaste }) => bracketedPaste === line.bracketedPaste)
  const isRest = known.length > 0 && !afterInterrupt && isContinuation(line, known)
  if (isRest || known.some((one) => goesOn(one, line))) return bare
  const others = bare.filter((one) => !isSamePrompt(one, line))
  return [line, ...others].slice(0, maxPrompts)
}

/** Prompts with a folder, a branch or an exit code in them. */
const maxPrompts = 16

/** The same prompt; the digits of a clock or an exit code may be others. */
function isSamePrompt(bare: CursorLine, line: CursorLine): boolean {
  return withoutDigits(bare.left) === withoutDigits(line.left) && sameRight(bare, line)
}

/** Nothing stands behind the cursor, or a right prompt in the cells where one stood: a draft begins at the cursor. */
function sameRight(bare: CursorLine, { left, right, toEdge }: CursorLine): boolean {
  if (right === '') return true
  const isSamePlace = toEdge === bare.toEdge && right.length === bare.right.length
  return (
    isSamePlace && left.length === bare.left.length && right.startsWith(' ') && gap(right) === gap(bare.right)
  )
}

function gap(text: string): number {
  return text.length - text.trimStart().length
}

/** A prompt with text behind it, before or behind the cursor. What stands further to the right may be a right prompt. */
function goesOn(bare: CursorLine, { left, right }: CursorLine): boolean {
  if (!withoutDigits(left).startsWith(withoutDigits(bare.left))) return false
  return left.length > bare.left.length || (right !== '' && !right.startsWith(' '))
}

/** Another prompt, in another folder or behind output without a line end, which ends with the same sign. */
function endsAlike(bare: CursorLine, { left }: CursorLine, drawn: string | null): boolean {
  const [end, sign] = promptEnd.exec(bare.left) ?? []
  if (end === undefined || sign === undefined || drawn === null) return false
  return left.endsWith(end) && !drawn.includes(sign)
}

const promptEnd = /([^\w\s])\s*$/u

/** The prompt for the rest of a command, or the blank row that fish gives for it. */
function isContinuation({ left, right, bracketedPaste }: CursorLine, known: readonly CursorLine[]): boolean {
  if (known.length === 0 || right !== '') return false
  if (left.trim() === '') return bracketedPaste || left !== ''
  if (replContinuation.test(left) || shellContinuation.test(left)) return true
  return signAlone.test(left) && !prompt.test(left)
}

/** `> ` of bash, `for dquote> ` of zsh. */
const shellContinuation = /^(?:[a-z]+ )*(?:[a-z]+)?> ?$/u

/** A sign of a user's own choice, such as `∙ ` and `… `. */
const signAlone = /^\s*[^\w\s]{1,4} ?$/u

const prompt = new RegExp(shellPrompt, 'u')

/** Python and node, IPython, SQLite, MySQL. */
const replContinuation = /^\s*(?:\.{3}[:>]?|[-'"`*(]>)\s?$/u

function withoutDigits(text: string): string {
  return text.replace(/\d/gu, '0')
}
