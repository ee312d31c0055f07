const intervalMs = 20

/**
 * Calls `probe` until it returns something other than `undefined`, `null` or `false`, and resolves with that.
 *
 * @param probe may be async; an exception it throws counts as "not yet" and is told when time runs out
 * @param options.timeoutMs how long to go on, 15 000 by default
 * @param options.what what is waited for, in words, for the error
 * @throws Error that names what was waited for and the last thing seen
 */
export async function pollFor<T>(
  probe: () => T | Promise<T>,
  options: { timeoutMs?: number; what?: string } = {},
): Promise<Exclude<T, undefined | null | false>> {
  const { timeoutMs = 15_000, what = 'the condition' } = options
  const deadline = performance.now() + timeoutMs
  let last: unknown
  for (;;) {
    try {
      const seen = await probe()
      if (isThere(seen)) return seen
      last = seen
    } catch (error) {
      last = error
    }
    if (performance.now() > deadline)
      throw new Error(`${what} did not come within ${timeoutMs} ms; last seen: ${String(last)}`)
    await new Promise((resolve) => setTimeout(resolve, intervalMs))
  }
}

function isThere<T>(value: T): value is Exclude<T, undefined | null | false> {
  return value !== undefined && value !== null && value !== false
}
