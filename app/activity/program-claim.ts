import { leadingRecord, type ProgramRecord, type ProgramRecords } from '../terminal/program-records.ts'
import type { WaitingReason } from '../session/status.ts'
import type { Claim } from './evidence.ts'

/** What all records of OSC 7501 together say of the session: a user needed first, then work of any part, then the root. */
export function claimOfRecords(records: ProgramRecords): Claim {
  const leading = leadingRecord(records)
  if (leading === null) return { kind: 'none' }
  if (leading.state === 'blocked') {
    return { kind: 'waiting', reason: waitingReason(leading), question: leading.message }
  }
  // A sub-agent that goes on after its parent has answered keeps the session working.
  const atWork = [...records.values()].filter((record) => record.state === 'working')
  if (atWork.length > 0) {
    const background = atWork.filter((record) => record.id !== '').length
    return { kind: 'working', progress: leading.state === 'working' ? leading.progress : null, background }
  }
  // The failure of a part is the program's to handle; only the root's own is the session's.
  if (leading.state === 'error' && leading.id === '') {
    return { kind: 'failed', reason: 'api', message: leading.message ?? '' }
  }
  return { kind: 'idle', finished: leading.state === 'done' }
}

function waitingReason(record: ProgramRecord): WaitingReason {
  switch (record.kind) {
    case 'permission':
      return 'approval'
    case 'auth':
      return 'login'
    case 'question':
    case null:
      return 'question'
  }
}
