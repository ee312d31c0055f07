import { systemClock, type Clock } from '../../main/base/clock.ts'

type Timer = { readonly at: number; readonly fire: () => void }

/** The machine's clock, which can be made to step over a wait in which nothing is going to happen. */
export class SkippingClock implements Clock {
  #skippedMs = 0
  readonly #timers = new Set<Timer>()

  now(): number {
    return systemClock.now() + this.#skippedMs
  }

  dateNow(): number {
    return systemClock.dateNow() + this.#skippedMs
  }

  setTimer(run: () => void, ms: number): () => void {
    const fire = () => {
      cancel()
      run()
    }
    const timer = { at: this.now() + ms, fire }
    const cancelReal = systemClock.setTimer(fire, ms)
    const cancel = () => {
      this.#timers.delete(timer)
      cancelReal()
    }
    this.#timers.add(timer)
    return cancel
  }

  /** It is `ms` later at once; what is due by then runs, in its order. */
  skip(ms: number): void {
    this.#skippedMs += ms
    const due = [...this.#timers].filter(({ at }) => at <= this.now()).sort((one, other) => one.at - other.at)
    for (const { fire } of due) fire()
  }
}
