import type { AppError } from '../base/result.ts'

/** A failure of a session, as a value in a `Result` and as what a promise of the session's rejects with. */
export class SessionError extends Error implements AppError {
  override readonly name = 'SessionError'
  readonly code: string
  readonly hint: string
  readonly details: AppError['details']

  constructor({ code, message, hint, details }: AppError) {
    super(message)
    this.code = code
    this.hint = hint
    this.details = details
  }

  /** The error as it crosses to the window and the command line. */
  toJSON(): AppError {
    return { code: this.code, message: this.message, hint: this.hint, details: this.details }
  }
}
