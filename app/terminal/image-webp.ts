import { byteAt, hasAscii, hasBytes, readLittleEndian, type Dimensions } from './image-bytes.ts'

/**
 * Follows a WebP's RIFF chunks to the end of the file (RFC 9649); null if the sizes do not match or there is no image
 * data. A simple file has one VP8 or VP8L chunk, an extended one begins with VP8X.
 */
export function inspectWebp(bytes: Uint8Array): Dimensions | null {
  const riffEnd = 8 + readLittleEndian(bytes, 4, 4)
  // A file may carry the pad byte of an odd size that its writer did not count.
  if (riffEnd !== bytes.length && riffEnd !== bytes.length - 1) return null
  let size: Dimensions | null = null
  let hasData = false
  let offset = 12
  while (offset + chunkHeader <= riffEnd) {
    const length = readLittleEndian(bytes, offset + 4, 4)
    const data = offset + chunkHeader
    if (data + length > riffEnd) return null
    size ??= sizeOf(bytes, offset, length)
    if (size === null) return null
    hasData ||= imageChunks.some((name) => hasAscii(bytes, offset, name))
    offset = data + length + (length % 2)
  }
  return hasData && offset >= riffEnd ? size : null
}

const chunkHeader = 8
const imageChunks = ['VP8 ', 'VP8L', 'ANMF']

/** The size that the first chunk tells; null if it is none of the three that may come first. */
function sizeOf(bytes: Uint8Array, offset: number, length: number): Dimensions | null {
  const data = offset + chunkHeader
  if (hasAscii(bytes, offset, 'VP8X') && length >= 10) {
    return {
      width: readLittleEndian(bytes, data + 4, 3) + 1,
      height: readLittleEndian(bytes, data + 7, 3) + 1,
    }
  }
  if (hasAscii(bytes, offset, 'VP8 ') && length >= 10 && hasBytes(bytes, data + 3, [0x9d, 0x01, 0x2a])) {
    return {
      width: readLittleEndian(bytes, data + 6, 2) & 0x3fff,
      height: readLittleEndian(bytes, data + 8, 2) & 0x3fff,
    }
  }
  if (hasAscii(bytes, offset, 'VP8L') && length >= 5 && byteAt(bytes, data) === 0x2f) {
    const bits = readLittleEndian(bytes, data + 1, 4)
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
  }
  return null
}
