import type { Status, StatusEvidence, StatusKind } from '../session/status.ts'
import { hasProcess } from '../session/status.ts'
import { assertNever } from '../ipc/errors.ts'
import { strongestClaim, takeClaim, type Claims } from './claims.ts'
import type { ClaimEvidence, Evidence } from './evidence.ts'
import { flowAfter, isFlowing, noFlow, shiftFlow, type Flow } from './flow.ts'

/** What is known of a session's activity. Made and changed only by the functions of this file. */
export type MonitorState = {
  readonly status: Status
  /** It finished or asked, and nobody has looked since. Never set by a guess. */
  readonly unseen: boolean
  /** What each source claims now, with the time since when. */
  readonly claims: Claims
  /** What the program writes by itself. */
  readonly flow: Flow
  /** Since when no source but output claims anything; null while one does. */
  readonly unclaimedSince: number | null
}

/**
 * How long "idle" waits where it is inferred from missing evidence alone. Below, tools that pause between two steps
 * flap (measured by others: 0.7 to 8 s); DESIGN sets the limit at 2.3 s.
 */
export const quietHoldMs = 2300

/** After this time without a sign a tool is no longer said to start: it may write nothing at all (`cat`). */
export const startGraceMs = 10_000

/** A shell is its own foreground while it still reads its start files: until it has written, that counts from here on. */
const shellStartMs = 1000

/** The activity of a session without a process. `last` is the status it had when its process ended with the app. */
export function dormantMonitor(at: number, last: StatusKind | null, unseen = false): MonitorState {
  const evidence: StatusEvidence = { source: 'process', rule: 'not-started', text: '', at }
  const status: Status = { kind: 'dormant', last, since: at, evidence }
  return { status, unseen, claims: {}, flow: noFlow, unclaimedSince: null }
}

/** The state after one piece of evidence. The status is the same object as before unless something shown changed. */
export function observe(state: MonitorState, evidence: Evidence): MonitorState {
  switch (evidence.kind) {
    case 'spawned':
      return begin(evidence.at)
    case 'startFailed':
      if (!hasProcess(state.status)) return state
      return end(state, evidence.at, 'start-failed', (shown) => ({
        kind: 'failed',
        reason: 'start',
        message: evidence.message,
        ...shown,
      }))
    case 'exited':
      if (!hasProcess(state.status)) return state
      return end(state, evidence.at, 'exit', (shown) => ({
        kind: 'exited',
        exitCode: evidence.exitCode,
        signal: evidence.signal,
        ...shown,
      }))
    case 'hostLost':
      if (!hasProcess(state.status)) return state
      return end(state, evidence.at, 'host-lost', (shown) => ({
        kind: 'failed',
        reason: 'crash',
        message: '',
        ...shown,
      }))
    case 'seen':
      return state.unseen ? { ...state, unseen: false } : state
    case 'clockJump':
      return shift(state, evidence.gapMs, evidence.at)
    case 'output':
      if (!hasProcess(state.status)) return state
      return settle({ ...state, flow: flowAfter(state.flow, evidence.at, quietHoldMs) }, evidence.at)
    case 'claim':
      if (!hasProcess(state.status)) return state
      return claim(state, evidence)
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
  if (!hasProcess(state.status) || state.unclaimedSince === null) return null
  if (isSilentStart(state)) return state.status.since + startGraceMs
  return isGuessOf(state.status, 'idle') ? null : quietFrom(state) + quietHoldMs
}

type Shown = { readonly since: number; readonly evidence: StatusEvidence }

function begin(at: number): MonitorState {
  const evidence: StatusEvidence = { source: 'process', rule: 'spawned', text: '', at }
  const status: Status = { kind: 'starting', since: at, evidence }
  return { status, unseen: false, claims: {}, flow: noFlow, unclaimedSince: at }
}

function end(
  state: MonitorState,
  at: number,
  rule: string,
  makeStatus: (shown: Shown) => Status,
): MonitorState {
  const status = makeStatus({ since: at, evidence: { source: 'process', rule, text: '', at } })
  return { ...state, status, unseen: true, claims: {}, flow: noFlow, unclaimedSince: null }
}

function shift(state: MonitorState, gapMs: number, at: number): MonitorState {
  const unclaimedSince = state.unclaimedSince === null ? null : Math.min(at, state.unclaimedSince + gapMs)
  return { ...state, flow: shiftFlow(state.flow, gapMs, at), unclaimedSince }
}

function claim(state: MonitorState, evidence: ClaimEvidence): MonitorState {
  const isTooEarly = isSilentStart(state) && evidence.at - state.status.since < shellStartMs
  if (evidence.source === 'process' && evidence.claim.kind === 'idle' && isTooEarly) return state
  const before = strongestClaim(state.claims)
  const claims = takeClaim(state.claims, evidence)
  const strongest = strongestClaim(claims)
  const unclaimedSince = strongest === null ? (state.unclaimedSince ?? evidence.at) : null
  const next = settle({ ...state, claims, unclaimedSince }, evidence.at)
  return strongest !== null && wantsLook(state.status, before, strongest) ? { ...next, unseen: true } : next
}

/** Whether the change from what was shown to this claim is one the person must hear of. */
function wantsLook(status: Status, before: ClaimEvidence | null, now: ClaimEvidence): boolean {
  if (before?.claim === now.claim) return false
  switch (now.claim.kind) {
    case 'waiting':
      return status.kind !== 'waiting' || status.question !== now.claim.question
    case 'failed':
      return status.kind !== 'failed'
    case 'idle': {
      const wasFinished = before?.claim.kind === 'idle' && before.claim.finished === true
      const wasWorking = status.kind === 'working' && status.certainty === 'sure'
      return now.claim.finished === undefined ? wasWorking : now.claim.finished && !wasFinished
    }
    case 'working':
    case 'none':
      return false
  }
}

function settle(state: MonitorState, now: number): MonitorState {
  const strongest = strongestClaim(state.claims)
  const status = strongest === null ? inferred(state, now) : claimed(state.status, strongest)
  return status === state.status ? state : { ...state, status }
}

function claimed(before: Status, evidence: ClaimEvidence): Status {
  const { source, rule, text, at, claim: says } = evidence
  const shown = (isSame: boolean): Shown => ({
    since: isSame ? before.since : at,
    evidence: { source, rule, text, at },
  })
  switch (says.kind) {
    case 'working': {
      const isSame = before.kind === 'working'
      const progress = says.progress
      if (isSame && before.certainty === 'sure' && before.progress === progress && rests(before, evidence)) {
        return before
      }
      return { kind: 'working', certainty: 'sure', health: 'moving', progress, ...shown(isSame) }
    }
    case 'waiting': {
      const isSame =
        before.kind === 'waiting' && before.reason === says.reason && before.question === says.question
      if (isSame && rests(before, evidence)) return before
      return { kind: 'waiting', reason: says.reason, question: says.question, ...shown(isSame) }
    }
    case 'idle': {
      const isSame = before.kind === 'idle'
      if (isSame && before.certainty === 'sure' && rests(before, evidence)) return before
      return { kind: 'idle', certainty: 'sure', ...shown(isSame) }
    }
    case 'failed': {
      const isSame = before.kind === 'failed' && before.message === says.message
      if (isSame && rests(before, evidence)) return before
      return { kind: 'failed', reason: says.reason, message: says.message, ...shown(isSame) }
    }
    case 'none':
      return before
  }
}

/** The status where no source claims anything: the last one for a while, then a guess from output and silence. */
function inferred(state: MonitorState, now: number): Status {
  const { status: before, flow } = state
  if (isSilentStart(state) && now - before.since < startGraceMs) return before
  const isQuiet = now - quietFrom(state) >= quietHoldMs
  if (isQuiet) {
    if (isGuessOf(before, 'idle')) return before
    const since = before.kind === 'idle' ? before.since : quietFrom(state)
    const evidence: StatusEvidence = { source: 'silence', rule: 'quiet', text: '', at: now }
    return { kind: 'idle', certainty: 'guess', since, evidence }
  }
  if (isGuessOf(before, 'working')) return before
  const isPositive = before.evidence.source !== 'silence' && before.kind !== 'starting'
  if (isPositive && isHeld(state, now) && before.kind !== 'waiting') return before
  // A single line while it is idle is no work: a clock in a status line must not light the badge.
  if (before.kind === 'idle' && !isFlowing(flow)) return before
  const since = workSince(state, now)
  const evidence: StatusEvidence = { source: 'output', rule: 'flow', text: '', at: flow.lastAt ?? now }
  return { kind: 'working', certainty: 'guess', health: 'moving', progress: null, since, evidence }
}

function isSilentStart({ status, flow }: MonitorState): boolean {
  return status.kind === 'starting' && flow.lastAt === null
}

function workSince({ status, flow }: MonitorState, now: number): number {
  if (status.kind === 'working') return status.since
  return status.kind === 'waiting' ? now : (flow.since ?? now)
}

/** True while the last claim that was withdrawn still stands for a while (a spinner's empty frame is no end). */
function isHeld(state: MonitorState, now: number): boolean {
  return state.unclaimedSince !== null && now - state.unclaimedSince < quietHoldMs
}

function quietFrom(state: MonitorState): number {
  return Math.max(state.flow.lastAt ?? 0, state.unclaimedSince ?? 0)
}

function isGuessOf(status: Status, kind: 'idle' | 'working'): boolean {
  return status.kind === kind && status.certainty === 'guess'
}

function rests(status: Status, evidence: ClaimEvidence): boolean {
  return status.evidence.source === evidence.source && status.evidence.rule === evidence.rule
}
