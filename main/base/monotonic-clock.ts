/** Time as the host's parts take it: real in the app, virtual where recordings are replayed. */
export type HostClock = {
  /** Milliseconds since the epoch; may jump. */
  wallNow(): number
  /** Milliseconds that never go back, for intervals. */
  now(): number
  /** Calls `run` once after `ms`; the result takes it back. */
  setTimer(run: () => void, ms: number): () => void
}

export const realHostClock: HostClock = {
  wallNow: () => Date.now(),
  now: () => performance.now(),
  setTimer(run, ms) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}
