import { byteAt, readBigEndian, type Dimensions } from './image-bytes.ts'

/**
 * Follows a JPEG's markers from SOI over a frame and a scan to EOI (ITU T.81, annex B); null if one is broken or
 * missing. What follows EOI (cameras put previews there) is not looked at.
 */
export function inspectJpeg(bytes: Uint8Array): Dimensions | null {
  let frame: Dimensions | null = null
  let hasScan = false
  let offset = 2
  while (offset < bytes.length) {
    const markerAt = skipFill(bytes, offset)
    const marker = byteAt(bytes, markerAt)
    if (markerAt === offset || Number.isNaN(marker)) return null
    if (marker === endOfImage) return hasScan ? frame : null
    if (marker === startOfImage || marker === 0) return null
    offset = markerAt + 1
    if (isStandalone(marker)) continue
    const length = readBigEndian(bytes, offset, 2)
    if (!(length >= 2) || offset + length > bytes.length) return null
    if (isFrame(marker))
      frame = { height: readBigEndian(bytes, offset + 3, 2), width: readBigEndian(bytes, offset + 5, 2) }
    offset += length
    if (marker !== startOfScan) continue
    hasScan = true
    offset = skipScan(bytes, offset)
  }
  return null
}

const startOfImage = 0xd8
const endOfImage = 0xd9
const startOfScan = 0xda

/** The index of the marker after one or more fill bytes 0xFF at `offset`; `offset` itself where there is none. */
function skipFill(bytes: Uint8Array, offset: number): number {
  let index = offset
  while (bytes[index] === 0xff) index += 1
  return index
}

/** TEM and the restart markers have no length. */
function isStandalone(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)
}

/** SOF0–SOF15; among them lie the tables DHT, JPG and DAC. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** The index of the first marker after the data of a scan: 0xFF before 0x00 is data, restart markers belong to it. */
function skipScan(bytes: Uint8Array, from: number): number {
  let index = bytes.indexOf(0xff, from)
  while (index !== -1) {
    const next = byteAt(bytes, index + 1)
    if (next !== 0 && next !== 0xff && !isStandalone(next)) return index
    index = bytes.indexOf(0xff, index + 1)
  }
  return bytes.length
}
