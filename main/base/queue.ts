/** Taken entries are let go of in so large pieces. */
const maxTaken = 1024

/** First in, first out, each step in constant time: `Array.shift` moves all that is left, which stalls with a million. */
export class Queue<T> {
  #entries: T[] = []
  #head = 0

  get length(): number {
    return this.#entries.length - this.#head
  }

  /** The next entry; undefined where there is none. */
  get first(): T | undefined {
    return this.#entries[this.#head]
  }

  push(entry: T): void {
    this.#entries.push(entry)
  }

  shift(): T | undefined {
    const { first } = this
    if (this.length === 0) return undefined
    this.#head += 1
    if (this.#head === this.#entries.length) this.clear()
    else if (this.#head >= maxTaken && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head)
      this.#head = 0
    }
    return first
  }

  /** Puts an entry in the place of the next one. */
  replaceFirst(entry: T): void {
    if (this.length > 0) this.#entries[this.#head] = entry
  }

  clear(): void {
    this.#entries = []
    this.#head = 0
  }

  /** All entries, the next one first. */
  all(): readonly T[] {
    return this.#entries.slice(this.#head)
  }
}
