import { MarkFilter } from './door-marks.ts'
import { SequenceFilter } from './door-sequences.ts'
import type { ScreenCells } from './door-counts.ts'

/**
 * The door through which bytes of a program, or of an old file, come before a parser of terminals sees them. It makes the
 * parser's work bounded by the size of its input: counts are cut to what the screen can show of them, sequences have
 * a longest length, marks on a cell a largest number (the limits and their reasons: `door-limits.ts`, `door-counts.ts`). Text and
 * sequences within the limits go through as they are.
 *
 * What comes out always ends between two sequences and two characters: what is unfinished is held back until the rest
 * comes, so that wherever the stream is cut, the same bytes come out.
 */
export class ByteDoor {
  readonly #sequences: SequenceFilter
  readonly #marks = new MarkFilter()

  /** @param cells the screen that the bytes are for */
  constructor(cells: ScreenCells) {
    this.#sequences = new SequenceFilter(cells)
  }

  /** The size of the screen, for what comes from now on. */
  resize(cells: ScreenCells): void {
    this.#sequences.resize(cells)
  }

  /** Whether the stream stands inside of a sequence or a character. */
  get isInside(): boolean {
    return this.#sequences.isInside
  }

  /** Whether it stands inside of a string sequence (OSC, DCS, APC), which may swallow any text that comes. */
  get isInString(): boolean {
    return this.#sequences.isInString
  }

  /** Who wrote the string that stands open is gone: forgets it. The next bytes are another's. */
  cancelString(): void {
    if (this.isInString) this.#sequences.reset()
  }

  /**
   * @param bytes the next bytes of the stream; in Node best a `Buffer`, whose search is 60 times faster
   * @returns what a parser may have: `bytes` themselves where nothing is changed, and no bytes where all are held back
   */
  pass(bytes: Uint8Array): Uint8Array {
    return this.#marks.pass(this.#sequences.pass(bytes))
  }

  /** The stream is over: forgets what is held back. The next bytes are of another one. */
  end(): void {
    this.#sequences.reset()
  }
}
