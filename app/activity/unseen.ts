import type { Status } from '../session/status.ts'
import type { Claim } from './evidence.ts'
import type { MonitorState } from './monitor-state.ts'

/** The rule of the evidence that an agent was started in a shell. */
export const startedByHand = 'started'

/** An agent without its screen that is over before anything was seen of it had work to do, too. */
function wasAtWork(was: Status, now: Status): boolean {
  if (was.kind === 'working') return was.certainty === 'sure'
  return was.kind === 'starting' && was.evidence.rule === startedByHand && now.evidence.source === 'process'
}

/** Whether the change is one the user must hear of. */
export function wantsLook(before: MonitorState, now: Status, decided: Claim | null): boolean {
  const { status: was } = before
  switch (now.kind) {
    case 'waiting':
      return was.kind !== 'waiting' || (was.question !== null && was.question !== now.question)
    case 'failed':
      return was.kind !== 'failed'
    case 'idle': {
      if (now.certainty === 'guess') return false
      if (decided?.kind !== 'idle' || decided === before.decided) return false
      if (decided.finished === undefined) return wasAtWork(was, now)
      return decided.finished && !(before.decided?.kind === 'idle' && before.decided.finished === true)
    }
    case 'working':
    case 'starting':
    case 'dormant':
    case 'exited':
      return false
  }
}
