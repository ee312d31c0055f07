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
export async function within(clock: Clock, ms: number, promise: Promise<unknown>): Promise<void> {
  let cancel = (): void => undefined
  const timer = new Promise<void>((resolve) => {
    cancel = clock.setTimer(resolve, ms)
  })
  await Promise.race([promise, timer])
  cancel()
}
