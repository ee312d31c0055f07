import { succeed, type Result } from '../base/result.ts'
import { cliError } from './cli-error.ts'
import type { CliError, CliSession } from './protocol.ts'

type Known = Pick<CliSession, 'id' | 'title'>

/**
 * The session that a reference means: by its whole id, by the beginning of its id, or by its exact title. `s3` is the
 * session with the number 3 and never s30: a script that names a closed session must not reach another one.
 *
 * @returns `cli-no-session`; or `cli-ambiguous` with those it could be
 */
export function findSession<S extends Known>(sessions: readonly S[], reference: string): Result<S, CliError> {
  const exact = sessions.find((session) => session.id === reference)
  if (exact !== undefined) return succeed(exact)
  const prefix = /^s\d+$/.test(reference) ? `${reference}-` : reference
  const meant = sessions.filter(
    (session) => session.title === reference || (prefix !== '' && session.id.startsWith(prefix)),
  )
  const [only] = meant
  if (only !== undefined && meant.length === 1) return succeed(only)
  const candidates = meant.map(({ id, title }) => ({ id, title }))
  const code = meant.length === 0 ? 'cli-no-session' : 'cli-ambiguous'
  return { ok: false, error: cliError(code, candidates) }
}
