import type { SessionId } from '../../../app/session/session.ts'
import type { SessionState } from '../state/session-state.ts'
import type { SessionList } from './session-list.ts'

/** Which conversations are in use: no two sessions are in the same one at once, and none is about to be. */
export class Conversations {
  readonly #list: Pick<SessionList, 'open'>
  readonly #claims = new Set<{ readonly id: SessionId; readonly token: string }>()

  constructor(list: Pick<SessionList, 'open'>) {
    this.#list = list
  }

  /**
   * Takes the conversation of a session for it, from before anything is awaited until its tool counts as running, or its
   * process is gone. A session that has none takes nothing.
   *
   * @returns what gives it back, once; null where another session is in it, or has taken it
   */
  claim(session: SessionState): (() => void) | null {
    const { id, resumeToken: token } = session.record
    if (token === null) return () => undefined
    if (this.#isTaken(id, token)) return null
    const claim = { id, token }
    this.#claims.add(claim)
    return () => void this.#claims.delete(claim)
  }

  #isTaken(id: SessionId, token: string): boolean {
    const isClaimed = [...this.#claims].some((claim) => claim.id !== id && claim.token === token)
    return isClaimed || this.#list.open.some((session) => isInIt(session, id, token))
  }
}

function isInIt({ record, isUp, status }: SessionState, asker: SessionId, token: string): boolean {
  if (record.id === asker || record.resumeToken !== token) return false
  return isUp || (record.mode === 'headless' && status.kind === 'working')
}
