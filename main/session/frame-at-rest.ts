import type { ScreenFrame } from '../pty-host/protocol/protocol.ts'
import type { Clock } from '../base/clock.ts'
import { pause } from '../base/wait.ts'
import { isSameFrame, type PromptTerminal } from './delivery/tool-terminal.ts'

/** Looks until two looks, `everyMs` apart, show the same. A screen that never rests is read as it is after `forMs`. */
export async function frameAtRest(
  clock: Clock,
  terminal: Pick<PromptTerminal, 'frame'>,
  { everyMs, forMs }: { readonly everyMs: number; readonly forMs: number },
): Promise<ScreenFrame | null> {
  const deadline = clock.now() + forMs
  let last = await terminal.frame()
  for (;;) {
    await pause(clock, everyMs)
    const now = await terminal.frame()
    const isAtRest = now !== null && last !== null && isSameFrame(now, last)
    if (isAtRest || clock.now() >= deadline) return now
    last = now
  }
}
