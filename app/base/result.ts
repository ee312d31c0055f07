import type { FailureDetails } from './reason.ts'

/** An expected failure, told to a user: what happened (`message`) and what they can do next (`hint`). */
export type AppError = {
  readonly code: string
  readonly message: string
  readonly hint: string
  /** What is particular in this failure. `message` has it in English; it is worded again for its reader. */
  readonly details?: FailureDetails | undefined
}

/** The outcome of anything that can fail in an expected way. Crosses IPC as it is. */
export type Result<T, E = AppError> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** The failed outcome, by itself: its error is there without asking. */
export type Failure = Extract<Result<never>, { ok: false }>

/** Its own fields alone. An `Error` that is one keeps its message where neither a spread nor a clone finds it. */
export function plainError({ code, message, hint, details }: AppError): AppError {
  return { code, message, hint, ...(details === undefined ? {} : { details }) }
}

/** The result as it can leave the process: with a failure that is nothing but its fields. */
export function plainResult<T>(result: Result<T>): Result<T> {
  return result.ok ? result : { ok: false, error: plainError(result.error) }
}

/** A success that carries `value`. */
export function succeed<T>(value: T): Result<T, never> {
  return { ok: true, value }
}

/** A failure with a stable code and two sentences for a user. */
export function fail(code: string, message: string, hint: string): Failure {
  return { ok: false, error: { code, message, hint } }
}
