import { assertNever } from '../base/assert-never.ts'

/** What a sequence may ask of a screen. xterm.js loops over counts of up to 2147483647 (xterm.js 6.1, `InputHandler`). */
export type ScreenCells = { readonly cols: number; readonly rows: number }

/** From opener to final byte. The longest that programs send, SGR with several colours, have about 100. */
export const maxCsiBytes = 256
/** Beyond this no parameter means anything: xterm and its like hold 16 bits. */
const maxParameter = 32_767
/** Digits of a parameter that need no closer look: it is below `maxParameter`. */
export const safeDigits = 4

/** What the parameters of a control sequence count. */
export type CountKind = 'nothing' | 'colors' | 'rows' | 'cols' | 'cells'

/**
 * @param prefix the byte 0x3c–0x3f before the parameters, 0 for none
 * @param intermediate the byte 0x20–0x2f after them, 0 for none, -1 for several
 */
export function countKind(prefix: number, intermediate: number, final: number): CountKind {
  if (prefix !== 0) return 'nothing'
  if (intermediate === 0) return kinds.get(final) ?? 'nothing'
  // SL and SR (`SP @`, `SP A`), DECIC and DECDC (`' }`, `' ~`).
  const shifts = intermediate === 0x20 && (final === 0x40 || final === 0x41)
  return shifts || (intermediate === 0x27 && (final === 0x7d || final === 0x7e)) ? 'cols' : 'nothing'
}

const kinds: ReadonlyMap<number, CountKind> = new Map(
  (
    [
      ['LMST^', 'rows'],
      ['@PXIZ', 'cols'],
      ['b', 'cells'],
      ['m', 'colors'],
    ] as const
  ).flatMap(([finals, kind]) => [...finals].map((final) => [final.charCodeAt(0), kind] as const)),
)

/** Whether `byte` ends a control sequence, and no parameter before it counts anything. */
export function isPlainFinal(byte: number): boolean {
  return plainFinals[byte] === 1
}

const plainFinals = new Uint8Array(0x100)
for (let final = 0x40; final < 0x7f; final++) plainFinals[final] = kinds.has(final) ? 0 : 1

/** Counts up to these cost so little that they are on no account. */
const freeRows = 8
const freeCells = 32

/** The largest parameter that goes through whatever came before. A colour is no count, and is never cut. */
export function freeCount(kind: CountKind, { cols, rows }: ScreenCells): number {
  switch (kind) {
    case 'nothing':
      return maxParameter
    case 'colors':
      return Number.MAX_SAFE_INTEGER
    case 'rows':
      return Math.min(freeRows, rows)
    case 'cols':
      return cols
    case 'cells':
      return Math.min(freeCells, cols * rows)
    default:
      return assertNever(kind)
  }
}

/**
 * How far rows may be moved and cells be repeated by few bytes. One sequence may ask for a screen, but not each of a
 * thousand: in six bytes it takes the parser a millisecond. Each byte of the stream adds to what is left; editors and
 * pagers stay far below.
 */
export class CountCredit {
  #rows: number
  #cells: number
  #resets = maxResets
  #place = 0
  #resetPlace = 0

  constructor({ cols, rows }: ScreenCells) {
    this.#rows = rows * screensOfRows
    this.#cells = cols * rows
  }

  /** Whether a full reset may go through, which makes all lines of both screens again. @param place as of `insteadOfCsi` */
  allowReset(place: number): boolean {
    const passed = place - this.#resetPlace
    this.#resetPlace = place
    this.#resets = Math.min(maxResets, this.#resets + passed / bytesPerReset)
    if (this.#resets < 1) return false
    this.#resets -= 1
    return true
  }

  /**
   * @param sequence a whole control sequence, of which only the last byte is a final one
   * @param place how many bytes of the stream came before its end
   * @param before the byte before it
   * @returns the sequence in its place; null where it may go on as it is
   */
  insteadOfCsi(sequence: Uint8Array, place: number, before: number, cells: ScreenCells): Uint8Array | null {
    const first = sequence[2] ?? 0
    const prefix = first >= 0x3c && first <= 0x3f ? first : 0
    const final = sequence[sequence.length - 1] ?? 0
    const kind = countKind(prefix, intermediateOf(sequence), final)
    return cutParameters(sequence, this.#allow(kind, largestParameter(sequence), place, before, cells))
  }

  /**
   * @param asked the largest parameter of the sequence
   * @returns the largest parameter that it may have
   */
  #allow(kind: CountKind, asked: number, place: number, before: number, { cols, rows }: ScreenCells): number {
    const most = freeCount(kind, { cols, rows })
    if (asked <= most || (kind !== 'rows' && kind !== 'cells')) return most
    const passed = place - this.#place
    this.#place = place
    this.#rows = Math.min(rows * screensOfRows, this.#rows + passed * rowsPerByte)
    this.#cells = Math.min(cols * rows, this.#cells + passed * cellsPerByte)
    if (kind === 'rows') {
      const allowed = Math.max(most, Math.min(asked, rows, this.#rows))
      this.#rows = Math.max(0, this.#rows - allowed)
      return allowed
    }
    // A character beyond ASCII may be one with all its marks.
    const weight = before < 0x80 ? 1 : weightOfMarks
    const allowed = Math.max(most, Math.min(asked, cols * rows, Math.floor(this.#cells / weight)))
    this.#cells = Math.max(0, this.#cells - allowed * weight)
    return allowed
  }
}

const maxResets = 64
/** A script that resets the terminal and prints a date each second stays below. */
const bytesPerReset = 24
const screensOfRows = 8
const rowsPerByte = 1
const cellsPerByte = 16
const weightOfMarks = 16

/** As `countKind` takes it. */
function intermediateOf(sequence: Uint8Array): number {
  const last = sequence[sequence.length - 2] ?? 0
  if (last >= 0x30 || sequence.length < 4) return 0
  return (sequence[sequence.length - 3] ?? 0) >= 0x30 ? last : -1
}

/** The largest parameter of a sequence. */
function largestParameter(sequence: Uint8Array): number {
  let largest = 0
  for (let at = 0; at < sequence.length;) {
    const number = readNumber(sequence, at)
    if (number.value > largest) largest = number.value
    at = Math.max(number.end, at + 1)
  }
  return largest
}

/** The sequence with every parameter that is larger than `max` cut to it; null where none is. */
function cutParameters(sequence: Uint8Array, max: number): Uint8Array | null {
  let text = ''
  let changed = false
  for (let at = 0; at < sequence.length;) {
    const { value, end } = readNumber(sequence, at)
    const last = Math.max(end, at + 1)
    if (value > max) text += String(max)
    else for (let place = at; place < last; place++) text += String.fromCharCode(sequence[place] ?? 0)
    changed ||= value > max
    at = last
  }
  return changed ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : null
}

/** The digits that begin at `at`; none where `end` is `at`. */
function readNumber(sequence: Uint8Array, at: number): { readonly value: number; readonly end: number } {
  let value = 0
  let end = at
  for (; end < sequence.length; end++) {
    const digit = (sequence[end] ?? 0) - 0x30
    if (digit < 0 || digit > 9) break
    value = Math.min(value * 10 + digit, Number.MAX_SAFE_INTEGER / 16)
  }
  return { value, end }
}
