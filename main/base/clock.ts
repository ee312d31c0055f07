/** Time as it is passed to everything that needs it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number
  /** Calls `run` once after `ms`; the result takes it back. */
  setTimer(run: () => void, ms: number): () => void
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
