import type { Clock } from '../base/clock.ts'
import { Recent } from '../base/recent.ts'

/** A page that dies or hangs again and again is not helped by another reload: this many in this time, then a user decides. */
const maxReloads = 3
export const reloadWindowMs = 5 * 60 * 1000

/** Counts the reloads after a page has died or hung. */
export class ReloadBudget {
  readonly #reloads: Recent<null>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#reloads = new Recent(clock, reloadWindowMs)
  }

  /** Takes one reload. @returns false if there have been three in the last five minutes already */
  spend(): boolean {
    if (this.#reloads.entries.length >= maxReloads) return false
    this.#reloads.note(null)
    return true
  }

  /** A user chose to go on. */
  reset(): void {
    this.#reloads.forget(() => true)
  }
}
