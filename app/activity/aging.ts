import { dropClaim, takeClaim } from './claims.ts'
import { unrecognisedSince } from './doubt.ts'
import { earliest, isMoving } from './ticks.ts'
import type { MonitorState } from './monitor-state.ts'

/** A screen that no rule knows: a dialog has left it after this time, and work that is quiet is over. */
const dialogGoneMs = 700
/** So soon where it was asked before the first prompt and the user has just typed: what comes next takes its time to load. */
const answeredGoneMs = 100
/** A key that was typed this long before the dialog left may have answered it. */
const answerMs = 2000
const workGoneMs = 5000

/** A clock that has not moved for this long is not running. */
const tickMs = 3000

/**
 * What time alone takes away: a clock that stands, a dialog that has left the screen, work that nobody sees, and what a
 * screen said that has been unknown for long.
 */
export function age(state: MonitorState, now: number): MonitorState {
  const { claims, ticks } = state
  let next = isMoving(ticks, now, tickMs)
    ? takeClaim(claims, {
        kind: 'claim',
        source: 'tick',
        rule: 'clock',
        text: ticks[0]?.line ?? '',
        at: now,
        claim: { kind: 'working', progress: null },
      })
    : dropClaim(claims, 'tick')
  const gone = goneAt(state)
  const isGone = gone !== null && now >= gone
  if (isGone || unrecognisedSince(state, now) !== null) next = dropClaim(next, 'screen')
  return { ...state, claims: next }
}

/** When `age` takes something away next, ms since the epoch; null while nothing is due. */
export function agesAt(state: MonitorState, now: number): number | null {
  const { claims, ticks } = state
  const tickStops =
    claims.tick === undefined
      ? []
      : ticks.map((tick) => Math.max(tick.clockMovedAt, tick.countMovedAt) + tickMs)
  return earliest(...[...tickStops, goneAt(state)].filter((time) => time !== null && time > now))
}

/** When what the screen said last is over, ms since the epoch; null while a rule knows the screen, or it is to stay. */
function goneAt(state: MonitorState): number | null {
  const { unmatchedSince, claims, flow, traits } = state
  if (unmatchedSince === null) return null
  const onScreen = claims.screen?.claim.kind
  if (onScreen === 'waiting')
    return unmatchedSince + (isAnsweredAtStart(state, unmatchedSince) ? answeredGoneMs : dialogGoneMs)
  // The prompt of a line tool is gone with its line, also where the screen does not settle.
  if (onScreen === 'idle' && !traits.hasScreenRules) return unmatchedSince + dialogGoneMs
  return onScreen === 'working' ? Math.max(unmatchedSince, flow.lastAt ?? 0) + workGoneMs : null
}

/** In a shell, what is in front would be taken to work as soon as nothing of it is known. */
function isAnsweredAtStart({ claims, wasReady, inputAt }: MonitorState, goneAt: number): boolean {
  return !wasReady && claims.process === undefined && inputAt !== null && inputAt >= goneAt - answerMs
}
