import type { SessionId } from '../../../app/session/session.ts'
import type { ScreenSnapshot } from '../screen/screen-contract.ts'
import { Showing, type PageSide } from './showing.ts'

/** What the page sees of a session: one showing at a time, or none. */
export class PageView {
  readonly #session: SessionId
  readonly #page: PageSide
  #showing: Showing | null = null

  constructor(session: SessionId, page: PageSide) {
    this.#session = session
    this.#page = page
  }

  /** Bytes sent or waiting for the page that it has not parsed. */
  get unacked(): number {
    return this.#showing?.outlet.unacked ?? 0
  }

  /** Begins a showing: the screen as it is, and every byte after it. @param seq how many bytes are on the screen */
  begin(attachment: number, snapshot: ScreenSnapshot, seq: number, live: boolean): void {
    this.end(null)
    this.#page.tellPage({ type: 'snapshot', session: this.#session, attachment, seq, ...snapshot, live })
    this.#showing = new Showing(this.#session, attachment, seq, this.#page)
  }

  /** @param attachment only this one; null ends any. @returns whether there was one */
  end(attachment: number | null): boolean {
    if (this.#showing === null || (attachment !== null && attachment !== this.#showing.attachment))
      return false
    this.#showing.outlet.dispose()
    this.#showing = null
    return true
  }

  ack(attachment: number, seq: number): void {
    if (this.#showing?.attachment === attachment) this.#showing.outlet.ack(seq)
  }

  resetCredit(): void {
    this.#showing?.outlet.resetCredit()
  }

  /** As `Outlet.hurry`. */
  hurry(): void {
    this.#showing?.outlet.hurry()
  }

  push(bytes: Uint8Array): void {
    this.#showing?.outlet.push(bytes)
  }

  resized(cols: number, rows: number): void {
    this.#showing?.resized(cols, rows)
  }

  setLive(live: boolean): void {
    this.#showing?.setLive(live)
  }

  setBracketedPaste(on: boolean): void {
    this.#showing?.setBracketedPaste(on)
  }
}
