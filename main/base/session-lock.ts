import type { SessionId } from '../../app/session/session.ts'

/** Does things to a session one after the other: two that type at once would mix their keys. */
export type Turns = {
  /** Runs `work` when all that was asked before of this session is over, however it ended. */
  take<T>(session: SessionId, work: () => Promise<T>): Promise<T>
}

/** Starts with nothing under way. */
export function createTurns(): Turns {
  const last = new Map<SessionId, Promise<unknown>>()
  return {
    take(session, work) {
      const turn = (last.get(session) ?? Promise.resolve()).then(work, work)
      last.set(session, turn)
      const leave = (): void => {
        if (last.get(session) === turn) last.delete(session)
      }
      turn.then(leave, leave)
      return turn
    },
  }
}
