import type { Clock } from '../base/clock.ts'

/** A page that dies again and again is not helped by another reload: this many in this time, then a user decides. */
const maxReloads = 3
const windowMs = 5 * 60 * 1000

/** Counts the reloads after a page has died. */
export class ReloadBudget {
  readonly #clock: Pick<Clock, 'now'>
  #reloads: readonly number[] = []

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** Takes one reload. @returns false if there have been three in the last five minutes already */
  take(): boolean {
    const now = this.#clock.now()
    this.#reloads = this.#reloads.filter((at) => now - at < windowMs)
    if (this.#reloads.length >= maxReloads) return false
    this.#reloads = [...this.#reloads, now]
    return true
  }

  /** A user chose to go on. */
  reset(): void {
    this.#reloads = []
  }
}
