import {
  insteadOfLongOsc,
  insteadOfOsc,
  maxStringBytes,
  minStringBytes,
  nothing,
  readCommand,
  type StringKind,
} from './door-limits.ts'
import type { HeldBytes } from './held-bytes.ts'

/** A string sequence that is held back until its end, or, over its limit, swallowed up to it. */
export class HeldString {
  readonly #held: HeldBytes
  #kind: StringKind = 'osc'
  /** What it may hold, as far as it is known what it is. */
  #maxBytes = minStringBytes
  #swallows = false

  /** @param held holds the opener of the string already where one begins */
  constructor(held: HeldBytes) {
    this.#held = held
  }

  begin(kind: StringKind): void {
    this.#kind = kind
    this.#maxBytes = minStringBytes
    this.#swallows = false
  }

  /** @returns what is to be let go at once, in the place of a string that has become too long */
  append(bytes: Uint8Array): Uint8Array {
    if (this.#swallows) return nothing
    const room = this.#maxBytes - this.#held.length
    this.#held.append(bytes.length <= room ? bytes : bytes.subarray(0, room))
    if (bytes.length <= room) return nothing
    const isOsc = this.#kind === 'osc'
    const command = isOsc ? (readCommand(this.#held.copy().subarray(2))?.command ?? null) : null
    const max = maxStringBytes(this.#kind, command)
    if (max > this.#maxBytes) {
      this.#maxBytes = max
      return this.append(bytes.subarray(room))
    }
    this.#held.clear()
    this.#swallows = true
    return isOsc ? insteadOfLongOsc(command) : nothing
  }

  /** @param end the bytes that end it. @returns what is let go; null for what is held, as it is */
  end(end: Uint8Array): Uint8Array | null {
    if (this.#swallows) return nothing
    const instead = this.#kind === 'osc' ? insteadOfOsc(this.#held.copy().subarray(2)) : null
    this.#held.append(end)
    return instead
  }
}
