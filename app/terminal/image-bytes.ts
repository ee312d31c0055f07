/** The size of an image in pixels. */
export type Dimensions = { readonly width: number; readonly height: number }

/** The byte at `offset`, or NaN beyond the end: NaN equals nothing, so what is cut off matches nothing. */
export function byteAt(bytes: Uint8Array, offset: number): number {
  return bytes[offset] ?? Number.NaN
}

/** An unsigned number of `length` bytes (at most 4), most significant first; NaN beyond the end. */
export function readBigEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0
  for (let index = 0; index < length; index += 1) value = value * 256 + byteAt(bytes, offset + index)
  return value
}

/** An unsigned number of `length` bytes (at most 4), least significant first; NaN beyond the end. */
export function readLittleEndian(bytes: Uint8Array, offset: number, length: number): number {
  let value = 0
  for (let index = length - 1; index >= 0; index -= 1) value = value * 256 + byteAt(bytes, offset + index)
  return value
}

/** Whether exactly these bytes stand at `offset`. */
export function hasBytes(bytes: Uint8Array, offset: number, expected: readonly number[]): boolean {
  return expected.every((byte, index) => bytes[offset + index] === byte)
}

/** Whether this ASCII text stands at `offset`. */
export function hasAscii(bytes: Uint8Array, offset: number, expected: string): boolean {
  for (let index = 0; index < expected.length; index += 1) {
    if (bytes[offset + index] !== expected.charCodeAt(index)) return false
  }
  return true
}
