import type { Clock } from '../../base/clock.ts'

/**
 * Notices that the machine's date was set, which is seen by its distance from the monotonic clock. That clock may stand
 * while the machine sleeps: between `sleeps` and `woke` a date that runs ahead is the sleep.
 */
export class DateFollower {
  readonly #clock: Clock
  readonly #deps: DateFollowerDeps
  #ahead: number
  /** When the sleep began, by the date; the part that was already reported is subtracted. */
  #asleepSince: number | null = null

  constructor(clock: Clock, deps: DateFollowerDeps) {
    this.#clock = clock
    this.#deps = deps
    this.#ahead = clock.dateNow() - clock.now()
  }

  /** To be called before anything is compared with the date: in a moment it may have been set. */
  follow(): void {
    const ahead = this.#clock.dateNow() - this.#clock.now()
    const byMs = Math.round(ahead - this.#ahead)
    if (Math.abs(byMs) < leastMs) return
    this.#ahead = ahead
    if (this.#asleepSince === null) return this.#deps.onSet(byMs)
    this.#asleepSince += byMs
    if (byMs > 0) this.#deps.onSlept(this.#clock.dateNow(), byMs)
    else this.#deps.onSet(byMs)
  }

  /** The machine goes to sleep. */
  sleeps(): void {
    this.follow()
    this.#asleepSince = this.#clock.dateNow()
  }

  /** The machine woke up. */
  woke(): void {
    this.follow()
    const at = this.#clock.dateNow()
    const gapMs = at - (this.#asleepSince ?? at)
    this.#asleepSince = null
    if (gapMs > 0) this.#deps.onSlept(at, gapMs)
  }
}

type DateFollowerDeps = {
  /** The date was set by `byMs`, back if negative. */
  readonly onSet: (byMs: number) => void
  /** Nothing could be seen for `gapMs` before the date `at`. */
  readonly onSlept: (at: number, gapMs: number) => void
}

/** A network sets a clock right by less, a little at a time, and no status is decided by so little. */
const leastMs = 500
