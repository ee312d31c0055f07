import { useEffect, useState } from 'preact/hooks'
import type { AppError, Result } from '../../app/base/result.ts'

/** What main answered last. A later failure stands beside the value before it, which stays readable. */
export type Answer<T> = { readonly value: T | null; readonly error: AppError | null }

/**
 * Asks when the component appears and each time that one of `inputs` changes; of overlapping answers the newest counts.
 *
 * @param everyMs asks again after so many ms, for what changes without a word
 */
export function useAnswer<T>(
  ask: () => Promise<Result<T>>,
  inputs: readonly unknown[],
  everyMs: number | null = null,
): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ value: null, error: null })

  useEffect(() => {
    let outdated = false
    const read = () =>
      void ask().then((result) => {
        if (outdated) return
        setAnswer((before) =>
          result.ok ? { value: result.value, error: null } : { value: before.value, error: result.error },
        )
      })
    read()
    const timer = everyMs === null ? undefined : setInterval(read, everyMs)
    return () => {
      outdated = true
      clearInterval(timer)
    }
  }, inputs)

  return answer
}
