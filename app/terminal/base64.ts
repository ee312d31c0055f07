/**
 * Decodes standard base64 (RFC 4648 section 4; the padding may be absent) that holds UTF-8 text.
 *
 * @param maxBytes the most bytes the text may have; longer input is refused before it is decoded
 * @returns the text, or null for anything that is not exactly that
 */
export function decodeBase64Text(encoded: string, maxBytes: number): string | null {
  const bytes = decodeBase64(encoded, maxBytes)
  return bytes === null ? null : decodeUtf8(bytes)
}

/** The number of bytes the text has in UTF-8; a lone surrogate counts as the three of U+FFFD. */
export function utf8Length(text: string): number {
  let length = 0
  for (const character of text) length += encodedLength(character.codePointAt(0) ?? 0)
  return length
}

const alphabet = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [
    digit,
    value,
  ]),
)

function decodeBase64(encoded: string, maxBytes: number): Uint8Array | null {
  if (encoded.length > Math.ceil(maxBytes / 3) * 4) return null
  const digits = encoded.length % 4 === 0 ? encoded.replace(/={1,2}$/u, '') : encoded
  const byteCount = Math.floor((digits.length * 3) / 4)
  if (digits.length % 4 === 1 || byteCount > maxBytes) return null
  const bytes = new Uint8Array(byteCount)
  let bits = 0
  let bitCount = 0
  let written = 0
  for (const digit of digits) {
    const value = alphabet.get(digit)
    if (value === undefined) return null
    bits = ((bits << 6) | value) & 0xffffff
    bitCount += 6
    if (bitCount < 8) continue
    bitCount -= 8
    bytes[written] = (bits >> bitCount) & 0xff
    written += 1
  }
  return bytes
}

/** Strict UTF-8 (Unicode 16, table 3-7): no overlong forms, no surrogates, nothing beyond U+10FFFF. */
function decodeUtf8(bytes: Uint8Array): string | null {
  const parts: string[] = []
  let index = 0
  while (index < bytes.length) {
    const first = bytes[index] ?? 0
    const length = sequenceLength(first)
    if (length === 0 || index + length > bytes.length) return null
    let code = length === 1 ? first : first & (0xff >> (length + 1))
    for (const next of bytes.subarray(index + 1, index + length)) {
      if ((next & 0xc0) !== 0x80) return null
      code = (code << 6) | (next & 0x3f)
    }
    const isSurrogate = code >= 0xd800 && code <= 0xdfff
    if (code > 0x10ffff || isSurrogate || encodedLength(code) !== length) return null
    parts.push(String.fromCodePoint(code))
    index += length
  }
  return parts.join('')
}

function sequenceLength(first: number): number {
  if (first < 0x80) return 1
  if (first >= 0xc2 && first <= 0xdf) return 2
  if (first >= 0xe0 && first <= 0xef) return 3
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0
}

function encodedLength(code: number): number {
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
