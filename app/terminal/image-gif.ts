import { byteAt, readLittleEndian, type Dimensions } from './image-bytes.ts'

/** Follows a GIF's blocks over at least one image to the trailer (GIF89a, 18–27); null if one is broken or missing. */
export function inspectGif(bytes: Uint8Array): Dimensions | null {
  const screen = { width: readLittleEndian(bytes, 6, 2), height: readLittleEndian(bytes, 8, 2) }
  let hasImage = false
  let offset = 13 + colorTableLength(byteAt(bytes, 10))
  while (offset < bytes.length) {
    const introducer = byteAt(bytes, offset)
    if (introducer === trailer) return hasImage ? screen : null
    if (introducer === extension) {
      offset = skipSubBlocks(bytes, offset + 2)
    } else if (introducer === imageDescriptor) {
      // The descriptor, its color table, and the size of the first LZW code.
      offset = skipSubBlocks(bytes, offset + 10 + colorTableLength(byteAt(bytes, offset + 9)) + 1)
      hasImage = true
    } else {
      return null
    }
  }
  return null
}

const extension = 0x21
const imageDescriptor = 0x2c
const trailer = 0x3b

function colorTableLength(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0
}

/** The index after a chain of sub-blocks, each with its length before it, ended by one of length 0; NaN if it is cut. */
function skipSubBlocks(bytes: Uint8Array, from: number): number {
  let offset = from
  for (;;) {
    const length = byteAt(bytes, offset)
    if (Number.isNaN(length)) return length
    offset += 1 + length
    if (length === 0) return offset
  }
}
