import { en } from '../i18n/en.ts'
import type { FailureCode } from '../i18n/failure.ts'
import type { CliError } from './protocol.ts'

/** A failure whose sentences are in the dictionaries, with the sessions that could have been meant. */
export function cliError(code: FailureCode, candidates: CliError['candidates'] = []): CliError {
  return { code, message: en[`error.${code}`], hint: en[`error.${code}.hint`], candidates }
}
