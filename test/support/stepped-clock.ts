import type { Clock } from '../../main/base/clock.ts'
import { epoch } from '../eval/virtual-clock.ts'

/** Time that passes only by waiting. */
export function steppedClock(): Clock {
  let now = 0
  return {
    now: () => now,
    dateNow: () => epoch + now,
    setTimer(run, ms) {
      queueMicrotask(() => {
        now += ms
        run()
      })
      return () => undefined
    },
  }
}
