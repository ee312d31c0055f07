/** A parser slower than this has something costly before it; ordinary output is parsed at 8 to 90 bytes a microsecond. */
const slowBytesPerMs = 4000
/** How much of what is known counts beside the next piece: about five pieces do. */
const decay = 0.8

/**
 * How fast the bytes of a session are parsed, to tell how long what waits will take. Two bytes may ask for a whole screen
 * to be cleared, so that the number of bytes alone says little: 64 KB of such ones take seconds.
 */
export class ParsePace {
  #bytes = slowBytesPerMs
  #ms = 1

  /** @param ms how long so many bytes took */
  note(bytes: number, ms: number): void {
    this.#bytes = this.#bytes * decay + bytes
    this.#ms = this.#ms * decay + Math.max(ms, 0)
  }

  /** So many bytes of ordinary output would take as long as these; never fewer. */
  weightOf(bytes: number): number {
    return bytes * Math.max(1, (this.#ms * slowBytesPerMs) / this.#bytes)
  }
}
