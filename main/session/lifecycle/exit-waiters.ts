import type { SessionId } from '../../../app/session/session.ts'
import { makeGate, type Gate } from '../../base/deferred.ts'

/** Who waits for a process to be up, and for it to be gone. */
export type ExitWaiters = {
  /** A process is being started. */
  expect(id: SessionId): void
  /** It is up, or will never be. */
  started(id: SessionId): void
  /** It is gone, its output read; also where it never started. */
  ended(id: SessionId): void
  /** Resolves at once where no process is expected. */
  untilStarted(id: SessionId): Promise<void>
  untilEnded(id: SessionId): Promise<void>
  isExpected(id: SessionId): boolean
}

/** Starts with no process expected. */
export function createExitWaiters(): ExitWaiters {
  const starts = new Map<SessionId, Gate>()
  const ends = new Map<SessionId, Gate>()
  const open = (gates: Map<SessionId, Gate>, id: SessionId): void => {
    gates.get(id)?.open()
    gates.delete(id)
  }
  return {
    expect(id) {
      starts.set(id, makeGate())
      ends.set(id, makeGate())
    },
    started: (id) => open(starts, id),
    ended(id) {
      open(starts, id)
      open(ends, id)
    },
    untilStarted: (id) => starts.get(id)?.passed ?? Promise.resolve(),
    untilEnded: (id) => ends.get(id)?.passed ?? Promise.resolve(),
    isExpected: (id) => ends.has(id),
  }
}
