import { assertNever } from '../base/assert-never.ts'
import { type Status, type StatusEvidence, type StatusKind, hasProcess } from '../session/status.ts'
import { age, agesAt } from './aging.ts'
import { claimedStatus } from './claimed-status.ts'
import { dropClaim, dropRead, takeClaim, type Claims, type Standing } from './claims.ts'
import { earliest, followTicks, healthWakeAt, shiftTicks } from './ticks.ts'
import type { ClaimEvidence, Evidence, ScreenEvidence, ToolTraits } from './evidence.ts'
import { noDisputes } from './disputes.ts'
import { disputesAfter, doubtOf, doubtWakeAt } from './doubt.ts'
import { failureAfter, isToldFailure, mayFail } from './failures.ts'
import { flowAfter, shiftFlow } from './flow.ts'
import { holdsUntil } from './holds.ts'
import { inferred, inferredWakeAt, quietHoldMs } from './inferred.ts'
import { weighInFront } from './in-front.ts'
import { blankMonitor, type MonitorState } from './monitor-state.ts'
import { claimOfReading } from './screen-claim.ts'
import { startedByHand, wantsLook } from './unseen.ts'
import type { Doubt } from './why.ts'

/** A shell is its own foreground while it still reads its start files: until it has written, that counts from here on. */
const shellStartMs = 1000

const plainTraits: ToolTraits = { kind: 'agent', hasScreenRules: false, coversScreen: false }

/** The activity of a session without a process. `last` is the status it had when its process ended with the app. */
export function dormantMonitor(at: number, last: StatusKind | null, unseen = false): MonitorState {
  const evidence: StatusEvidence = { source: 'process', rule: 'not-started', text: '', at }
  return { ...blankMonitor({ kind: 'dormant', last, since: at, evidence }, plainTraits), unseen }
}

/** The state after one piece of evidence. The status is the same object as before unless something shown changed. */
export function observe(state: MonitorState, evidence: Evidence): MonitorState {
  switch (evidence.kind) {
    case 'spawned':
      return begin(evidence.at, evidence.traits ?? plainTraits)
    case 'seen':
      return state.unseen ? { ...state, unseen: false } : state
    case 'clockJump':
      return shift(state, evidence.gapMs, evidence.at)
    case 'startFailed':
      // Also where nothing was up yet: its program may be missing.
      return end(state, evidence)
    case 'exited':
    case 'hostLost':
      return hasProcess(state.status) ? end(state, evidence) : state
    case 'toolChanged':
      return hasProcess(state.status) ? changeTool(state, evidence) : state
    case 'output':
    case 'input':
    case 'claim':
    case 'rulesChanged':
    case 'screen':
      return hasProcess(state.status) ? hearEvidence(state, evidence) : state
    default:
      return assertNever(evidence)
  }
}

/** The state when the clock says `now`; to be called at `nextWakeAt` and harmless at any other time. */
export function passTime(state: MonitorState, now: number): MonitorState {
  return hasProcess(state.status) ? settle(state, now) : state
}

/** When time alone changes the status next, ms since the epoch; null while only evidence can. */
export function nextWakeAt(state: MonitorState): number | null {
  return hasProcess(state.status) ? state.wakeAt : null
}

function begin(at: number, traits: ToolTraits): MonitorState {
  const evidence: StatusEvidence = { source: 'process', rule: 'spawned', text: '', at }
  const state = { ...blankMonitor({ kind: 'starting', since: at, evidence }, traits), unclaimedSince: at }
  if (traits.kind !== 'command') return settle(state, at)
  return claim(state, {
    kind: 'claim',
    source: 'process',
    rule: 'runs',
    text: '',
    at,
    claim: { kind: 'working', progress: null },
  })
}

/**
 * What was read by the rules of the tool before is void. What the new one reported meanwhile stays. An agent that was started
 * in a shell starts, as in a session of its own.
 */
function changeTool(
  state: MonitorState,
  { traits, at }: Extract<Evidence, { kind: 'toolChanged' }>,
): MonitorState {
  const claims = dropClaim(dropClaim(state.claims, 'screen'), 'title')
  const unread = { ticks: [], isFullScreen: false, unmatchedSince: null, failure: null, disputes: noDisputes }
  const changed = { ...state, ...unread, traits, claims, changedAt: at }
  if (traits.kind !== 'agent' || !traits.hasScreenRules) return settle(changed, at)
  const evidence: StatusEvidence = { source: 'process', rule: startedByHand, text: '', at }
  return settle({ ...changed, status: { kind: 'starting', since: at, evidence }, wasReady: false }, at)
}

function end(
  state: MonitorState,
  evidence: Extract<Evidence, { kind: 'startFailed' | 'exited' | 'hostLost' }>,
): MonitorState {
  return { ...blankMonitor(endStatus(evidence), state.traits), unseen: true }
}

function endStatus(evidence: Extract<Evidence, { kind: 'startFailed' | 'exited' | 'hostLost' }>): Status {
  const { at } = evidence
  const shown = (rule: string) =>
    ({ since: at, evidence: { source: 'process', rule, text: '', at } }) as const
  switch (evidence.kind) {
    case 'startFailed':
      return {
        kind: 'failed',
        reason: 'start',
        message: evidence.message,
        resets: null,
        ...shown('start-failed'),
      }
    case 'hostLost':
      return { kind: 'failed', reason: 'crash', message: '', resets: null, ...shown('host-lost') }
    case 'exited':
      return { kind: 'exited', exitCode: evidence.exitCode, signal: evidence.signal, ...shown('exit') }
  }
}

function shift(state: MonitorState, gapMs: number, at: number): MonitorState {
  const later = (time: number | null): number | null => (time === null ? null : Math.min(at, time + gapMs))
  const shifted = {
    ...state,
    shownAt: Math.min(at, state.shownAt + gapMs),
    flow: shiftFlow(state.flow, gapMs, at),
    ticks: shiftTicks(state.ticks, gapMs, at),
    unclaimedSince: later(state.unclaimedSince),
    unmatchedSince: later(state.unmatchedSince),
    workedAt: later(state.workedAt),
    beganAt: later(state.beganAt),
    disputes: { ...state.disputes, since: later(state.disputes.since) },
    flashedAt: later(state.flashedAt),
    changedAt: later(state.changedAt),
    inputAt: later(state.inputAt),
  }
  // What has become due meanwhile is decided in a moment: first what came during the sleep is to be heard.
  return { ...shifted, wakeAt: at }
}

function hearEvidence(
  state: MonitorState,
  evidence: Extract<Evidence, { kind: 'output' | 'input' | 'claim' | 'rulesChanged' | 'screen' }>,
): MonitorState {
  switch (evidence.kind) {
    case 'output':
      return settle({ ...state, flow: flowAfter(state.flow, evidence.at, quietHoldMs) }, evidence.at)
    case 'input':
      return hearKey(state, evidence.at)
    case 'claim':
      return claim(state, evidence)
    case 'rulesChanged':
      return settle({ ...state, claims: dropRead(state.claims) }, evidence.at)
    case 'screen':
      return look(state, evidence)
  }
}

/** A failure is shown until the user's next key: they have seen it. */
function hearKey(state: MonitorState, at: number): MonitorState {
  const failed = Object.values(state.claims).filter((standing) => standing.claim.kind === 'failed')
  const claims = failed.reduce<Claims>(
    (rest, { source, rule }) =>
      takeClaim(rest, {
        kind: 'claim',
        source,
        rule,
        text: '',
        at,
        claim: { kind: 'idle', finished: false, holdMs: 0 },
      }),
    state.claims,
  )
  const known = { ...state, inputAt: at }
  return settle(failed.length === 0 ? known : { ...known, claims, workedAt: null }, at)
}

function claim(state: MonitorState, evidence: ClaimEvidence): MonitorState {
  const isSilentStart = state.status.kind === 'starting' && state.flow.lastAt === null
  const isTooEarly = isSilentStart && evidence.at - state.status.since < shellStartMs
  if (evidence.source === 'process' && evidence.claim.kind === 'idle' && isTooEarly) return state
  // A notification comes once and late: where the dialog itself is seen, it would only outlive it.
  const isEcho = evidence.source === 'osc' && evidence.claim.kind === 'waiting'
  if (isEcho && state.status.kind === 'waiting') return state
  return settle({ ...state, claims: takeClaim(state.claims, evidence) }, evidence.at)
}

/** A look at the screen: what it says by its rules, and whether the tool's clock moves. */
function look(state: MonitorState, evidence: ScreenEvidence): MonitorState {
  const {
    reading,
    ticks: seen,
    at,
    isSettled,
    isFullScreen = false,
    isLikePrompt = false,
    isBlank = false,
  } = evidence
  const ticks = followTicks(state.ticks, seen, at)
  const says = reading === null ? null : claimOfReading(reading)
  const isFailure = says?.kind === 'failed'
  const isShownStill = isFailure && isToldFailure(state, says.message, at)
  const isBelieved = isShownStill ? state.claims.screen?.claim.kind === 'failed' : mayFail(state, at)
  const believed = isFailure && !isBelieved ? ({ kind: 'idle' } as const) : says
  const isProof = isSettled || believed?.kind === 'waiting' || believed?.kind === 'working'
  // What proves nothing yet is not what the screen said last either, but for a line that is typed on without a pause.
  const isSame = !state.traits.hasScreenRules && state.claims.screen?.rule === reading?.rule
  const isUnknown = reading === null || (believed !== null && !isProof && !isSame)
  const unmatchedSince = isUnknown ? (state.unmatchedSince ?? at) : null
  // Words that were first read in a look that proves nothing would pass for known at the next.
  const failure = isProof ? failureAfter(state, says) : state.failure
  let { claims } = state
  if (reading !== null && believed !== null && isProof) {
    const { rule, text } = reading
    claims = takeClaim(claims, { kind: 'claim', source: 'screen', rule, text, at, claim: believed })
  }
  // A line tool's prompt is a line: once the cursor has left it, it says nothing.
  if (reading === null && isSettled && !state.traits.hasScreenRules) claims = dropClaim(claims, 'screen')
  const lastFailure = failure ?? state.lastFailure
  const read = { claims, ticks, isFullScreen, isLikePrompt, isBlank, unmatchedSince, failure, lastFailure }
  return settle({ ...state, ...read }, at)
}

/** Decides again, and when to look again. */
function settle(before: MonitorState, now: number): MonitorState {
  const state = age(before, now)
  const { claims, decision } = weighInFront(state, now)
  const standing = withFailure(claims, decision.standing)
  const unclaimedSince = standing === null ? (state.unclaimedSince ?? now) : null
  const disputes = disputesAfter(state, state.claims, claims, decision, now)
  const followed = { ...state, claims, unclaimedSince, disputes }
  const known = { ...followed, doubt: doubtOf(followed, now) }
  const heldUntil = standing === null ? null : holdsUntil(known, standing, now)
  const status = statusOf(known, standing, heldUntil, now)
  const decided = heldUntil === null ? (standing?.claim ?? null) : state.decided
  const isSure = status.kind === 'working' && status.certainty === 'sure'
  const isFlash = heldUntil !== null && status.kind !== 'starting' && standing?.claim.kind === 'working'
  return {
    ...known,
    status,
    shownAt: status.kind === state.status.kind ? state.shownAt : now,
    unseen: known.unseen || wantsLook(state, status, decided),
    decided,
    wasReady: known.wasReady || isSure || status.kind === 'idle',
    workedAt: isSure ? now : known.workedAt,
    beganAt: isSure ? status.since : known.beganAt,
    flashedAt: isFlash ? now : known.flashedAt,
    wakeAt: earliest(
      decision.wakeAt,
      heldUntil,
      standing === null ? inferredWakeAt(known, status, now) : null,
      status.kind === 'working' ? healthWakeAt(known.ticks, now) : null,
      agesAt(known, now),
      doubtWakeAt(known, now),
    ),
  }
}

function statusOf(
  state: MonitorState,
  standing: Standing | null,
  heldUntil: number | null,
  now: number,
): Status {
  if (standing === null) return doubted(inferred(state, now), state.doubt)
  if (heldUntil !== null) return doubted(state.status, state.doubt)
  return claimedStatus(state, standing, now)
}

/** What stands from before a doubt is a guess with it. */
function doubted(status: Status, doubt: Doubt | null): Status {
  const isSure = (status.kind === 'working' || status.kind === 'idle') && status.certainty === 'sure'
  return doubt !== null && isSure ? { ...status, certainty: 'guess' } : status
}

/** A turn that failed ends with a prompt too: the line on the screen says more than "ready" does. */
function withFailure(claims: Claims, standing: Standing | null): Standing | null {
  const { screen } = claims
  if (standing?.claim.kind !== 'idle' || screen?.claim.kind !== 'failed') return standing
  return screen
}
