import type { Clock } from '../../main/base/clock.ts'

type Timer = { readonly at: number; readonly order: number; readonly run: () => void }

/** 2026-01-01; any date does. */
export const epoch = 1_767_225_600_000

/** Time that passes only when it is told to. */
export class VirtualClock implements Clock {
  #now: number
  #date: number
  #order = 0
  readonly #timers = new Set<Timer>()

  /** @param start of `now`; the date is another number, so that one that is taken for the other shows */
  constructor(start = 0) {
    this.#now = start
    this.#date = epoch
  }

  now(): number {
    return this.#now
  }

  dateNow(): number {
    return this.#date + this.#now
  }

  setTimer(run: () => void, ms: number): () => void {
    this.#order += 1
    const timer = { at: this.#now + Math.max(0, ms), order: this.#order, run }
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  /** Somebody sets the date, forward or, with a negative number, back. */
  setDate(byMs: number): void {
    this.#date += byMs
  }

  /** The machine sleeps, on a system whose monotonic clock goes on: what was due is only late. */
  sleep(ms: number): void {
    this.#now += ms
  }

  /** Lets `ms` pass. */
  pass(ms: number): void {
    this.passTo(this.#now + ms)
  }

  /** Lets time pass up to `at` of `now`, and runs what is due on the way, in order. */
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
