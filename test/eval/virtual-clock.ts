import type { HostClock } from '../../main/base/monotonic-clock.ts'
import type { Clock } from '../../main/base/clock.ts'

type Timer = { readonly at: number; readonly order: number; readonly run: () => void }

/** Time that passes only when it is told to. Serves host and main alike. */
export class VirtualClock implements HostClock, Clock {
  #now: number
  #order = 0
  readonly #timers = new Set<Timer>()

  constructor(start: number) {
    this.#now = start
  }

  now(): number {
    return this.#now
  }

  wallNow(): number {
    return this.#now
  }

  setTimer(run: () => void, ms: number): () => void {
    this.#order += 1
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Lets time pass up to `at`, and runs what is due on the way, in order. */
  passTo(at: number): void {
    for (let timer = this.#next(at); timer !== null; timer = this.#next(at)) {
      this.#timers.delete(timer)
      this.#now = Math.max(this.#now, timer.at)
      timer.run()
    }
    this.#now = Math.max(this.#now, at)
  }

  #next(limit: number): Timer | null {
    let first: Timer | null = null
    for (const timer of this.#timers) {
      if (timer.at > limit) continue
      if (first === null || timer.at < first.at || (timer.at === first.at && timer.order < first.order))
        first = timer
    }
    return first
  }
}
