import { characterLength, del, unfinishedCharacter } from './control-bytes.ts'
import { joined } from './held-bytes.ts'

/** Marks that one cell may carry. Vietnamese needs 2, pointed Hebrew 3; xterm.js takes any number, and so does a string. */
const maxMarks = 16
/** 17 marks have at least 34 bytes: one of them is at a multiple of this. */
const strideBytes = 32
const illegal = -1
/** By the number of bytes. */
const smallest = [0, 0, 0x80, 0x800, 0x10000]

/**
 * The part of the byte door that counts combining marks: what comes after the sixteenth on one cell goes. Where text has
 * few of them it looks at one byte in 32.
 */
export class MarkFilter {
  /** Marks at the end of what was passed, on the cell that the next may join. */
  #marks = 0

  /** @param bytes whole characters and sequences, as `SequenceFilter` gives them. @returns `bytes` themselves where nothing goes */
  pass(bytes: Uint8Array): Uint8Array {
    const end = bytes.length
    if (end === 0) return bytes
    const first = bytes[0] ?? 0
    const found = this.#marks > 0 && first >= del ? 0 : nextSuspect(bytes, strideBytes - 1)
    if (found === end && (bytes[end - 1] ?? 0) < del) {
      this.#marks = 0
      return bytes
    }
    const passed = found === end ? bytes : this.#cut(bytes, found)
    this.#marks = this.#marksAtEnd(passed)
    return passed
  }

  reset(): void {
    this.#marks = 0
  }

  #cut(bytes: Uint8Array, firstSuspect: number): Uint8Array {
    const kept: Uint8Array[] = []
    let from = 0
    let at = firstSuspect
    while (at < bytes.length) {
      let place = startOfChain(bytes, at)
      let marks = place === 0 ? this.#marks : 0
      while (place < bytes.length && (bytes[place] ?? 0) >= del) {
        const code = codeAt(bytes, place)
        const length = code === illegal ? 1 : characterLength(bytes[place] ?? 0)
        if (isMark(code)) {
          marks += 1
          if (marks > maxMarks) {
            keepBetween(kept, bytes.subarray(from, place))
            from = place + length
          }
        } else if (!isUnseen(code)) break
        place += length
      }
      // Where the chain ended before `at`, there is none at it.
      at = nextSuspect(bytes, Math.max(at, place) + strideBytes)
    }
    if (from === 0) return bytes
    keepBetween(kept, bytes.subarray(from))
    return joined(kept)
  }

  #marksAtEnd(bytes: Uint8Array): number {
    const end = bytes.length
    if (end === 0) return this.#marks
    if ((bytes[end - 1] ?? 0) < del) return 0
    let place = startOfChain(bytes, end - 1)
    let marks = place === 0 ? this.#marks : 0
    while (place < end) {
      const code = codeAt(bytes, place)
      if (isMark(code)) marks += 1
      else if (!isUnseen(code)) marks = 0
      place += code === illegal ? 1 : characterLength(bytes[place] ?? 0)
    }
    return Math.min(marks, maxMarks)
  }
}

/** The next byte that is looked at, from `from` on in steps, where a mark may stand. */
function nextSuspect(bytes: Uint8Array, from: number): number {
  const end = bytes.length
  for (let at = from; at < end; at += strideBytes)
    if ((bytes[at] ?? 0) >= del && isSuspect(bytes, at)) return at
  return end
}

function isSuspect(bytes: Uint8Array, at: number): boolean {
  let start = at
  if ((bytes[start] ?? 0) < 0xc0 && start > 0) start -= 1
  if ((bytes[start] ?? 0) < 0xc0 && start > 0) start -= 1
  const lead = bytes[start] ?? 0
  const second = bytes[start + 1] ?? 0
  const plain = plainLeads[lead] ?? 0
  if (second >= 0x80 && second < 0xc0) {
    if (plain === 2 && at < start + 2) return false
    const third = bytes[start + 2] ?? 0
    // Arrows, box drawing, blocks, signs.
    const isPlain = plain === 3 || (lead === 0xe2 && second >= 0x84 && second < 0xb3)
    if (isPlain && third >= 0x80 && third < 0xc0 && bytes[at] !== del) return false
  }
  return joinsOrIsUnseen(codeAt(bytes, startOfCharacter(bytes, at)))
}

/**
 * First bytes of characters that are never marks, and the length of these: accented Latin, Greek, most of Cyrillic; the
 * ideographs, most of Hangul.
 */
const plainLeads = new Uint8Array(0x100)
for (const [first, last, length] of [
  [0xc3, 0xcb, 2],
  [0xce, 0xd1, 2],
  [0xd3, 0xd5, 2],
  [0xe4, 0xe9, 3],
  [0xeb, 0xec, 3],
] as const)
  plainLeads.fill(length, first, last + 1)

/** Where the marks, and what is not seen between them, begin that `at` is one of. */
function startOfChain(bytes: Uint8Array, at: number): number {
  let start = startOfCharacter(bytes, at)
  if (!joinsOrIsUnseen(codeAt(bytes, start))) return start
  while (start > 0 && (bytes[start - 1] ?? 0) >= del) {
    const before = startOfCharacter(bytes, start - 1)
    if (!joinsOrIsUnseen(codeAt(bytes, before))) break
    start = before
  }
  return start
}

/** The first byte of the character that `at` is part of; `at` itself where it is part of none. */
function startOfCharacter(bytes: Uint8Array, at: number): number {
  for (let back = 0; back < 4 && at - back >= 0; back++) {
    const byte = bytes[at - back] ?? 0
    if (byte >= 0x80 && byte < 0xc0) continue
    return back < characterLength(byte) ? at - back : at
  }
  return at
}

/** The character that begins at `at`, in UTF-8 as xterm.js reads it. */
function codeAt(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0
  const length = characterLength(lead)
  if (length < 2) return length === 1 ? lead : illegal
  if (at + length > bytes.length) return illegal
  let code = lead & (0xff >> (length + 1))
  for (let index = at + 1; index < at + length; index++) {
    const byte = bytes[index] ?? 0
    if (byte < 0x80 || byte >= 0xc0) return illegal
    code = (code << 6) | (byte & 0x3f)
  }
  const isCharacter = code >= (smallest[length] ?? 0) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
  return isCharacter ? code : illegal
}

function joinsOrIsUnseen(code: number): boolean {
  return isMark(code) || isUnseen(code)
}

/** What xterm.js passes over, so that the next mark joins what stands before: DEL, ST, soft hyphen, what is no UTF-8. */
function isUnseen(code: number): boolean {
  return code === illegal || code === del || code === 0x9c || code === 0xad
}

/** Whether a character has no width of its own and is added to the cell before it. */
export function isMark(code: number): boolean {
  // Letters, signs and ideographs that make up nearly all text.
  if (code < 0x300) return false
  if (code >= 0x370 && code < 0x483) return false
  if (code >= 0x2100 && code < 0x2cef) return false
  // The filler of Hangul among them is not seen, and joins.
  if (code >= 0x309b && code < 0xa66f) return code === 0x3164
  if (code >= 0xac00 && code < 0xd7b0) return false
  if (code >= 0x1f000 && code < 0x1fb00) return false
  return zeroWidth.test(String.fromCodePoint(code))
}

const zeroWidth = /^[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\u{1160}-\u{11ff}]$/u

/** What a mark stood between must not become one character, nor a control. */
function keepBetween(kept: Uint8Array[], bytes: Uint8Array): void {
  if (bytes.length === 0) return
  const last = kept.at(-1)
  const first = bytes[0] ?? 0
  if (last !== undefined && first >= 0x80 && first < 0xc0 && unfinishedCharacter(last, last.length) > 0)
    kept.push(new Uint8Array([del]))
  kept.push(bytes)
}
