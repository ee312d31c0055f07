import type { AppError } from '../../../app/base/result.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { createDeferred, type Deferred } from '../../base/deferred.ts'

/** Who waits for a process to be up, and for it to be gone. */
export type ExitWaiters = {
  /** A process is being started. */
  expect(id: SessionId): void
  /** It is up, or will never be. */
  started(id: SessionId): void
  /** It is gone, its output read; also where it never started, and then why. */
  ended(id: SessionId, failure?: AppError): void
  /** Resolves at once where no process is expected. */
  untilStarted(id: SessionId): Promise<void>
  /** Why the last start that was expected came to nothing; null where it did not. */
  failureOf(id: SessionId): AppError | null
  untilEnded(id: SessionId): Promise<void>
  isExpected(id: SessionId): boolean
}

/** Starts with no process expected. */
export function createExitWaiters(): ExitWaiters {
  const starts = new Map<SessionId, Deferred>()
  const ends = new Map<SessionId, Deferred>()
  const failures = new Map<SessionId, AppError>()
  const open = (gates: Map<SessionId, Deferred>, id: SessionId): void => {
    gates.get(id)?.resolve()
    gates.delete(id)
  }
  return {
    expect(id) {
      failures.delete(id)
      starts.set(id, createDeferred())
      ends.set(id, createDeferred())
    },
    started: (id) => open(starts, id),
    ended(id, failure) {
      if (failure !== undefined) failures.set(id, failure)
      open(starts, id)
      open(ends, id)
    },
    untilStarted: (id) => starts.get(id)?.promise ?? Promise.resolve(),
    failureOf: (id) => failures.get(id) ?? null,
    untilEnded: (id) => ends.get(id)?.promise ?? Promise.resolve(),
    isExpected: (id) => ends.has(id),
  }
}
