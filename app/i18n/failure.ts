import { fail, type AppError, type Failure } from '../base/result.ts'
import { en, type MessageKey } from './en.ts'
import type { Locale } from './message.ts'
import { translate } from './translate.ts'

/** The codes whose sentences are in the dictionaries: those with both `error.<code>` and `error.<code>.hint`. */
export type FailureCode = MessageKey extends infer Key
  ? Key extends `error.${infer Code}.hint`
    ? Code
    : never
  : never

/** A failure whose sentences are in the dictionaries; it carries the English ones until it is shown. */
export function failWith(code: FailureCode): Failure {
  return fail(code, en[`error.${code}`], en[`error.${code}.hint`])
}

/** The error in the user's language where the dictionaries know its code, as it is otherwise. */
export function translateError(locale: Locale, error: AppError): AppError {
  if (!isFailureCode(error.code)) return error
  return {
    code: error.code,
    message: translate(locale, `error.${error.code}`),
    hint: translate(locale, `error.${error.code}.hint`),
  }
}

function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(en, `error.${code}`) && Object.hasOwn(en, `error.${code}.hint`)
}
