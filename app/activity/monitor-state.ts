import type { Status } from '../session/status.ts'
import type { Claims } from './claims.ts'
import { noDisputes, type Disputes } from './disputes.ts'
import type { Claim, ToolTraits } from './evidence.ts'
import type { Seen } from './fusion.ts'
import { noFlow, type Flow } from './flow.ts'
import type { Ticks } from './ticks.ts'
import type { Doubt } from './why.ts'

/** What is known of a session's activity. Made and changed only by `monitor.ts`. */
export type MonitorState = {
  readonly status: Status
  /** Since when a status of this kind is shown, ms since the epoch. */
  readonly shownAt: number
  /** It finished or asked, and nobody has looked since. Never set by a guess. */
  readonly unseen: boolean
  readonly traits: ToolTraits
  /** What each source claims now, with the time since when. */
  readonly claims: Claims
  /** What the program writes by itself. */
  readonly flow: Flow
  /** The clocks and counters that its screen shows. */
  readonly ticks: Ticks
  /** The program drew a full screen at the last look. */
  readonly isFullScreen: boolean
  /** The cursor stood behind what looks like a prompt at the last look. */
  readonly isLikePrompt: boolean
  /** Nothing stood on the screen at the last look. */
  readonly isBlank: boolean
  /** Since when no rule is true of the screen; null while one is. */
  readonly unmatchedSince: number | null
  /** Since when no source but output claims anything; null while one does. */
  readonly unclaimedSince: number | null
  /** It was ready, or at work, at least once: before that it starts. */
  readonly wasReady: boolean
  /** When it was last at work: only a turn that ends can fail. */
  readonly workedAt: number | null
  /** When the last turn that was shown began. */
  readonly beganAt: number | null
  /** When it last seemed to be at work, for a time too short to be shown until then. */
  readonly flashedAt: number | null
  /** When another tool came in front of its terminal; null where none has yet. */
  readonly changedAt: number | null
  /** When a user last typed. */
  readonly inputAt: number | null
  /** The failure that the screen showed at the last look, in its words: the same one again is not a new failure. */
  readonly failure: string | null
  /** The failure that was shown last, in its words; it may have left the screen. */
  readonly lastFailure: string | null
  /** The claim that the status rests on; null where it is inferred. */
  readonly decided: Claim | null
  /** What was said against its reports by its screen. */
  readonly disputes: Disputes
  /** Why its status is a guess although something claims it; null where it is not doubted. */
  readonly doubt: Doubt | null
  /** When time alone changes something next, ms since the epoch; null while only evidence can. */
  readonly wakeAt: number | null
}

/** What the claims are weighed by. */
export function seenOf({ inputAt, flow }: MonitorState): Seen {
  return { typedAt: inputAt, wroteAt: flow.lastAt }
}

/** Nothing is known yet but the status. */
export function blankMonitor(status: Status, traits: ToolTraits): MonitorState {
  return {
    status,
    shownAt: status.since,
    unseen: false,
    traits,
    claims: {},
    flow: noFlow,
    ticks: [],
    isFullScreen: false,
    isLikePrompt: false,
    isBlank: true,
    unmatchedSince: null,
    unclaimedSince: null,
    wasReady: false,
    workedAt: null,
    beganAt: null,
    flashedAt: null,
    changedAt: null,
    inputAt: null,
    failure: null,
    lastFailure: null,
    decided: null,
    disputes: noDisputes,
    doubt: null,
    wakeAt: null,
  }
}
