import type { QueueWait } from '../../app/session/queue.ts'
import type { SessionState } from './session-state.ts'

/** Why nothing is sent into a session now; null where it is ready. */
export function waitOf(session: SessionState): QueueWait | null {
  const { status } = session
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
