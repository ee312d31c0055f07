import { assertNever } from '../base/assert-never.ts'
import type { HeadlessFormat } from './format.ts'
import { readAuggie } from './formats/auggie.ts'
import { readClaude } from './formats/claude.ts'
import { readCodex } from './formats/codex.ts'
import { readCopilot } from './formats/copilot.ts'
import { readDroid } from './formats/droid.ts'
import { readGemini } from './formats/gemini.ts'
import { readOpencode } from './formats/opencode.ts'
import { readKimi } from './formats/kimi.ts'
import { readPi } from './formats/pi.ts'
import { readQwen } from './formats/qwen.ts'
import type { PieceReader, StreamEvent } from './formats/piece.ts'
import { emptyWriting, growAnswer, maxAnswerChars, write, writeRaw, type Writing } from './writing.ts'

/** A rendering under way, as a value: the same one may be gone on with twice. */
export type Renderer = {
  readonly format: HeadlessFormat
  readonly line: Line
  readonly writing: Writing
  /** An event was read: what is printed is the stream of its format. */
  readonly isStream: boolean
}

/** `beginning`: it is longer than what is kept. `end`: the tool ended before it said that it was done. */
export type LostPart = 'beginning' | 'end'

/** What a tool's output came to. */
export type Rendered = {
  /** What was still to be shown. */
  readonly text: string
  /** The tool's final answer, at most its last 4 million characters; of plain text, all of it. */
  readonly answer: string
  /** What the answer lacks; null where it is whole, as far as the output tells. */
  readonly lost: LostPart | null
  /** The id of the conversation, where the output names it. It is not checked. */
  readonly token: string | null
  /** The output itself says that the turn failed, whatever the exit code says; its words were shown. */
  readonly isError: boolean
}

/** Begins to render what a tool prints. Lines end with `\n` alone, as on a pipe. */
export function startRendering(format: HeadlessFormat): Renderer {
  return { format, line: lineStart, writing: emptyWriting, isStream: false }
}

/**
 * The text for the next characters of the output. How the output is cut into chunks makes no difference to what they
 * come to together, and the time is in proportion to the output.
 */
export function renderChunk(
  state: Renderer,
  chunk: string,
): { readonly state: Renderer; readonly text: string } {
  const read = readerOf(state.format)
  if (read === null) {
    return { state: { ...state, writing: growAnswer(state.writing, chunk) }, text: chunk }
  }
  let { line, writing, isStream } = state
  const texts: string[] = []
  for (let from = 0; from < chunk.length;) {
    const newline = chunk.indexOf('\n', from)
    const to = newline === -1 ? chunk.length : newline + 1
    const step = takePart(read, line, writing, chunk.slice(from, to))
    texts.push(step.text)
    line = newline === -1 ? step.line : lineStart
    ;({ writing } = step)
    isStream ||= step.isEvent === true
    from = to
  }
  return { state: { ...state, line, writing, isStream }, text: texts.join('') }
}

/** The end of the output: what was cut off is shown as it is. */
export function finish(state: Renderer): Rendered {
  const read = readerOf(state.format)
  const { line, writing } = state
  const last =
    read !== null && line.kind === 'object'
      ? takeObject(read, writing, line.text)
      : { writing, text: '', isEvent: false }
  const { answer, isAnswerCut, token, isFailed, isEnded: hasEnded } = last.writing
  const isStream = state.isStream || last.isEvent
  const isCut = isAnswerCut || answer.length > maxAnswerChars
  return {
    text: last.text + (read !== null && last.writing.isLineOpen ? '\n' : ''),
    answer: answer.slice(-maxAnswerChars).trim(),
    lost: lostPart(isStream && !hasEnded, isCut),
    token,
    isError: isFailed,
  }
}

function lostPart(isEndLost: boolean, isCut: boolean): LostPart | null {
  if (isEndLost) return 'end'
  return isCut ? 'beginning' : null
}

/** Whether the tool has said that it is done, and nothing since. Plain text never says so. */
export function isEnded({ writing }: Renderer): boolean {
  return writing.isEnded
}

/** Beyond this a line is left out: 20 MB of an image in base64 still fit. */
const maxLineChars = 32_000_000

/** How far the current line has come. Only one that begins with a brace can be an event; any other is shown at once. */
type Line =
  | { readonly kind: 'start' }
  | { readonly kind: 'plain' }
  | { readonly kind: 'object'; readonly text: string }
  | { readonly kind: 'too-long' }

const lineStart: Line = { kind: 'start' }

/** Takes a part of one line; its newline, if it is there, is the part's last character. */
function takePart(
  read: PieceReader,
  line: Line,
  writing: Writing,
  part: string,
): { readonly line: Line; readonly writing: Writing; readonly text: string; readonly isEvent?: boolean } {
  switch (line.kind) {
    case 'start':
      if (part.startsWith('{')) return takePart(read, { kind: 'object', text: '' }, writing, part)
      return { line: { kind: 'plain' }, ...writeRaw(writing, part, true) }
    case 'plain':
      return { line, ...writeRaw(writing, part, false) }
    case 'object': {
      const text = line.text + part
      if (text.length > maxLineChars) {
        return { line: { kind: 'too-long' }, ...write(writing, { kind: 'trouble', text: '{…}' }) }
      }
      if (!part.endsWith('\n')) return { line: { kind: 'object', text }, writing, text: '' }
      return { line: lineStart, ...takeObject(read, writing, text) }
    }
    case 'too-long':
      return { line, writing, text: '' }
    default:
      return assertNever(line)
  }
}

function takeObject(
  read: PieceReader,
  writing: Writing,
  line: string,
): { readonly writing: Writing; readonly text: string; readonly isEvent: boolean } {
  const event = parseEvent(line)
  if (event === null) return { ...writeRaw(writing, line, true), isEvent: false }
  const texts: string[] = []
  let after = writing
  for (const piece of read(event)) {
    const step = write(after, piece)
    texts.push(step.text)
    after = step.writing
  }
  return { writing: after, text: texts.join(''), isEvent: true }
}

function parseEvent(line: string): StreamEvent | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    // A tool may print anything between its events, and may die in the middle of one.
    return null
  }
}

function readerOf(format: HeadlessFormat): PieceReader | null {
  switch (format) {
    case 'text':
      return null
    case 'claude':
      return readClaude
    case 'codex':
      return readCodex
    case 'opencode':
      return readOpencode
    case 'gemini':
      return readGemini
    case 'qwen':
      return readQwen
    case 'copilot':
      return readCopilot
    case 'pi':
      return readPi
    case 'kimi':
      return readKimi
    case 'auggie':
      return readAuggie
    case 'droid':
      return readDroid
    default:
      return assertNever(format)
  }
}
