import type { Status } from '../session/status.ts'
import type { Claims } from './claims.ts'
import { moveDisputes } from './disputes.ts'
import { shiftFlow } from './flow.ts'
import type { MonitorState } from './monitor-state.ts'
import { shiftTicks } from './ticks.ts'

/**
 * The state with all its dates moved by `byMs`, back if negative: the machine's date was set, and what is so long ago
 * still is. Nothing else changes, so that the status goes on as if the date had not been touched.
 */
export function moveDates(state: MonitorState, byMs: number): MonitorState {
  const moved = (at: number | null): number | null => (at === null ? null : at + byMs)
  return {
    ...state,
    status: moveStatus(state.status, byMs),
    shownAt: state.shownAt + byMs,
    claims: moveClaims(state.claims, byMs),
    flow: shiftFlow(state.flow, byMs, Number.POSITIVE_INFINITY),
    ticks: shiftTicks(state.ticks, byMs, Number.POSITIVE_INFINITY),
    unmatchedSince: moved(state.unmatchedSince),
    unclaimedSince: moved(state.unclaimedSince),
    workedAt: moved(state.workedAt),
    beganAt: moved(state.beganAt),
    disputes: moveDisputes(state.disputes, byMs),
    doubt: state.doubt === null ? null : { ...state.doubt, since: state.doubt.since + byMs },
    flashedAt: moved(state.flashedAt),
    changedAt: moved(state.changedAt),
    inputAt: moved(state.inputAt),
    wakeAt: moved(state.wakeAt),
  }
}

function moveStatus(status: Status, byMs: number): Status {
  const { since, evidence } = status
  const moved = { since: since + byMs, evidence: { ...evidence, at: evidence.at + byMs } }
  if (status.kind !== 'working' || status.standsSince === null) return { ...status, ...moved }
  return { ...status, ...moved, standsSince: status.standsSince + byMs }
}

function moveClaims(claims: Claims, byMs: number): Claims {
  return Object.values(claims).reduce<Claims>((moved, standing) => {
    const { source, at, saidAt } = standing
    return { ...moved, [source]: { ...standing, at: at + byMs, saidAt: saidAt + byMs } }
  }, {})
}
