/** Bytes that wait to be parsed, in order. */
export class Backlog {
  private parts: Uint8Array[] = []
  private length = 0

  get bytes(): number {
    return this.length
  }

  push(bytes: Uint8Array): void {
    this.parts.push(bytes)
    this.length += bytes.length
  }

  /** The next piece, of at most `maxBytes`; null when nothing waits. */
  take(maxBytes: number): Uint8Array | null {
    const head = this.parts[0]
    if (head === undefined) return null
    if (head.length <= maxBytes) this.parts.shift()
    else this.parts[0] = head.subarray(maxBytes)
    const part = head.subarray(0, maxBytes)
    this.length -= part.length
    return part
  }
}
