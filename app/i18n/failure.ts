import type { FailureDetails } from '../base/reason.ts'
import { fail, type AppError, type Failure } from '../base/result.ts'
import { en, type MessageKey } from './en.ts'
import type { Locale } from './message.ts'
import { reasonWords } from './reason-words.ts'
import { translateIn, type Translate } from './translate.ts'

/** The codes whose sentences are in the dictionaries: those with both `error.<code>` and `error.<code>.hint`. */
export type FailureCode = MessageKey extends infer Key
  ? Key extends `error.${infer Code}.hint`
    ? Code
    : never
  : never

/** A failure whose sentences are in the dictionaries; it carries the English ones until it is shown. */
export function failWith(code: FailureCode, details?: FailureDetails): Failure {
  const failure = fail(code, en[`error.${code}`], en[`error.${code}.hint`])
  return details === undefined
    ? failure
    : { ok: false, error: wordError(english, { ...failure.error, details }) }
}

/** As `wordError`, for whoever has the language. */
export function translateError(locale: Locale, error: AppError): AppError {
  return wordError(
    translateIn(() => locale),
    error,
  )
}

/** The error in the user's language, with its details, where the dictionaries know its code; as it is otherwise. */
export function wordError(t: Translate, error: AppError): AppError {
  const { code, details } = error
  if (!isFailureCode(code)) return error
  return { ...error, message: withDetails(t, t(`error.${code}`), details), hint: t(`error.${code}.hint`) }
}

const english = translateIn(() => 'en')

function withDetails(t: Translate, sentence: string, details: FailureDetails = {}): string {
  const { field, reason, lines = [] } = details
  const words = [field, reason === undefined ? undefined : reasonWords(t, reason)]
  const inBrackets = words
    .filter((part) => part !== undefined && part !== '')
    .join(': ')
    .replace(/\.$/u, '')
  const first = inBrackets === '' ? sentence : `${sentence.replace(/\.$/u, '')} (${inBrackets}).`
  return [first, ...lines].join('\n')
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(en, `error.${code}`) && Object.hasOwn(en, `error.${code}.hint`)
}
