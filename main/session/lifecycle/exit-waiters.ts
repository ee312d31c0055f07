import type { SessionId } from '../../../app/session/session.ts'
import { createDeferred, type Deferred } from '../../base/deferred.ts'

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
  const starts = new Map<SessionId, Deferred>()
  const ends = new Map<SessionId, Deferred>()
  const open = (gates: Map<SessionId, Deferred>, id: SessionId): void => {
    gates.get(id)?.resolve()
    gates.delete(id)
  }
  return {
    expect(id) {
      starts.set(id, createDeferred())
      ends.set(id, createDeferred())
    },
    started: (id) => open(starts, id),
    ended(id) {
      open(starts, id)
      open(ends, id)
    },
    untilStarted: (id) => starts.get(id)?.promise ?? Promise.resolve(),
    untilEnded: (id) => ends.get(id)?.promise ?? Promise.resolve(),
    isExpected: (id) => ends.has(id),
  }
}
