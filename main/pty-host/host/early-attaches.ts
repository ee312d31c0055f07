import type { PageMessage } from '../../../app/ipc/stream.ts'
import type { SessionId } from '../../../app/session/session.ts'

type Attach = Extract<PageMessage, { type: 'attach' }>

/** More than a page shows at once. It may name any session, and one that is never opened is never taken out. */
const most = 64

/** What a page wants to be shown of sessions that main has not opened yet: the last word on each of the last few. */
export class EarlyAttaches {
  readonly #bySession = new Map<SessionId, Attach>()

  get size(): number {
    return this.#bySession.size
  }

  put(attach: Attach): void {
    this.#bySession.delete(attach.session)
    this.#bySession.set(attach.session, attach)
    for (const oldest of this.#bySession.keys()) {
      if (this.#bySession.size <= most) break
      this.#bySession.delete(oldest)
    }
  }

  /** The session is open, or is not to be shown any more. */
  remove(session: SessionId): Attach | undefined {
    const attach = this.#bySession.get(session)
    this.#bySession.delete(session)
    return attach
  }

  clear(): void {
    this.#bySession.clear()
  }
}
