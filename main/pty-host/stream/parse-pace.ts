/** A parser slower than this has something costly before it; ordinary output is parsed at 8 to 90 bytes a microsecond. */
const slowBytesPerMs = 4000
/** What one piece says of the next ones. */
const weightOfLast = 0.5

/**
 * How fast the bytes of a session are parsed, to tell how long what waits will take. Two bytes may ask for a whole screen
 * to be cleared, so that the number of bytes alone says little: 64 KB of such ones take seconds.
 */
export class ParsePace {
  #bytesPerMs = slowBytesPerMs

  /** @param ms how long so many bytes took */
  note(bytes: number, ms: number): void {
    if (bytes === 0) return
    const pace = ms <= 0 ? slowBytesPerMs : Math.min(slowBytesPerMs, bytes / ms)
    // Worse is believed at once.
    if (pace < this.#bytesPerMs) this.#bytesPerMs = pace
    else this.#bytesPerMs += (pace - this.#bytesPerMs) * weightOfLast
  }

  /** So many bytes of ordinary output would take as long as these. */
  weightOf(bytes: number): number {
    return (bytes * slowBytesPerMs) / this.#bytesPerMs
  }
}
