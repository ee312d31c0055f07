import { cleanLine } from '../terminal/title.ts'
import { assertNever } from '../base/assert-never.ts'
import type { Piece } from './formats/piece.ts'

/** What has been written so far of a tool's stream, and what it came to. */
export type Writing = {
  /** The last line has no end yet. */
  readonly isLineOpen: boolean
  /** The part of the current message that was shown in words. */
  readonly told: string
  readonly answer: string
  /** The beginning of the answer was let go of. */
  readonly isAnswerCut: boolean
  /** The assistant turned to something else since: its next words are a new answer. */
  readonly isAnswerOver: boolean
  readonly token: string | null
  readonly isFailed: boolean
  /** The tool has said that it is done, and nothing since. */
  readonly isEnded: boolean
  /** The trouble shown last: a tool that tries again and again tells it once. */
  readonly trouble: string
}

export const emptyWriting: Writing = {
  isLineOpen: false,
  told: '',
  answer: '',
  isAnswerCut: false,
  isAnswerOver: true,
  token: null,
  isFailed: false,
  isEnded: false,
  trouble: '',
}

/** What is kept of an answer: its last characters. */
export const maxAnswerChars = 4_000_000

type Written = { readonly writing: Writing; readonly text: string }

/** The text that a piece is shown as, and the writing after it. */
export function write(writing: Writing, piece: Piece): Written {
  switch (piece.kind) {
    case 'token':
      return { writing: { ...writing, token: piece.token }, text: '' }
    case 'words':
      return writeWords(writing, piece.text)
    case 'message':
      return writeMessage(writing, piece.text)
    case 'thought':
      return writeLine(writing, marked('○', piece.text))
    case 'call':
      return writeLine(turnAway(writing), marked('●', `${piece.name}: ${piece.about}`.replace(/: *$/u, '')))
    case 'result':
      return writeLine(turnAway(writing), folded(piece.isError ? '  ✗ ' : '  └ ', piece.text))
    case 'trouble':
      return writeTrouble(writing, '!', piece.text)
    case 'failure':
      return writeTrouble({ ...turnAway(writing), isFailed: true }, '✗', piece.text)
    case 'answer':
      return {
        writing: { ...growAnswer(withoutAnswer(writing), piece.text), isAnswerOver: true, isFailed: false },
        text: '',
      }
    case 'end':
      return { writing: { ...writing, isEnded: true }, text: '' }
    default:
      return assertNever(piece)
  }
}

/** Text that is no part of the stream, as it is. */
export function writeRaw(writing: Writing, text: string, isLineStart: boolean): Written {
  if (text === '') return { writing, text }
  const gap = isLineStart && writing.isLineOpen ? '\n' : ''
  return { writing: { ...writing, isLineOpen: !text.endsWith('\n') }, text: gap + text }
}

/** The writing after more of its answer, of which the last characters are kept. */
export function growAnswer(writing: Writing, more: string): Writing {
  const grown = writing.answer + more
  const answer = keepLast(grown, maxAnswerChars)
  return { ...writing, answer, isAnswerCut: writing.isAnswerCut || answer.length < grown.length }
}

/** The last characters of a text that grows; what it costs is in proportion to what was added. */
export function keepLast(text: string, maxChars: number): string {
  return text.length > 2 * maxChars ? text.slice(-maxChars) : text
}

function writeWords(writing: Writing, words: string): Written {
  const isNew = writing.told === ''
  const gap = isNew && writing.isLineOpen ? '\n' : ''
  const before = writing.isAnswerOver ? withoutAnswer(writing) : writing
  const answered = growAnswer(before, writing.isAnswerOver || !isNew ? words : `\n\n${words}`)
  return {
    writing: {
      ...answered,
      isLineOpen: !words.endsWith('\n'),
      told: writing.told + words,
      isAnswerOver: false,
      isFailed: false,
      isEnded: false,
      trouble: '',
    },
    text: gap + words,
  }
}

function withoutAnswer(writing: Writing): Writing {
  return { ...writing, answer: '', isAnswerCut: false }
}

function writeMessage(writing: Writing, message: string): Written {
  const isTold = writing.told !== '' && message.startsWith(writing.told)
  const rest = isTold ? message.slice(writing.told.length) : message
  const before = isTold ? writing : { ...writing, told: '' }
  const written = rest === '' ? { writing: before, text: '' } : writeWords(before, rest)
  const end = written.writing.isLineOpen ? '\n' : ''
  return { writing: { ...written.writing, isLineOpen: false, told: '' }, text: written.text + end }
}

function writeTrouble(writing: Writing, mark: string, text: string): Written {
  // An answer that was shown as a message may come again as the text of the failure.
  const isShown = text === writing.trouble || (text !== '' && text === writing.answer)
  const after = { ...writing, trouble: text }
  return isShown ? { writing: after, text: '' } : writeLine(after, folded(`${mark} `, text))
}

function writeLine(writing: Writing, line: string): Written {
  if (line === '') return { writing, text: '' }
  return { writing: { ...writing, isLineOpen: false }, text: `${writing.isLineOpen ? '\n' : ''}${line}\n` }
}

/** The assistant is done with what it was saying. */
function turnAway(writing: Writing): Writing {
  return { ...writing, told: '', isAnswerOver: true, isEnded: false }
}

function marked(mark: string, text: string): string {
  const line = cleanLine(text, maxLineGraphemes)
  return line === '' ? '' : `${mark} ${line}`
}

/** The first lines of a text, and how many more there are; without any text the mark alone tells of an error. */
function folded(mark: string, text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const shown = lines.slice(0, maxFoldedLines).map((line) => cleanLine(line, maxLineGraphemes))
  if (shown.length === 0) return mark.includes('└') ? '' : mark.trimEnd()
  const indent = ' '.repeat(mark.length)
  const more = lines.length > shown.length ? [`${indent}… +${lines.length - shown.length}`] : []
  return [...shown.map((line, index) => (index === 0 ? mark : indent) + line), ...more].join('\n')
}

const maxFoldedLines = 2

/** One line of a wide window. */
const maxLineGraphemes = 160
