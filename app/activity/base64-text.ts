/**
 * Decodes base64 of UTF-8 text. The application has no `atob` and no `Buffer`: those belong to a page or a machine.
 *
 * @param maxBytes the most bytes the text may have
 * @returns null where it is not base64, not UTF-8, or longer
 */
export function decodeBase64Text(base64: string, maxBytes: number): string | null {
  if (base64.length > Math.ceil(maxBytes / 3) * 4) return null
  const bytes = decodeBytes(base64)
  if (bytes === null || bytes.length > maxBytes) return null
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''))
  } catch {
    return null
  }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function decodeBytes(base64: string): number[] | null {
  const match = /^([A-Za-z0-9+/]*)(={0,2})$/u.exec(base64)
  const digits = match?.[1]
  if (digits === undefined || digits.length % 4 === 1) return null
  // Padding may be left out; where it is there, it must fill the last group.
  if (match?.[2] !== '' && base64.length % 4 !== 0) return null
  const bytes: number[] = []
  let bits = 0
  let bitCount = 0
  for (const digit of digits) {
    bits = ((bits << 6) | alphabet.indexOf(digit)) & 0xffff
    bitCount += 6
    if (bitCount < 8) continue
    bitCount -= 8
    bytes.push((bits >> bitCount) & 0xff)
  }
  return bytes
}
