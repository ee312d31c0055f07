/** Things that are due at some time each, the earliest first. A change of one costs the logarithm of their number. */
export class DueTimes<T> {
  /** A binary heap: nothing in it is due before what stands at half its place. */
  readonly #heap: { readonly thing: T; readonly at: number }[] = []
  readonly #places = new Map<T, number>()

  /** When the first is due; null while nothing is. */
  get earliest(): number | null {
    return this.#heap[0]?.at ?? null
  }

  /** Says when a thing is due from here on; null: not at all. */
  set(thing: T, at: number | null): void {
    const known = this.#places.get(thing)
    if (at === null) {
      if (known !== undefined) this.#remove(known)
      return
    }
    const place = known ?? this.#heap.length
    this.#put(place, { thing, at })
    this.#down(this.#up(place))
  }

  /** Takes out what is due at `now` or before, the earliest first. */
  removeDue(now: number): readonly T[] {
    const due: T[] = []
    for (let first = this.#heap[0]; first !== undefined && first.at <= now; first = this.#heap[0]) {
      this.#remove(0)
      due.push(first.thing)
    }
    return due
  }

  #remove(place: number): void {
    const removed = this.#heap[place]
    const last = this.#heap.pop()
    if (removed === undefined || last === undefined) return
    this.#places.delete(removed.thing)
    if (last === removed) return
    this.#put(place, last)
    this.#down(this.#up(place))
  }

  #up(place: number): number {
    const parent = (place - 1) >> 1
    if (place === 0 || !this.#isBefore(place, parent)) return place
    this.#swap(place, parent)
    return this.#up(parent)
  }

  #down(place: number): void {
    const [left, right] = [2 * place + 1, 2 * place + 2]
    const child = this.#isBefore(right, left) ? right : left
    if (!this.#isBefore(child, place)) return
    this.#swap(place, child)
    this.#down(child)
  }

  #isBefore(place: number, other: number): boolean {
    const at = this.#heap[place]?.at ?? Number.POSITIVE_INFINITY
    return at < (this.#heap[other]?.at ?? Number.POSITIVE_INFINITY)
  }

  #swap(place: number, other: number): void {
    const [one, two] = [this.#heap[place], this.#heap[other]]
    if (one === undefined || two === undefined) return
    this.#put(place, two)
    this.#put(other, one)
  }

  #put(place: number, entry: { readonly thing: T; readonly at: number }): void {
    this.#heap[place] = entry
    this.#places.set(entry.thing, place)
  }
}
