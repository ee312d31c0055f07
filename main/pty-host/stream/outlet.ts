import type { Clock } from '../../base/clock.ts'
import { maxFrameBytes } from '../../../app/ipc/stream.ts'

/** Output that comes faster than this is sent together. One frame of a 240 Hz screen; VS Code waits 5 ms. */
const batchMs = 4
/**
 * While the page has this much still to parse, output waits longer for more: it would only wait there. Posting a
 * megabyte costs 27 ms of processor time in pieces of 1 KB, 9 in 4 KB, 2 in 60 KB (measured, Electron 33).
 */
const busyBytes = 32_000
const busyBatchMs = 16
/** So many pieces of output after a keystroke are sent at once: an echo comes in one or two. */
const piecesAfterInput = 8

/**
 * Carries one session's bytes to the page, in order, each byte once. Sends at once after a pause, then every
 * `batchMs` or `maxFrameBytes`; counts what the page has not parsed yet.
 */
export class Outlet {
  #parts: Uint8Array[] = []
  #partsBytes = 0
  #sentSeq: number
  #ackedSeq: number
  #lastSent = -Infinity
  #cancelTimer: (() => void) | null = null
  #hurried = 0
  readonly #clock: Clock
  readonly #send: (seq: number, data: Uint8Array) => void

  /** @param send gets an array of exactly the size of its data, and the number of its first byte */
  constructor(seq: number, clock: Clock, send: (seq: number, data: Uint8Array) => void) {
    this.#clock = clock
    this.#sentSeq = seq
    this.#ackedSeq = seq
    this.#send = send
  }

  /** Bytes that the page has not parsed yet, sent or not. */
  get unacked(): number {
    return this.#sentSeq + this.#partsBytes - this.#ackedSeq
  }

  /** The number of the byte after the last one that was pushed. */
  get end(): number {
    return this.#sentSeq + this.#partsBytes
  }

  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.#parts.push(bytes)
    this.#partsBytes += bytes.length
    if (this.#hurried > 0) {
      this.#hurried--
      return this.flush()
    }
    if (this.#partsBytes >= maxFrameBytes) return this.flush()
    if (this.#cancelTimer !== null) return
    const pageIsBusy = this.#sentSeq - this.#ackedSeq > busyBytes
    const wait = this.#lastSent + (pageIsBusy ? busyBatchMs : batchMs) - this.#clock.now()
    if (wait <= 0) this.flush()
    else this.#cancelTimer = this.#clock.setTimer(() => this.flush(), wait)
  }

  /** The program answers a user now: its next output does not wait. */
  hurry(): void {
    this.#hurried = piecesAfterInput
  }

  flush(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#lastSent = this.#clock.now()
    if (this.#partsBytes === 0) return
    const parts = this.#parts
    this.#parts = []
    this.#partsBytes = 0
    for (const frame of framesOf(parts)) {
      this.#send(this.#sentSeq, frame)
      this.#sentSeq += frame.length
    }
  }

  /** All bytes before `seq` are parsed. Cumulative; a number from beyond what was sent is cut to it. */
  ack(seq: number): void {
    this.#ackedSeq = Math.max(this.#ackedSeq, Math.min(seq, this.#sentSeq))
  }

  /** Forgives what is not acknowledged: after sleep, acknowledgements may be lost for good. */
  resetCredit(): void {
    this.#ackedSeq = this.#sentSeq
  }

  dispose(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#parts = []
    this.#partsBytes = 0
  }
}

/** Joins small parts and cuts large ones: frames of at most `maxFrameBytes`, each in a buffer of its own size. */
function* framesOf(parts: readonly Uint8Array[]): Generator<Uint8Array> {
  let left = parts.reduce((sum, part) => sum + part.length, 0)
  let part = 0
  let offset = 0
  while (left > 0) {
    const frame = new Uint8Array(Math.min(left, maxFrameBytes))
    let filled = 0
    while (filled < frame.length) {
      const source = parts[part]
      if (source === undefined) return
      const count = Math.min(source.length - offset, frame.length - filled)
      frame.set(source.subarray(offset, offset + count), filled)
      filled += count
      offset += count
      if (offset === source.length) {
        part++
        offset = 0
      }
    }
    left -= frame.length
    yield frame
  }
}
