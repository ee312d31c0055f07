import type { SessionId } from '../../app/session/session.ts'

/** A lock for each session: what is asked of it waits for what was asked before, so that the two do not mix. */
export type SessionLock = {
  /** Runs `work` when all that was asked before of this session is over, however it ended. */
  run<T>(session: SessionId, work: () => Promise<T>): Promise<T>
}

/** Starts with nothing under way. */
export function createSessionLock(): SessionLock {
  const last = new Map<SessionId, Promise<unknown>>()
  return {
    run(session, work) {
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
