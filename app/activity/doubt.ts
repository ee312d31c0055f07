import { disputedSince, disputesWakeAt, followDisputes, type Disputes } from './disputes.ts'
import type { Claims } from './claims.ts'
import { isKnownAgent } from './evidence.ts'
import type { Decision } from './fusion.ts'
import type { MonitorState } from './monitor-state.ts'
import { earliest } from './ticks.ts'
import type { Doubt } from './why.ts'

/** Viewers, menus and editors that no rule knows are mostly left by then. */
export const unknownScreenMs = 60_000

/** Since when no rule has been true of the screen, where that is so for so long that it counts; else null. */
export function unrecognisedSince(state: MonitorState, now: number): number | null {
  const dueAt = unrecognisedAt(state)
  return dueAt !== null && now >= dueAt ? state.unmatchedSince : null
}

/** The disputes after a decision. @param before the claims that were weighed. @param after what is left of them */
export function disputesAfter(
  { disputes, traits, unmatchedSince, inputAt }: MonitorState,
  before: Claims,
  after: Claims,
  { standing }: Decision,
  now: number,
): Disputes {
  if (!isKnownAgent(traits)) return disputes
  return followDisputes(disputes, { before, after, standing, isSeen: unmatchedSince === null, inputAt }, now)
}

/** What is to be doubted now; the same object as before while it is the same doubt. */
export function doubtOf(state: MonitorState, now: number): Doubt | null {
  const doubt = findDoubt(state, now)
  const { doubt: before } = state
  return before?.kind === doubt?.kind && before?.since === doubt?.since ? before : doubt
}

/** When time alone changes what is doubted next; null while only evidence can. */
export function doubtWakeAt(state: MonitorState, now: number): number | null {
  const dueAt = unrecognisedAt(state)
  return earliest(dueAt !== null && dueAt > now ? dueAt : null, disputesWakeAt(state.disputes, now))
}

function findDoubt(state: MonitorState, now: number): Doubt | null {
  const unrecognised = unrecognisedSince(state, now)
  if (unrecognised !== null) return { kind: 'unrecognised', since: unrecognised }
  const disputed = disputedSince(state.disputes, now)
  return disputed === null ? null : { kind: 'contradicted', since: disputed }
}

/**
 * When an unknown screen counts. One on which nothing has been written since says nothing: the window may be too small
 * for what it shows.
 */
function unrecognisedAt({ traits, unmatchedSince, flow }: MonitorState): number | null {
  if (!isKnownAgent(traits) || unmatchedSince === null) return null
  return flow.lastAt !== null && flow.lastAt > unmatchedSince ? unmatchedSince + unknownScreenMs : null
}
