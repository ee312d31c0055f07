import { failWith, type FailureCode } from '../i18n/failure.ts'
import type { CliError } from './protocol.ts'

/** A failure whose sentences are in the dictionaries, with the sessions that could have been meant. */
export function cliError(code: FailureCode, candidates: CliError['candidates'] = []): CliError {
  return { ...failWith(code).error, candidates }
}
