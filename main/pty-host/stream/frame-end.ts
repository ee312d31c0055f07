const end = Buffer.from('\x1b[?2026l')

/** Where the last synchronized frame (DEC 2026) that ends in `bytes` has ended; 0 where none does. */
export function afterLastFrame(bytes: Uint8Array): number {
  const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).lastIndexOf(end)
  return at < 0 ? 0 : at + end.length
}
