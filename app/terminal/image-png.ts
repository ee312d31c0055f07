import { hasAscii, readBigEndian, type Dimensions } from './image-bytes.ts'

/** Follows a PNG's chunks from IHDR over at least one IDAT to IEND (W3C PNG, 5); null if one is broken or missing. */
export function inspectPng(bytes: Uint8Array): Dimensions | null {
  if (readBigEndian(bytes, 8, 4) !== 13 || !hasAscii(bytes, 12, 'IHDR')) return null
  let hasData = false
  let offset = 8
  while (offset + chunkOverhead <= bytes.length) {
    const length = readBigEndian(bytes, offset, 4)
    const end = offset + chunkOverhead + length
    if (end > bytes.length || !hasTrueChecksum(bytes, offset + 4, end - 4)) return null
    if (hasAscii(bytes, offset + 4, 'IEND')) return hasData ? headerSize(bytes) : null
    hasData ||= length > 0 && hasAscii(bytes, offset + 4, 'IDAT')
    offset = end
  }
  return null
}

/** Length, type and checksum, four bytes each. */
const chunkOverhead = 12
/** The format's own limit for width and height is 2^31 - 1. */
const maxSide = 0x7fffffff

function headerSize(bytes: Uint8Array): Dimensions | null {
  const size = { width: readBigEndian(bytes, 16, 4), height: readBigEndian(bytes, 20, 4) }
  return size.width <= maxSide && size.height <= maxSide ? size : null
}

function hasTrueChecksum(bytes: Uint8Array, from: number, to: number): boolean {
  let crc = 0xffffffff
  for (let index = from; index < to; index += 1) {
    crc = (crcTable[(crc ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8)
  }
  return (crc ^ 0xffffffff) >>> 0 === readBigEndian(bytes, to, 4)
}

/** CRC-32 of every byte, polynomial 0xEDB88320 (W3C PNG, annex D). */
const crcTable = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
