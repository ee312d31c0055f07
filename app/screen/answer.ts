import { isBoxEdge } from './frame.ts'
import { withoutMarks } from './prompt-box.ts'
import { cutLine, maxLineChars } from '../base/cut-lines.ts'
import { compilePattern } from '../base/pattern.ts'

/** What a line tool showed before a prompt was typed, and what was typed. */
export type LinePrompt = {
  /** The line of the cursor, up to the cursor, before anything was typed. */
  readonly lead: string
  readonly prompt: string
  /** What its line looks like where it is ready (flags `mu`); null where only `lead` tells. */
  readonly pattern: string | null
  /** The line of the cursor at the end, where that is known to be a prompt, of whatever look; else null. */
  readonly after: string | null
}

/**
 * What a line tool printed: the text since the line of the prompt, without the echo of what was typed and without the
 * prompt that follows.
 */
export function answerOfLines(text: string, { lead, prompt, pattern, after }: LinePrompt): string {
  const lines = text.split('\n')
  const typed = prompt.split(/\r\n|[\r\n]/u)
  let from = 0
  for (const line of typed) {
    if (lines[from]?.trimEnd().endsWith(line.trimEnd()) !== true) break
    from += 1
  }
  const rest = lines.slice(from)
  const isPrompt = (line: string): boolean => {
    // The text has lost the blank behind a prompt, which a pattern may ask for.
    if ([line, `${line} `].some((shown) => isPromptLine(shown, { lead, pattern }))) return true
    return withoutPrompt(line, lead) === line && line !== '' && line === after?.trimEnd()
  }
  const last = rest.pop()
  if (last !== undefined && !isPrompt(last)) rest.push(withoutPrompt(last, lead))
  return rest.join('\n').trim()
}

/** Output without a line end has the next prompt behind it. */
function withoutPrompt(line: string, lead: string): string {
  const prompt = lead.trimEnd()
  return prompt !== '' && line.trimEnd().endsWith(prompt) ? line.trimEnd().slice(0, -prompt.length) : line
}

/**
 * Whether a line tool stands at its prompt again.
 *
 * @param line the line of the cursor, up to the cursor
 */
export function isPromptLine(line: string, { lead, pattern }: Pick<LinePrompt, 'lead' | 'pattern'>): boolean {
  if (pattern !== null && line.length <= maxLineChars && compilePattern(pattern).test(line)) return true
  return lead.trim() !== '' && line.trimEnd() === lead.trimEnd()
}

/**
 * What a tool with a screen of its own answered: the lines below the last one that shows the prompt as it was sent, down
 * to where the next is typed. Where the prompt has left the screen: all that is above that place.
 *
 * @param lines of the screen, or of all text since the prompt, top first
 * @param box its first line, null where it is not seen, and what the tool writes above it (flags `mu`)
 */
export function answerOfScreen(
  lines: readonly string[],
  prompt: string,
  box: { readonly top: number | null; readonly trailer: string | null },
): string {
  const above = lines.slice(0, box.top ?? lines.length)
  const sent = readSent(prompt)
  const at = above.findLastIndex((_, row) => beginsPrompt(above, row, sent))
  const below = above.slice(at < 0 ? 0 : endOfEcho(above, at, sent))
  const trailer = box.trailer === null ? null : compilePattern(box.trailer)
  const end = below.findLastIndex((line) => !isFrame(line) && trailer?.test(cutLine(line)) !== true)
  return below
    .slice(0, end + 1)
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replaceAll(/^\n+|\n+$/gu, '')
}

/** A prompt as it is looked for: its first line, whether there are others, and all of it; without blanks and marks. */
type Sent = { readonly first: string; readonly hasMore: boolean; readonly whole: string }

function readSent(prompt: string): Sent {
  const [first = '', ...others] = prompt
    .split(/[\r\n]/u)
    .map(unmarked)
    .filter((one) => one !== '')
  return { first, hasMore: others.length > 0, whole: unmarked(prompt) }
}

/** Whether a row shows the beginning of a prompt as it was sent, and is not what is said about it. */
function beginsPrompt(lines: readonly string[], row: number, { first, hasMore, whole }: Sent): boolean {
  const line = lines[row] ?? ''
  const text = unmarked(line)
  if (first === '' || text === '' || answerMarks.test(line)) return false
  const next = plain(lines[row + 1] ?? '')
  const goesOn = next !== '' && whole.startsWith(text + next)
  if (!text.startsWith(first.slice(0, comparedChars))) return goesOn
  if (hasMore) return goesOn || whole.startsWith(text)
  // A short line has to be all of it, but for the frame around it, or the prompt goes on in it.
  return first.length > comparedChars || isAll(text.slice(first.length)) || whole.startsWith(text)
}

function isAll(rest: string): boolean {
  return !/[\p{L}\p{N}]/u.test(rest)
}

/** The first line below a prompt on the screen: it wraps, may be of several lines, and stands in a frame at some tools. */
function endOfEcho(lines: readonly string[], at: number, sent: Sent): number {
  const isBarred = (line: string | undefined): boolean => line !== undefined && bar.test(line)
  let end = at + echoedLines(lines, at, sent)
  if (isBarred(lines[at])) while (isBarred(lines[end])) end += 1
  while (end < lines.length && (isFrame(lines[end] ?? '') || isImageMark(lines[end] ?? ''))) end += 1
  return end
}

/** How many lines the text of a prompt takes. */
function echoedLines(lines: readonly string[], at: number, { whole }: Sent): number {
  let seen = ''
  for (let count = 1; at + count <= lines.length && count <= maxEchoedLines; count++) {
    const line = lines[at + count - 1] ?? ''
    const text = count === 1 ? unmarked(line) : plain(line)
    if (count > 1 && (text === '' || !whole.startsWith(seen + text))) return count - 1
    seen += text
    if (seen.length >= whole.length) return count
  }
  return 1
}

/** A line of a prompt on the screen: blanks differ where it was wrapped, a bar may lead it, images have marks. */
function plain(line: string): string {
  return withoutMarks(line.replace(bar, ''))
}

/** Without the mark that a tool puts before a prompt that was sent: `❯`, `>`, `›`, and without those of its images. */
function unmarked(text: string): string {
  return withoutMarks(text).replace(/^[^\p{L}\p{N}]{1,3}/u, '')
}

function isFrame(line: string): boolean {
  return isBoxEdge(line) || line.replace(bar, '').trim() === ''
}

/** A line for an image of the prompt alone, as Claude Code writes it: `⎿  [Image #1]`. */
function isImageMark(line: string): boolean {
  return /\[[^\]]+\]/u.test(line) && unmarked(line) === ''
}

/** Leads every line of a prompt that was sent, as opencode shows it. */
const bar = /^\s*[┃│]/u
/** Enough to tell a prompt from what is said about it, and less than a narrow screen's line. */
const comparedChars = 24
const maxEchoedLines = 200
/** What tools put before their own words. */
const answerMarks = /^\s*[●⏺•✦◆]/u
