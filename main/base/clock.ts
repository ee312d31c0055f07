/** Time as it is passed to everything that needs it. */
export type Clock = {
  /**
   * Milliseconds from some moment on, with fractions; they never go back. For deadlines and durations. It may stand
   * still while the machine sleeps (it does on Linux).
   */
  now(): number
  /**
   * Whole milliseconds since the epoch. For dates: what is stored, shown, or compared with a date. It may be set to any
   * other date at any moment.
   */
  dateNow(): number
  /** Calls `run` once after `ms` by `now`; the result takes it back. */
  setTimer(run: () => void, ms: number): () => void
}

/** Whether a date is after a moment of `now`: by how long ago both are, since the date may have been set between them. */
export function isAfter(clock: Pick<Clock, 'now' | 'dateNow'>, date: number, moment: number): boolean {
  return clock.dateNow() - date <= clock.now() - moment
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  dateNow: () => Date.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
