import { Queue } from '../../base/queue.ts'

/** What of a program's last output goes with the message about its exit. */
const maxTailBytes = 16 * 1024

/** The last bytes of a stream, without a copy per piece. */
export class TailBuffer {
  readonly #parts = new Queue<Uint8Array>()
  #length = 0

  push(bytes: Uint8Array): void {
    this.#parts.push(bytes)
    this.#length += bytes.length
    for (let first = this.#parts.first; first !== undefined; first = this.#parts.first) {
      if (this.#length - first.length < maxTailBytes) return
      this.#parts.shift()
      this.#length -= first.length
    }
  }

  clear(): void {
    this.#parts.clear()
    this.#length = 0
  }

  /** The last bytes as text; a character cut at the start is dropped. */
  text(): string {
    const all = Buffer.concat(this.#parts.all())
    const last = all.subarray(Math.max(0, all.length - maxTailBytes))
    let start = 0
    while (start < 3 && ((last[start] ?? 0) & 0xc0) === 0x80) start++
    return last.subarray(start).toString('utf8')
  }
}
