import { failWith } from '../../../app/i18n/failure.ts'
import type { Reason } from '../../../app/base/reason.ts'
import type { LostPart } from '../../../app/headless/json-stream.ts'
import { type AppError } from '../../../app/base/result.ts'
import { assertNever } from '../../../app/base/assert-never.ts'

/** How a run without a terminal can fail; each has its sentences in the dictionaries. */
export type HeadlessFailureCode =
  | 'headless-exit'
  | 'headless-timeout'
  | 'headless-interrupted'
  | 'headless-missing'
  | 'headless-start'
  | 'headless-descriptors'
  | 'headless-too-long'

/** How the tool's process ended, or why there was none. */
export type HeadlessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'not-started'; readonly cause: string }

/** What a run printed. */
export type Printed = {
  /** All that was shown, standard output and errors in the order in which they came, as plain text. */
  readonly text: string
  /** Its beginning was left out: only the last 4 million characters are kept. */
  readonly isCut: boolean
  /** The tool's final answer, from standard output alone, as plain text. */
  readonly answer: string
  /** What the answer lacks; null where it is whole, as far as the output tells. */
  readonly lost: LostPart | null
  /** The conversation's id, where the output names it; unchecked, as a program gave it. */
  readonly token: string | null
  /** The output itself says that the turn failed. Some tools exit with 0 all the same. */
  readonly isError: boolean
}

export type HeadlessSuccess = Omit<Printed, 'isError'> & { readonly exitCode: 0 }

/** A failed run; what it printed before is kept. */
export type HeadlessFailure = {
  readonly ok: false
  readonly error: AppError & { readonly code: HeadlessFailureCode }
  readonly end: HeadlessEnd
  /** The last lines that say something, oldest first. */
  readonly lastLines: readonly string[]
  readonly printed: string
  readonly isCut: boolean
  readonly token: string | null
}

export type HeadlessResult = { readonly ok: true; readonly value: HeadlessSuccess } | HeadlessFailure

/** Why a run was stopped from outside; null where it ended by itself. */
export type StopCause = 'interrupted' | 'idle' | 'total'

/** What a run that has ended comes to. */
export function resultOf(end: HeadlessEnd, stopped: StopCause | null, printed: Printed): HeadlessResult {
  if (stopped !== null) {
    return failureOf(stopped === 'interrupted' ? 'headless-interrupted' : 'headless-timeout', end, printed)
  }
  const isGood = end.kind === 'exit' && end.code === 0 && !printed.isError
  if (!isGood) return failureOf('headless-exit', end, printed)
  const { isError: _, ...kept } = printed
  return { ok: true, value: { ...kept, exitCode: 0 } }
}

/** A failure with the words of its code, and how the process ended in brackets. */
export function failureOf(code: HeadlessFailureCode, end: HeadlessEnd, printed: Printed): HeadlessFailure {
  const reason = reasonOf(end)
  const { error } = failWith(code, reason === null ? undefined : { reason })
  return {
    ok: false,
    error: { ...error, code },
    end,
    lastLines: lastLinesOf(printed.text),
    printed: printed.text,
    isCut: printed.isCut,
    token: printed.token,
  }
}

export const nothingPrinted: Printed = {
  text: '',
  isCut: false,
  answer: '',
  lost: null,
  token: null,
  isError: false,
}

function reasonOf(end: HeadlessEnd): Reason | null {
  switch (end.kind) {
    case 'exit':
      return end.code === 0 ? null : { kind: 'exit-code', code: end.code }
    case 'signal':
      return { kind: 'signal', signal: end.signal }
    case 'not-started':
      return { kind: 'system', text: end.cause }
    default:
      return assertNever(end)
  }
}

function lastLinesOf(text: string): readonly string[] {
  // A bar of progress writes over its line again and again.
  const lines = text.slice(-lastChars).split(/[\r\n]+/u)
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(-lastLineCount)
}

/** What fits below a sentence. */
const lastLineCount = 5
const lastChars = 2000
