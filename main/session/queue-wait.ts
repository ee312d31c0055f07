import type { QueueWait } from '../../app/session/queue.ts'
import type { SessionState } from './state/session-state.ts'

/** Why nothing is sent into a session now; null where it is ready. */
export function waitOf(session: SessionState, isAsked: boolean): QueueWait | null {
  const { status, record } = session
  if (record.mode === 'headless') return headlessWait(session, isAsked)
  if (!session.isUp) return 'stopped'
  if (session.conflict !== null) return 'conflict'
  switch (status.kind) {
    case 'idle':
      return status.certainty === 'sure' ? null : 'guess'
    case 'waiting':
      return 'asks'
    case 'failed':
      return 'failed'
    case 'starting':
    case 'working':
    case 'dormant':
    case 'exited':
      return 'busy'
  }
}

/** Without a terminal nothing runs between two prompts: it waits for the one at work, and after a start for the person. */
function headlessWait({ status, conflict }: SessionState, isAsked: boolean): QueueWait | null {
  if (status.kind === 'working') return 'busy'
  if (conflict !== null) return 'conflict'
  if (status.kind === 'failed' || status.kind === 'exited') return 'failed'
  return isAsked ? null : 'stopped'
}
