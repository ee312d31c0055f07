import type { VirtualClock } from '../eval/virtual-clock.ts'

/** Lets all go on that waits for nothing but its turn. */
export function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** Lets `ms` pass on a clock for what waits in promises: they go on between its ticks. */
export async function passTime(clock: VirtualClock, ms: number): Promise<void> {
  const end = clock.now() + ms
  await settle()
  while (clock.now() < end) {
    clock.passTo(Math.min(end, clock.now() + tickMs))
    await settle()
  }
}

/** Shorter than the looks at a screen. */
const tickMs = 25
