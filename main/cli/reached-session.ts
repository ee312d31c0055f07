import type { Caller } from '../../app/cli/caller.ts'
import { findSession } from '../../app/cli/find-session.ts'
import type { CliError, CliSession } from '../../app/cli/protocol.ts'
import type { Result } from '../../app/base/result.ts'
import type { CliAccess } from './cli-access.ts'

/**
 * The session that a caller means and may use. Those that it may use come first, and of the others it is told nothing:
 * not their names where several could be meant, and of one that it names, only what the user says.
 *
 * @returns failures: those of `findSession` and of `CliAccess.allow`
 */
export async function findReached(
  sessions: readonly CliSession[],
  reference: string,
  caller: Caller,
  access: Pick<CliAccess, 'reaches' | 'allow'>,
): Promise<Result<CliSession, CliError>> {
  const found = findSession(
    sessions.filter(({ id }) => access.reaches(caller, id)),
    reference,
  )
  if (found.ok || found.error.code === 'cli-ambiguous') return found
  const other = findSession(
    sessions.filter(({ id }) => !access.reaches(caller, id)),
    reference,
  )
  if (!other.ok) return { ok: false, error: { ...other.error, candidates: [] } }
  const allowed = await access.allow(caller, other.value.id)
  return allowed.ok ? other : allowed
}
