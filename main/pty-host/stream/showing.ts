import { creditHighBytes, type HostStreamMessage } from '../../../app/ipc/stream.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { OnFault } from '../screen/handler-guard.ts'
import type { UpdateBase } from '../screen/screen-update.ts'
import { afterAck, afterUpdate, following, type PagePace } from './catch-up.ts'
import { afterLastFrame } from './frame-end.ts'
import { Outlet } from './outlet.ts'

/** The page as a session's showing needs it. */
export type PageSide = {
  readonly clock: Clock
  readonly tellPage: (message: HostStreamMessage) => void
  /** An update could not be made; it is tried again. */
  readonly onFault: OnFault
}

/** The screen of record as a session's showing needs it. */
export type RecordSide = {
  /** Puts all that was received on the screen. */
  parseAll(): void
  /** How many bytes are on the screen. */
  readonly seq: number
  readonly screen: {
    readonly inSyncFrame: boolean
    updateBase(): UpdateBase
    updateSince(base: UpdateBase): string
  }
}

/** Updates are no closer than this: one of a full scrollback costs the host about as much as parsing 300 KB of output. */
export const updateEveryMs = 50
/** A program that is inside a synchronized frame whenever one looks is shown as it is after so long. */
export const maxFrameWaitMs = 1000

/**
 * One showing of a session on the page, from its snapshot on: every message in the order in which it took effect. The page
 * gets every byte, or where it falls behind, the newest screen (`catch-up.ts`).
 */
export class Showing {
  readonly attachment: number
  readonly #session: SessionId
  readonly #page: PageSide
  readonly #record: RecordSide
  #outlet: Outlet
  #pace: PagePace = following
  /** The screen at the last byte that was sent; null while the page follows. */
  #base: UpdateBase | null = null
  /** How long the update is that the page has not parsed yet, in characters. */
  #updateLength = 0
  #lastUpdate = Number.NEGATIVE_INFINITY
  /** When an update began to wait for the end of a frame. */
  #frameSince: number | null = null
  #cancelTimer: (() => void) | null = null
  #bracketedPaste = false

  constructor(session: SessionId, attachment: number, seq: number, page: PageSide, record: RecordSide) {
    this.#session = session
    this.attachment = attachment
    this.#page = page
    this.#record = record
    this.#outlet = this.#newOutlet(seq)
  }

  /** Bytes sent or waiting for the page that it has not parsed. */
  get unacked(): number {
    return this.#outlet.unacked + this.#updateLength
  }

  /** To be called before `bytes` go to the screen of record. */
  push(bytes: Uint8Array): void {
    if (this.#pace.state === 'following' && this.unacked > creditHighBytes) this.fallBehind()
    if (this.#pace.state === 'following') this.#outlet.push(bytes)
  }

  /** Where to cut `bytes` of the program, so that the screen of record is whole at the cut; 0 for nowhere. */
  cutAt(bytes: Uint8Array): number {
    return this.#frameSince === null ? 0 : afterLastFrame(bytes)
  }

  /** To be called when bytes of the program have gone to the screen of record: the frame that is waited for may have ended. */
  lookAtFrame(): void {
    if (this.#frameSince !== null) this.#updateWhenDue()
  }

  /** Sends no more bytes until the page has parsed those that are under way. */
  fallBehind(): void {
    if (this.#pace.state !== 'following' || this.#outlet.unacked === 0) return
    this.#pace = { state: 'parsing', sent: this.#outlet.end }
    this.#outlet.flush()
    this.#record.parseAll()
    this.#base = this.#record.screen.updateBase()
  }

  ack(seq: number): void {
    this.#outlet.ack(seq)
    this.#move(afterAck(this.#pace, seq))
  }

  /** As `Outlet.resetCredit`. */
  resetCredit(): void {
    this.#outlet.resetCredit()
    this.#move(afterAck(this.#pace, Number.POSITIVE_INFINITY))
  }

  /** As `Outlet.hurry`. */
  hurry(): void {
    this.#outlet.hurry()
  }

  /** Sends what the page lacks, so that what comes now takes effect at its place. */
  bringUpToDate(): void {
    if (this.#pace.state === 'following') this.#outlet.flush()
    else {
      this.#record.parseAll()
      this.#update()
    }
  }

  /** The screen of record has this size from now on; `bringUpToDate` was called before. */
  resized(cols: number, rows: number): void {
    this.#page.tellPage({ type: 'resized', session: this.#session, attachment: this.attachment, cols, rows })
    if (this.#base !== null) this.#base = this.#record.screen.updateBase()
  }

  setLive(live: boolean): void {
    this.bringUpToDate()
    this.#page.tellPage({ type: 'live', session: this.#session, attachment: this.attachment, live })
  }

  /** Told when it changes; a page starts with "off". */
  setBracketedPaste(on: boolean): void {
    if (this.#bracketedPaste === on) return
    this.#bracketedPaste = on
    this.#page.tellPage({ type: 'bracketedPaste', session: this.#session, attachment: this.attachment, on })
  }

  dispose(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#outlet.dispose()
  }

  #move(pace: PagePace): void {
    if (pace.state === this.#pace.state) return
    this.#pace = pace
    this.#updateLength = 0
    this.#updateWhenDue()
  }

  #updateWhenDue(): void {
    try {
      this.#updateIfDue()
    } catch (error) {
      // Neither may the output that comes now be lost, nor would anything else bring the page up to date.
      this.#page.onFault('an update of the page', error)
      this.#lookAgain(maxFrameWaitMs)
    }
  }

  #updateIfDue(): void {
    if (this.#pace.state !== 'waiting') return
    const { clock } = this.#page
    const early = this.#lastUpdate + updateEveryMs - clock.now()
    if (early > 0) return this.#lookAgain(early)
    this.#record.parseAll()
    if (this.#record.screen.inSyncFrame && this.#record.seq > this.#pace.sent) {
      this.#frameSince ??= clock.now()
      const left = this.#frameSince + maxFrameWaitMs - clock.now()
      if (left > 0) return this.#lookAgain(left)
    }
    this.#update()
  }

  #lookAgain(afterMs: number): void {
    this.#cancelTimer?.()
    this.#cancelTimer = this.#page.clock.setTimer(() => {
      this.#cancelTimer = null
      this.#updateWhenDue()
    }, afterMs)
  }

  /** Sends an update to what is on the screen of record; all that was received is. */
  #update(): void {
    if (this.#pace.state === 'following' || this.#base === null) return
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#frameSince = null
    const { seq, screen } = this.#record
    const base = screen.updateBase()
    if (seq > this.#pace.sent) {
      const data = screen.updateSince(this.#base)
      this.#page.tellPage({
        type: 'catchUp',
        session: this.#session,
        attachment: this.attachment,
        seq,
        data,
      })
      this.#lastUpdate = this.#page.clock.now()
      this.#updateLength = data.length
    } else if (this.#pace.state === 'parsing') return
    this.#pace = afterUpdate(this.#pace, seq)
    this.#base = this.#pace.state === 'following' ? null : base
    if (this.#pace.state !== 'following') return
    this.#updateLength = 0
    this.#outlet = this.#newOutlet(seq)
  }

  #newOutlet(seq: number): Outlet {
    const { attachment } = this
    return new Outlet(seq, this.#page.clock, (from, data) =>
      this.#page.tellPage({ type: 'output', session: this.#session, attachment, seq: from, data }),
    )
  }
}
