/** A session's way to the page that has a share of what is under way. */
export type Sharer = {
  /** Bytes sent or waiting for the page that it has not parsed. */
  readonly unacked: number
  /** All sessions together have too much under way: it sends no more than it has sent, until the page has parsed that. */
  fallBehindForOthers(): void
}

/**
 * What all shown sessions together have under way: no more than the page can hold. The sum is kept, so that a piece of
 * output costs the same beside any number of sessions.
 */
export class SharedCredit {
  readonly #limit: number
  /** Of those that have anything under way. */
  readonly #shares = new Map<Sharer, number>()
  #all = 0

  /** @param limit in bytes; beyond it everyone who has a share is told */
  constructor(limit: number) {
    this.#limit = limit
  }

  /** To be called when the bytes that a session has under way may have changed. */
  changed(sharer: Sharer): void {
    const { unacked } = sharer
    this.#all += unacked - (this.#shares.get(sharer) ?? 0)
    if (unacked > 0) this.#shares.set(sharer, unacked)
    else this.#shares.delete(sharer)
    if (this.#all > this.#limit) for (const one of this.#shares.keys()) one.fallBehindForOthers()
  }
}
