import type { SessionId } from './session.ts'

/**
 * What a program in a session may do with other sessions by the command line.
 *
 * - `own`: its own session and those that were made from it; any other after the user has said yes
 * - `all`: every session, and nobody is asked
 * - `off`: nothing, not even with its own
 */
export const sessionReaches = ['own', 'all', 'off'] as const
export type SessionReach = (typeof sessionReaches)[number]

/**
 * Whether a session is `root`, or was made from it by the command line, also by way of others.
 *
 * @param creatorOf the session that one was made from; null where a user made it, or it is not known any more
 */
export function descendsFrom(
  id: SessionId,
  root: SessionId,
  creatorOf: (id: SessionId) => SessionId | null,
): boolean {
  const seen = new Set<SessionId>()
  for (let one: SessionId | null = id; one !== null && !seen.has(one); one = creatorOf(one)) {
    if (one === root) return true
    // What is read from a file could go round in a circle.
    seen.add(one)
  }
  return false
}
