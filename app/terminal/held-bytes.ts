const firstCapacity = 256
/** A buffer that grew beyond this for a long string is not kept for the next. */
const keptCapacity = 4096

/** Bytes that are held back, in one buffer that grows by doubling: a byte at a time costs no more than all at once. */
export class HeldBytes {
  #bytes = new Uint8Array(firstCapacity)
  #length = 0

  get length(): number {
    return this.#length
  }

  at(index: number): number {
    return index < this.#length ? (this.#bytes[index] ?? 0) : 0
  }

  push(byte: number): void {
    this.#reserve(1)
    this.#bytes[this.#length] = byte
    this.#length += 1
  }

  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  clear(): void {
    if (this.#bytes.length > keptCapacity) this.#bytes = new Uint8Array(firstCapacity)
    this.#length = 0
  }

  /** The bytes as they are now, in an array of their own. */
  copy(): Uint8Array {
    return this.#bytes.slice(0, this.#length)
  }

  #reserve(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }
}

/** Pieces as one array; the piece itself where there is one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts
  if (parts.length === 1 && first !== undefined) return first
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
