import { bytesOfKey } from '../../../app/tool/exit-keys.ts'
import type { ExitStep } from '../../../app/tool/tool-config.ts'
import type { Clock } from '../../base/clock.ts'
import { pause } from '../../base/wait.ts'

/** Types a tool's own exit: its keys, with its pauses. Stops where the tool has gone in between. */
export async function typeExitKeys(
  steps: readonly ExitStep[],
  clock: Clock,
  type: (data: string) => void,
  isUp: () => boolean,
): Promise<void> {
  for (const step of steps) {
    if (!isUp()) return
    if (step.kind === 'key') type(bytesOfKey(step.key))
    else await pause(clock, step.ms)
  }
}
