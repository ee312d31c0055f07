import { isReport, type Standing } from './claims.ts'
import { isKnownAgent } from './evidence.ts'
import { knownStartMs } from './inferred.ts'
import type { MonitorState } from './monitor-state.ts'

/** Spinners flash while a tool starts; work that goes on is work. */
const startFlashMs = 500
/**
 * A title that says ready is believed after this long without a prompt on the screen; of an agent whose prompt is known,
 * also without a word of it: what loads draws a spinner.
 */
const earlyTitleMs = 5000
/** So is a report of an agent whose prompt is known: it comes up to 0.8 s before the prompt is drawn. */
const earlyReportMs = 1000
/** A step that ends and the next that begins draw an idle screen between them. */
const stepMs = 200

/** A title turns to rest before the screen shows how the turn came to its end, 0.2 s at most. */
const lookMs = 250

/** A user sees nothing of a state that is shorter. */
export const flashMs = 150
/** What is seen on a screen that has settled has stood for this long. */
const settledMs = 80
/** Two sources that begin to say the same within this time tell of the same. */
const backedMs = 500
/** Work that is reported this soon after a key of the user's is what they asked for. */
const askedForMs = 2000

/** A shell that asked by itself (`read -p`) was in front all along, and goes on with its command. */
const answeredMs = 250
/** Behind an agent that has gone from another terminal comes a shell's prompt; what shows the terminal runs all along. */
const handedOverMs = 1000

/** Until when a claim is not believed yet; null where it is. */
export function holdsUntil(state: MonitorState, standing: Standing, now: number): number | null {
  const until = Math.max(holdEnd(state, standing), flashEnd(state, standing))
  return until > now ? until : null
}

/** Neither what is shown nor what comes next is a flash. What needs the user is shown at once. */
function flashEnd(state: MonitorState, standing: Standing): number {
  const { status, shownAt, flashedAt } = state
  const { kind } = standing.claim
  // Work that stopped before it was shown may be a step that goes on.
  if (kind === 'idle' && status.kind === 'idle' && flashedAt !== null && flashedAt > status.since)
    return flashedAt + stepMs
  if (kind === 'waiting' || kind === 'failed' || kind === status.kind || status.kind === 'starting') return 0
  // The program has ended, or a key of the user's ends a failure.
  const isOver = standing.source === 'process' || (kind === 'idle' && standing.claim.holdMs === 0)
  if (kind === 'idle' && isOver) return answeredEnd(state, standing)
  return Math.max(shownAt + flashMs, standing.at + flashRiskMs(state, standing))
}

/** A question that has left the screen, with nothing behind it yet, does not say that what has asked is over. */
function answeredEnd({ status, unmatchedSince, claims }: MonitorState, { source }: Standing): number {
  const isBlank = source === 'process' && status.kind === 'waiting' && claims.screen === undefined
  return isBlank && unmatchedSince !== null ? unmatchedSince + answeredMs : 0
}

/** For how long a claim may turn out to be a flash, ms. */
function flashRiskMs(state: MonitorState, { source, claim, at }: Standing): number {
  if (source === 'title' && claim.kind === 'idle' && !isLookedAt(state, at)) return lookMs
  // Titles and the looks at processes are told less often than that.
  if (source === 'title' || source === 'process') return 0
  // What is asked before the first prompt is no step of a turn.
  if (state.status.kind === 'waiting' && !state.wasReady) return 0
  const isBacked = Object.values(state.claims).some(
    (other) =>
      other.source !== source &&
      other.claim.kind === claim.kind &&
      other.at >= at - backedMs &&
      (other.source !== 'process' || claim.kind === 'idle'),
  )
  if (isBacked) return 0
  const { status, inputAt } = state
  const isAfterKey = inputAt !== null && inputAt <= at && inputAt >= at - askedForMs
  const isAskedFor = claim.kind === 'working' && isAfterKey
  // A dialog that is refused may be followed by a report of work that is over at once; so is many a command of a shell.
  const isRisky = source === 'osc' || (status.kind === 'waiting' && isReport(source))
  if (isAskedFor && !isRisky) return 0
  return source === 'screen' ? flashMs - settledMs : flashMs
}

/** Whether the screen says what became of work that is over by the title. */
function isLookedAt({ claims: { screen }, traits, status }: MonitorState, at: number): boolean {
  const isBehind = screen?.claim.kind === 'working' && screen.saidAt < at
  return status.kind !== 'working' || !traits.hasScreenRules || !isBehind
}

function holdEnd(state: MonitorState, standing: Standing): number {
  if (state.status.kind === 'starting') return startHold(state, standing)
  return state.status.kind === 'working' ? idleHold(state, standing) : handedOverEnd(state, standing)
}

function handedOverEnd({ changedAt, status }: MonitorState, { source, claim, at }: Standing): number {
  const isOld = changedAt !== null && at < changedAt
  return isOld && source === 'process' && claim.kind === 'working' && status.kind === 'idle'
    ? changedAt + handedOverMs
    : 0
}

function startHold(state: MonitorState, { source, claim, at }: Standing): number {
  const { claims, traits, flow, status } = state
  const isLook = source === 'screen' || source === 'tick' || source === 'title'
  if (claim.kind === 'working') return isLook && traits.hasScreenRules ? at + startFlashMs : 0
  if (claim.kind !== 'idle') return 0
  const hold = claim.holdMs ?? 0
  if (source === 'screen') return at + (hold > stepMs ? hold : 0)
  // Titles are set while a tool still loads, and some report it; its prompt is what can be typed into.
  if (claims.screen?.claim.kind === 'idle' || !traits.hasScreenRules) return 0
  const isKnown = isKnownAgent(traits)
  if (source === 'osc7501' || source === 'hook') return isKnown ? at + earlyReportMs : 0
  if (source !== 'title') return 0
  if (!isKnown) return at + earlyTitleMs
  return Math.min(Math.max(at, flow.lastAt ?? 0) + earlyTitleMs, status.since + knownStartMs)
}

/** A long hold on the screen is for a tool that shows its prompt while it writes: it counts from its last word. */
function idleHold({ status, flow, inputAt, traits }: MonitorState, { source, claim, at }: Standing): number {
  if (claim.kind !== 'idle') return 0
  if (source !== 'screen') return at + (claim.holdMs ?? 0)
  // Of a program of which nothing but that it runs says that it works, it is the first prompt: of an agent, or of what was given nothing.
  const mayBeFirst = inputAt === null || traits.kind === 'agent'
  if (mayBeFirst && status.evidence.source === 'process') return at
  const hold = claim.holdMs ?? stepMs
  return (hold > stepMs ? Math.max(at, flow.lastAt ?? 0) : at) + hold
}
