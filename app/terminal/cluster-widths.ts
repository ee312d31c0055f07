import { wideRanges } from './wide-ranges.ts'

/** What a character does to a cluster that it may join. */
const kinds = {
  /** A mark, a format character, a variation selector: it joins whatever stands before it. */
  extend: 1,
  zwj: 2,
  emojiStyle: 3,
  keycap: 4,
  skinTone: 5,
  pictograph: 6,
  regional: 7,
  /** A vowel or a consonant below it, which goes on in the syllable that stands before. */
  hangulRest: 8,
} as const

/** How a cluster ends, as far as it matters for what comes next. */
const ends = { other: 1, keycapBase: 2, pictograph: 3, zwj: 4, regional: 5, hangulOpen: 6 } as const

/**
 * Of characters that are no marks in one cell: no emoji has more than eight, a kiss of two skin tones. Each makes the text
 * of the cell longer, which a parser copies with each character; of marks the byte door lets no more than sixteen through.
 */
const maxJoins = 10

const kindShift = 2
const widthMask = 3
/** Set for a character that may join what stands before it; the others are told by their table alone. */
const mayJoin = 0x80
/** All that is emoji or text of today; what is beyond is worked out each time. */
const tableLength = 0x20000

/**
 * The width of text in cells, cluster by cluster, as Unicode 17 and the tools of today reckon it (string-width, which Ink
 * counts with): an emoji of any number of characters is two cells wide. A provider of widths for xterm.js, in which the
 * number of a character holds the cluster so far: whether it joins the one before (bit 0), the width of the cluster (bits
 * 1 and 2), how it ends (3 to 5), and how many joined it (from 6 on).
 */
class ClusterWidths {
  readonly version = 'clusters'
  /**
   * What each character is alone, or with `mayJoin` its width and kind; 0 where it has not been asked for yet. One look has to do
   * for nearly all characters: a parser spends a fifth of its time on widths.
   */
  readonly table = new Uint8Array(tableLength)

  /** The width of a character that stands alone. */
  wcwidth(code: number): 0 | 1 | 2 {
    const width = (this.charProperties(code, 0) >> 1) & widthMask
    return width === 0 || width === 2 ? width : 1
  }

  /** @param before what this gave for the character before; 0 where none is to be joined */
  charProperties(code: number, before: number): number {
    const value = this.table[code] ?? 0
    return value > 0 && value < mayJoin ? value : this.#inCluster(code, before)
  }

  #inCluster(code: number, before: number): number {
    const value = this.#look(code)
    if (value < mayJoin) return value
    const width = value & widthMask
    const kind = (value & ~mayJoin) >> kindShift
    const end = (before >> 3) & 7
    const widthBefore = (before >> 1) & widthMask
    const count = before >> 6
    switch (kind) {
      case kinds.pictograph:
        if (end === ends.zwj && count > 0 && count < maxJoins) return joined(2, ends.pictograph, count + 1)
        return alone(width, ends.pictograph) | (1 << 6)
      case kinds.skinTone:
        if (end === ends.pictograph && count < maxJoins) return joined(2, end, count + 1)
        return alone(2, ends.other)
      case kinds.regional:
        return end === ends.regional ? joined(2, ends.other, 0) : alone(1, ends.regional)
      case kinds.hangulRest:
        if (end === ends.hangulOpen && count < maxJoins) return joined(widthBefore, end, count + 1)
        return alone(1, ends.other)
    }
    // A mark that has nothing to stand on has no width, and no cell to join.
    if (widthBefore === 0) return 0
    if (kind === kinds.zwj) return joined(widthBefore, end === ends.pictograph ? ends.zwj : ends.other, count)
    if (kind === kinds.emojiStyle && end === ends.pictograph) return joined(2, end, count)
    if (kind === kinds.keycap && end === ends.keycapBase) return joined(2, ends.other, 0)
    return joined(widthBefore, end === ends.zwj || end === ends.regional ? ends.other : end, count)
  }

  /** Whether `text`, printed right after `before`, would join its last character. */
  joins(before: string, text: string): boolean {
    let state = 0
    for (const character of before) state = this.charProperties(character.codePointAt(0) ?? 0, state)
    return (this.charProperties(text.codePointAt(0) ?? 0, state) & 1) !== 0
  }

  /** The width of a text on one line. */
  widthOf(text: string): number {
    let width = 0
    let state = 0
    for (const character of text) {
      const before = state
      state = this.charProperties(character.codePointAt(0) ?? 0, before)
      width += ((state >> 1) & widthMask) - ((state & 1) === 0 ? 0 : (before >> 1) & widthMask)
    }
    return width
  }

  #look(code: number): number {
    if (code >= tableLength) return describe(code)
    const known = this.table[code] ?? 0
    if (known > 0) return known
    const value = describe(code)
    this.table[code] = value
    return value
  }
}

/** One for all terminals: its table is a cache of what never changes, 128 KB. */
export const clusterWidths = new ClusterWidths()

function alone(width: number, end: number): number {
  return (width << 1) | (end << 3)
}

function joined(width: number, end: number, count: number): number {
  return 1 | (width << 1) | (end << 3) | (count << 6)
}

function isKeycapBase(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x23 || code === 0x2a
}

const noWidth = /[\p{Cc}\p{Mn}\p{Me}\p{Cf}\p{Default_Ignorable_Code_Point}]/u
/** Also those that are no emoji without a variation selector, such as the sign of a warning. */
const pictographs = /[\p{Extended_Pictographic}\p{Emoji_Presentation}]/u

/** @returns as in the table */
function describe(code: number): number {
  const as = (kind: number, cells: number): number => mayJoin | cells | (kind << kindShift)
  if (isKeycapBase(code)) return alone(1, ends.keycapBase)
  if (code >= 0x20 && code < 0x7f) return alone(1, ends.other)
  if (code === 0x200d) return as(kinds.zwj, 0)
  if (code === 0xfe0f) return as(kinds.emojiStyle, 0)
  if (code === 0x20e3) return as(kinds.keycap, 0)
  if (code >= 0x1f3fb && code <= 0x1f3ff) return as(kinds.skinTone, 2)
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return as(kinds.regional, 1)
  if ((code >= 0x1100 && code <= 0x115f) || (code >= 0xa960 && code <= 0xa97c))
    return alone(2, ends.hangulOpen)
  if (code >= 0xac00 && code <= 0xd7a3) return alone(2, ends.hangulOpen)
  if ((code >= 0x1160 && code <= 0x11ff) || (code >= 0xd7b0 && code <= 0xd7fb)) return as(kinds.hangulRest, 1)
  if (code >= 0x20000 && code < 0xe0000) return alone(isWide(code) ? 2 : 1, ends.other)
  const character = String.fromCodePoint(code)
  if (noWidth.test(character)) return as(kinds.extend, 0)
  const width = isWide(code) ? 2 : 1
  return pictographs.test(character) ? as(kinds.pictograph, width) : alone(width, ends.other)
}

function isWide(code: number): boolean {
  if (code >= 0x20000) return code <= 0x3fffd && (code & 0xffff) <= 0xfffd
  let low = 0
  let high = wideRanges.length / 2 - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    if (code > (wideRanges[2 * middle + 1] ?? 0)) low = middle + 1
    else if (code < (wideRanges[2 * middle] ?? 0)) high = middle - 1
    else return true
  }
  return false
}
