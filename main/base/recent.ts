import type { Clock } from './clock.ts'

/** What happened within a window of time that ends now; older entries are forgotten. */
export class Recent<T> {
  readonly #clock: Pick<Clock, 'now'>
  readonly #windowMs: number
  #entries: readonly { readonly at: number; readonly entry: T }[] = []

  constructor(clock: Pick<Clock, 'now'>, windowMs: number) {
    this.#clock = clock
    this.#windowMs = windowMs
  }

  /** Oldest first. */
  get entries(): readonly T[] {
    const now = this.#clock.now()
    this.#entries = this.#entries.filter(({ at }) => now - at < this.#windowMs)
    return this.#entries.map(({ entry }) => entry)
  }

  /** Something has just happened. */
  note(entry: T): void {
    this.#entries = [...this.#entries, { at: this.#clock.now(), entry }]
  }

  /** Forgets the entries of which this is true. */
  forget(isOver: (entry: T) => boolean): void {
    this.#entries = this.#entries.filter(({ entry }) => !isOver(entry))
  }
}
