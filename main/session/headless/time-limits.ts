import type { Clock } from '../../base/clock.ts'
import { setAwakeTimer } from '../../base/wait.ts'

/** Watches how long a run takes. */
export type TimeLimits = {
  /** Something was printed. */
  touch(): void
  /** While the tool waits for its reader, a run that prints nothing is not idle. */
  hold(isHeld: boolean): void
  stop(): void
}

/**
 * Calls `onOver` once, when nothing was printed for `idleMs` or the run took `totalMs`; null is no limit.
 *
 * The time that the machine sleeps does not count: it has not let the tool work.
 */
export function watchTime(
  clock: Pick<Clock, 'setTimer'>,
  limits: { readonly idleMs: number | null; readonly totalMs: number | null },
  onOver: (which: 'idle' | 'total') => void,
): TimeLimits {
  const { idleMs, totalMs } = limits
  let isStopped = false
  let cancelIdle = (): void => undefined
  const over = (which: 'idle' | 'total'): void => {
    stop()
    onOver(which)
  }
  const waitIdle = (): void => {
    cancelIdle()
    if (idleMs !== null && !isStopped) cancelIdle = setAwakeTimer(clock, () => over('idle'), idleMs)
  }
  const cancelTotal = totalMs === null ? undefined : setAwakeTimer(clock, () => over('total'), totalMs)
  const stop = (): void => {
    isStopped = true
    cancelIdle()
    cancelTotal?.()
  }
  waitIdle()
  return {
    touch: waitIdle,
    hold: (isHeld) => (isHeld ? cancelIdle() : waitIdle()),
    stop,
  }
}
