import type { SessionId } from '../../../app/session/session.ts'
import type { ScreenSnapshot } from '../screen/screen-contract.ts'
import type { Sharer } from './shared-credit.ts'
import { type PageSide, type RecordSide, Showing } from './showing.ts'

/** What the page sees of a session: one showing at a time, or none. */
export class PageView implements Sharer {
  readonly #session: SessionId
  readonly #page: PageSide
  readonly #record: RecordSide
  #showing: Showing | null = null

  constructor(session: SessionId, page: PageSide, record: RecordSide) {
    this.#session = session
    this.#page = page
    this.#record = record
  }

  /** Bytes sent or waiting for the page that it has not parsed. */
  get unacked(): number {
    return this.#showing?.unacked ?? 0
  }

  /** Begins a showing: the screen as it is, and what comes after it. @param seq how many bytes are on the screen */
  begin(attachment: number, snapshot: ScreenSnapshot, seq: number, live: boolean): void {
    this.end(null)
    this.#page.tellPage({ type: 'snapshot', session: this.#session, attachment, seq, ...snapshot, live })
    this.#showing = new Showing(this.#session, attachment, seq, this.#page, this.#record)
  }

  /** @param attachment only this one; null ends any. @returns whether there was one */
  end(attachment: number | null): boolean {
    if (this.#showing === null || (attachment !== null && attachment !== this.#showing.attachment))
      return false
    this.#showing.dispose()
    this.#showing = null
    return true
  }

  ack(attachment: number, seq: number): void {
    if (this.#showing?.attachment === attachment) this.#showing.ack(seq)
  }

  resetCredit(): void {
    this.#showing?.resetCredit()
  }

  /** As `Outlet.hurry`. */
  hurry(): void {
    this.#showing?.hurry()
  }

  fallBehindForOthers(): void {
    this.#showing?.fallBehind()
  }

  /** As `Showing.push`. */
  push(bytes: Uint8Array): void {
    this.#showing?.push(bytes)
  }

  /** Has `bytes` taken in the parts between which the page looks at the screen of record. */
  inParts(bytes: Uint8Array, take: (part: Uint8Array) => void): void {
    const cut = this.#showing?.cutAt(bytes) ?? 0
    for (const part of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      if (part.length === 0) continue
      take(part)
      this.#showing?.lookAtFrame()
    }
  }

  /** As `Showing.bringUpToDate`. */
  bringUpToDate(): void {
    this.#showing?.bringUpToDate()
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
