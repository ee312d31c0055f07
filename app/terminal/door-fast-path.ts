import { bel, c1Lead, esc, fullReset } from './control-bytes.ts'
import {
  countKind,
  freeCount,
  isPlainFinal,
  maxCsiBytes,
  safeDigits,
  type ScreenCells,
} from './door-counts.ts'
import { insteadOfOsc, minStringBytes } from './door-limits.ts'

/** So many words without an ESC, and a call of the native search is faster. */
const nearWords = 8
/** Of sequences without a count, those that are longer are looked at by the way of all others. */
const maxPlainBytes = 16
/** Shorter pieces are not worth a view of their words. */
const minViewBytes = 64

/**
 * Goes over text and over the sequences that are whole and within every limit, four bytes at a time: a program that
 * colours each word has one sequence in twenty bytes, and the parser takes 200 ns for it.
 *
 * @returns the index of the first ESC, from `from` on, that has to be looked at byte by byte; the length where none has
 */
export function nextSuspectEscape(bytes: Uint8Array, from: number, cells: ScreenCells): number {
  let at = bytes.length - from < minViewBytes ? from : overWords(bytes, from, cells)
  for (at = nextEscape(bytes, at); at < bytes.length; at = nextEscape(bytes, at)) {
    const after = afterHarmless(bytes, at, cells)
    if (after < 0) return at
    at = after
  }
  return at
}

/** @returns where a sequence that is not harmless begins, or where too few bytes are left for words */
function overWords(bytes: Uint8Array, from: number, cells: ScreenCells): number {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const last = bytes.length - 8
  let at = from
  let misses = 0
  while (at <= last) {
    const text = words.getInt32(at, true) ^ 0x1b1b1b1b
    // The bytes that are ESC have their highest bit set here; of others only those above such a one may.
    const escapes = (text - 0x01010101) & ~text & 0x80808080
    if (escapes === 0) {
      at += 4
      misses += 1
      if (misses < nearWords) continue
      const found = bytes.indexOf(esc, at)
      if (found < 0) return bytes.length
      at = found
      if (at > last) break
    } else at += lowestByte(escapes)
    misses = 0
    let place = at + 2
    let others = bytes[at + 1] === 0x5b ? 0 : -1
    while (others === 0 && place <= last) {
      const parameters = words.getInt32(place, true)
      // The bytes that are no digit, colon or semicolon are not 0 here.
      others = ((parameters & 0xf0f0f0f0) ^ 0x30303030) | ((parameters + 0x04040404) & 0x40404040)
      if (others === 0) place += 4
    }
    if (others !== 0 && others !== -1) {
      place += lowestByte(others)
      const length = place - at
      const final = bytes[place] ?? 0
      if (
        final === 0x6d
          ? length < maxCsiBytes
          : length < maxPlainBytes && isPlainFinal(final) && hasShortNumbers(bytes, at + 2, place)
      ) {
        at = place + 1
        continue
      }
    }
    const after = afterHarmless(bytes, at, cells)
    if (after < 0) break
    at = after
  }
  return at
}

function hasShortNumbers(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from <= safeDigits) return true
  let digits = 0
  for (let at = from; at < to; at++) {
    digits = (bytes[at] ?? 0) < 0x3a ? digits + 1 : 0
    if (digits > safeDigits) return false
  }
  return true
}

/** The index of the lowest byte of a word that is not 0. */
function lowestByte(word: number): number {
  return (31 - Math.clz32(word & -word)) >> 3
}

function nextEscape(bytes: Uint8Array, from: number): number {
  if (from >= bytes.length) return bytes.length
  const found = bytes.indexOf(esc, from)
  return found < 0 ? bytes.length : found
}

/**
 * Looks at the sequence that begins with the ESC at `start`, which is nearly always whole and within every limit.
 *
 * @returns the index after it, or -1 where it has to be looked at byte by byte
 */
function afterHarmless(bytes: Uint8Array, start: number, cells: ScreenCells): number {
  const end = bytes.length
  const at = start + 1
  if (at >= end) return -1
  const kind = bytes[at] ?? 0
  if (kind === 0x5b) {
    return afterCsi(bytes, start, cells)
  }
  if (kind === 0x5d) return afterOsc(bytes, start)
  if (kind >= 0x30) return kind < 0x7f && kind !== fullReset && !opensString(kind) ? at + 1 : -1
  if (kind < 0x20) return -1
  const final = at + 1 < end ? (bytes[at + 1] ?? 0) : 0
  return final >= 0x30 && final < 0x7f ? at + 2 : -1
}

/** DCS, SOS, PM, APC. */
function opensString(kind: number): boolean {
  return kind === 0x50 || kind === 0x58 || kind === 0x5e || kind === 0x5f
}

function afterCsi(bytes: Uint8Array, start: number, cells: ScreenCells): number {
  const end = Math.min(bytes.length, start + maxCsiBytes)
  let at = start + 2
  let byte = at < end ? (bytes[at] ?? 0) : 0
  let prefix = 0
  if (byte >= 0x3c && byte <= 0x3f) {
    prefix = byte
    at += 1
  }
  let digits = 0
  let value = 0
  let largest = 0
  for (; at < end; at++) {
    byte = bytes[at] ?? 0
    if (byte < 0x30 || byte > 0x3b) break
    if (byte < 0x3a) {
      digits += 1
      if (digits > safeDigits) return -1
      value = value * 10 + byte - 0x30
      if (value > largest) largest = value
    } else {
      digits = 0
      value = 0
    }
  }
  if (at >= end) return -1
  let intermediate = 0
  if (byte < 0x30) {
    if (byte < 0x20) return -1
    intermediate = byte
    at += 1
    if (at >= end) return -1
    byte = bytes[at] ?? 0
  }
  if (byte < 0x40 || byte > 0x7e) return -1
  return largest <= freeCount(countKind(prefix, intermediate, byte), cells) ? at + 1 : -1
}

function afterOsc(bytes: Uint8Array, start: number): number {
  const end = Math.min(bytes.length, start + minStringBytes)
  for (let at = start + 2; at < end; at++) {
    const byte = bytes[at] ?? 0
    if (byte >= 0x20 && byte !== c1Lead) continue
    // A C1 control ends the string; any other character that begins so is text.
    if (byte === c1Lead) {
      const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0
      if (second >= 0xa0 && second < 0xc0) continue
      return -1
    }
    const ends = byte === bel || (byte === esc && at + 1 < end && bytes[at + 1] === 0x5c)
    if (!ends || insteadOfOsc(bytes.subarray(start + 2, at)) !== null) return -1
    return byte === bel ? at + 1 : at + 2
  }
  return -1
}
