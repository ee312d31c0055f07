import type { Clock } from './clock.ts'

/**
 * Looks again and again until there is something to see. For what tells nobody when it changes: a screen.
 *
 * @param options.forMs how long it is worth looking
 * @param options.leastLooks so many looks are made, however long each takes: a busy machine shows everything late
 * @returns what `look` found; null where the time was over before it found anything
 */
export async function pollUntil<T>(
  clock: Clock,
  options: { readonly everyMs: number; readonly forMs: number; readonly leastLooks?: number },
  look: () => Promise<T | null>,
): Promise<T | null> {
  const deadline = clock.now() + options.forMs
  for (let looks = 1; ; looks += 1) {
    const seen = await look()
    if (seen !== null || (clock.now() >= deadline && looks >= (options.leastLooks ?? 1))) return seen
    await pause(clock, options.everyMs)
  }
}

/** Resolves after `ms`. */
export function pause(clock: Pick<Clock, 'setTimer'>, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimer(resolve, ms))
}

/** Resolves with the promise, or after `ms` without it. */
export async function within(
  clock: Pick<Clock, 'setTimer'>,
  ms: number,
  promise: Promise<unknown>,
): Promise<void> {
  let cancel = (): void => undefined
  const timer = new Promise<void>((resolve) => {
    cancel = clock.setTimer(resolve, ms)
  })
  await Promise.race([promise, timer])
  cancel()
}

/** Whoever waits for something, until `signal` is aborted. `before` resolves with the promise, or with null once they have gone. */
export function goneWith(signal: AbortSignal | undefined): {
  readonly isGone: () => boolean
  readonly before: <T>(work: Promise<T>) => Promise<T | null>
} {
  if (signal === undefined) return { isGone: () => false, before: (work) => work }
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
  return { isGone: () => signal.aborted, before: (work) => Promise.race([work, aborted]) }
}

/**
 * Calls `run` once after `ms` in which the machine was awake. A timer that is late by a sleep counts for no more than it
 * was set for, and none is set for longer than `longestPieceMs`: of a sleep, that much counts at most. It is also what makes
 * the same of macOS and Windows, where the monotonic clock goes on in a sleep, and of Linux, where it stands.
 *
 * @returns takes it back
 */
export function setAwakeTimer(clock: Pick<Clock, 'setTimer'>, run: () => void, ms: number): () => void {
  let cancel = (): void => undefined
  const wait = (leftMs: number): void => {
    const pieceMs = Math.min(leftMs, longestPieceMs)
    cancel = clock.setTimer(() => (leftMs > pieceMs ? wait(leftMs - pieceMs) : run()), pieceMs)
  }
  wait(ms)
  return () => cancel()
}

/** Measures how long the machine was awake, for what looks again and again. */
export class AwakeTime {
  readonly #clock: Pick<Clock, 'now'>
  #last: number
  #ms = 0

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
    this.#last = clock.now()
  }

  /** Milliseconds since it was made, without sleep, if it is asked more often than every `longestPieceMs`. */
  read(): number {
    const now = this.#clock.now()
    this.#ms += Math.min(now - this.#last, longestPieceMs)
    this.#last = now
    return this.#ms
  }
}

/** Far above what a busy machine is late by, and below what a limit is worth. */
const longestPieceMs = 5000
