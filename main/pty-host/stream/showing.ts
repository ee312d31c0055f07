import type { HostStreamMessage } from '../../../app/ipc/stream.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { Outlet } from './outlet.ts'

/** The page as a session's showing needs it. */
export type PageSide = { readonly clock: Clock; readonly tellPage: (message: HostStreamMessage) => void }

/** One showing of a session on the page, from its snapshot on: every message in the order in which it took effect. */
export class Showing {
  readonly attachment: number
  readonly outlet: Outlet
  readonly #session: SessionId
  readonly #tell: (message: HostStreamMessage) => void
  #bracketedPaste = false

  constructor(session: SessionId, attachment: number, seq: number, { clock, tellPage }: PageSide) {
    this.#session = session
    this.attachment = attachment
    this.#tell = tellPage
    this.outlet = new Outlet(seq, clock, (from, data) =>
      tellPage({ type: 'output', session, attachment, seq: from, data }),
    )
  }

  resized(cols: number, rows: number): void {
    this.outlet.flush()
    this.#tell({ type: 'resized', session: this.#session, attachment: this.attachment, cols, rows })
  }

  setLive(live: boolean): void {
    this.outlet.flush()
    this.#tell({ type: 'live', session: this.#session, attachment: this.attachment, live })
  }

  /** Told when it changes; a page starts with "off". */
  setBracketedPaste(on: boolean): void {
    if (this.#bracketedPaste === on) return
    this.#bracketedPaste = on
    this.#tell({ type: 'bracketedPaste', session: this.#session, attachment: this.attachment, on })
  }
}
