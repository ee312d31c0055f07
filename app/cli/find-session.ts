import { succeed, type Result } from '../base/result.ts'
import { cliError } from './cli-error.ts'
import type { CliError, CliSession } from './protocol.ts'

type Known = Pick<CliSession, 'id' | 'title' | 'name'>

/**
 * The session that a reference means: by its whole id, by the beginning of its id, or by the exact name that the user
 * gave it. A title that a program set is no address: any program could take the prompts that were meant for another.
 * What has the form of an id is none but an id, also where a session has that for its name. `s3` is the session with
 * the number 3 and never s30: a script that names a closed session must not reach another one.
 *
 * @returns `cli-no-session`; or `cli-ambiguous` with those it could be
 */
export function findSession<S extends Known>(sessions: readonly S[], reference: string): Result<S, CliError> {
  const exact = sessions.find((session) => session.id === reference)
  if (exact !== undefined) return succeed(exact)
  const prefix = /^s\d+$/.test(reference) ? `${reference}-` : reference
  const meant = sessions.filter(({ id, name }) =>
    idForm.test(reference) ? id.startsWith(prefix) : name === reference,
  )
  const [only] = meant
  if (only !== undefined && meant.length === 1) return succeed(only)
  const candidates = meant.map(({ id, title }) => ({ id, title }))
  const code = meant.length === 0 ? 'cli-no-session' : 'cli-ambiguous'
  return { ok: false, error: cliError(code, candidates) }
}

/** An id (`s3-ab12`), or the beginning of one. */
const idForm = /^s(?:\d+(?:-[a-z0-9]*)?)?$/
