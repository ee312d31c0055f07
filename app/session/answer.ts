import { isBoxEdge } from '../activity/frame.ts'
import { compilePattern } from '../tool/pattern.ts'

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
  if (pattern !== null && compilePattern(pattern).test(line)) return true
  return lead.trim() !== '' && line.trimEnd() === lead.trimEnd()
}

/**
 * What a tool with a screen of its own answered: the lines below the last one that shows the prompt as it was sent, down
 * to where the next is typed. Where the prompt has left the screen: all that is above that place.
 *
 * @param lines of the screen, or of all text since the prompt, top first
 * @param boxTop the first line of the place to type in, null where it is not seen
 */
export function answerOfScreen(lines: readonly string[], prompt: string, boxTop: number | null): string {
  const above = lines.slice(0, boxTop ?? lines.length)
  const at = above.findLastIndex((line, row) => beginsPrompt(line, above[row + 1] ?? '', prompt))
  const below = above.slice(at < 0 ? 0 : at + echoedLines(above, at, prompt))
  const end = below.findLastIndex((line) => line.trim() !== '' && !isBoxEdge(line))
  return below
    .slice(0, end + 1)
    .map((line) => line.trimEnd())
    .join('\n')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .replaceAll(/^\n+|\n+$/gu, '')
}

/** Whether a line shows the beginning of a prompt as it was sent, and is not what is said about it. */
function beginsPrompt(line: string, next: string, prompt: string): boolean {
  const text = unmarked(line)
  const first = unmarked(prompt.trimStart().split(/[\r\n]/u, 1)[0] ?? '')
  if (first === '' || text === '' || answerMarks.test(line)) return false
  if (first.length > comparedChars && text.startsWith(first.slice(0, comparedChars))) return true
  const whole = unmarked(prompt)
  // A short line has to be all of it, but for the frame around it; or the prompt goes on, there or on the next line.
  if (text.startsWith(first)) return !/[\p{L}\p{N}]/u.test(text.slice(first.length)) || whole.startsWith(text)
  return squeeze(next) !== '' && whole.startsWith(text + squeeze(next))
}

/** How many lines a prompt takes on the screen: it wraps, and may be of several lines. */
function echoedLines(lines: readonly string[], at: number, prompt: string): number {
  const whole = unmarked(prompt)
  let seen = ''
  for (let count = 1; at + count <= lines.length && count <= maxEchoedLines; count++) {
    const line = lines[at + count - 1] ?? ''
    const text = count === 1 ? unmarked(line) : squeeze(line)
    if (count > 1 && (text === '' || !whole.startsWith(seen + text))) return count - 1
    seen += text
    if (seen.length >= whole.length) return count
  }
  return 1
}

/** Blanks differ where a line was wrapped. */
function squeeze(text: string): string {
  return text.replaceAll(/\s+/gu, '')
}

/** Without the mark that a tool puts before a prompt that was sent: `❯`, `>`, `›`. */
function unmarked(text: string): string {
  return squeeze(text).replace(/^[^\p{L}\p{N}]{1,3}/u, '')
}

/** Enough to tell a prompt from what is said about it, and less than a narrow screen's line. */
const comparedChars = 24
const maxEchoedLines = 200
/** What tools put before their own words. */
const answerMarks = /^\s*[●⏺•✦◆]/u
