import { Queue } from '../../base/queue.ts'
import { ParsePace } from './parse-pace.ts'

/** After so many bytes the time is looked at. */
const bytesPerSlice = 4096

/** Bytes that wait to be parsed, in order, and how long that takes. */
export class Backlog {
  readonly #parts = new Queue<Uint8Array>()
  #length = 0
  readonly #pace = new ParsePace()

  get bytes(): number {
    return this.#length
  }

  /** The bytes of ordinary output that would take as long as those that wait. */
  get weight(): number {
    return this.#pace.weightOf(this.#length)
  }

  push(bytes: Uint8Array): void {
    this.#parts.push(bytes)
    this.#length += bytes.length
  }

  /**
   * Parses in slices until nothing waits, or as much time is gone as so many bytes of ordinary output take.
   *
   * @param now a clock, in ms
   */
  workOff(maxBytes: number, parse: (part: Uint8Array) => void, now: () => number): void {
    for (let left = maxBytes; left > 0;) {
      const part = this.#take(Math.min(Math.ceil(left), bytesPerSlice))
      if (part === null) return
      const start = now()
      parse(part)
      this.#pace.note(part.length, now() - start)
      left -= this.#pace.weightOf(part.length)
    }
  }

  #take(maxBytes: number): Uint8Array | null {
    const { first } = this.#parts
    if (first === undefined) return null
    if (first.length <= maxBytes) this.#parts.shift()
    else this.#parts.replaceFirst(first.subarray(maxBytes))
    const part = first.subarray(0, maxBytes)
    this.#length -= part.length
    return part
  }
}
