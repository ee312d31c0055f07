import { c1Lead, isC1Opener, unfinishedCharacter, wholeCharacters } from './control-bytes.ts'
import type { ScreenCells } from './door-counts.ts'
import { nextSuspectEscape } from './door-fast-path.ts'
import { joined } from './held-bytes.ts'
import { SequenceMachine } from './sequence-machine.ts'

/**
 * The part of the byte door that looks at sequences. It lets whole ones through, cut where they ask for more than they
 * may, and takes out those that a parser would ignore. What is not whole is held back, so that the parser stands in its
 * ground state and between two characters after each chunk. Controls inside of a sequence take effect at once, as in
 * the parser.
 */
export class SequenceFilter {
  #cells: ScreenCells
  readonly #machine: SequenceMachine
  /** The last byte of all. */
  #last = 0

  constructor(cells: ScreenCells) {
    this.#cells = cells
    this.#machine = new SequenceMachine(cells)
  }

  resize(cells: ScreenCells): void {
    this.#cells = cells
    this.#machine.resize(cells)
  }

  /** Whether something is held back, or being swallowed. */
  get isInside(): boolean {
    return this.#machine.isInside
  }

  /** Whether it is a string sequence. */
  get isInString(): boolean {
    return this.#machine.isInString
  }

  /** Forgets what is held back. */
  reset(): void {
    this.#machine.reset()
  }

  /** @returns `bytes` themselves where all of them go through */
  pass(bytes: Uint8Array): Uint8Array {
    const passed = this.#filter(bytes)
    this.#machine.passed(bytes.length)
    this.#last = bytes[bytes.length - 1] ?? this.#last
    return passed
  }

  #filter(bytes: Uint8Array): Uint8Array {
    const machine = this.#machine
    const { parts } = machine
    let from = machine.isInside ? machine.resume(bytes, 0) : 0
    let escape = nextSuspectEscape(bytes, from, this.#cells)
    let opener = nextC1Opener(bytes, from)
    while (!machine.isInside) {
      const start = Math.min(escape, opener)
      if (start >= bytes.length) break
      // Half a character goes, as in a parser: if the sequence goes as well, what follows must not complete it.
      const text = wholeCharacters(bytes.subarray(from, start))
      if (text.length > 0) parts.push(text)
      from = machine.open(bytes, start, this.#byteBefore(bytes, start))
      if (escape < from) escape = nextSuspectEscape(bytes, from, this.#cells)
      if (opener < from) opener = nextC1Opener(bytes, from)
    }
    if (!machine.isInside) {
      const text = bytes.subarray(from)
      const half = unfinishedCharacter(text, text.length)
      if (half === 0 && parts.length === 0 && from === 0) return bytes
      if (half > 0)
        machine.hold(text.subarray(text.length - half), this.#byteBefore(bytes, bytes.length - half))
      parts.push(wholeCharacters(text))
    }
    machine.parts = []
    return joined(parts)
  }

  #byteBefore(bytes: Uint8Array, at: number): number {
    return at > 0 ? (bytes[at - 1] ?? 0) : this.#last
  }
}

function nextC1Opener(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(c1Lead, from); at >= 0; at = bytes.indexOf(c1Lead, at + 1))
    if (isC1Opener(bytes[at + 1] ?? 0)) return at
  return bytes.length
}
