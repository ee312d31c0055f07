import type { Status, StatusEvidence } from '../session/status.ts'
import { isKnownAgent } from './evidence.ts'
import { isFlowing } from './flow.ts'
import type { MonitorState } from './monitor-state.ts'

/**
 * How long "idle" waits where it is inferred from missing evidence alone. Below, tools that pause between two steps
 * flap (measured by others: 0.7 to 8 s); DESIGN sets the limit at 2.3 s.
 */
export const quietHoldMs = 2300

/** What an editor or a pager draws as it opens is all that it does by itself: it waits for its user then. */
const drawnHoldMs = 500

/** After this time without a sign a tool is no longer said to start: it may write nothing at all (`cat`). */
export const startGraceMs = 10_000
/** For a tool with a few rules, not all of whose screens are known. */
export const ruledStartMs = 12_000
/**
 * Agents whose screen is known draw a prompt when they are ready, the slowest measured after 33 s, on a busy machine: one whose
 * screen is blank until then is waited for.
 */
export const knownStartMs = 60_000

/** The status where no source claims anything: the last one for a while, then a guess from output and silence. */
export function inferred(state: MonitorState, now: number): Status {
  const { status: before, flow, traits } = state
  const isQuiet = now >= quietAt(state)
  if (isStarting(state, isQuiet) && now - before.since < startMs(state)) return before
  // What it asked before it was ready is answered: it goes on starting.
  if (before.kind === 'waiting' && traits.hasScreenRules && !state.wasReady)
    return { kind: 'starting', since: now, evidence: before.evidence }
  // What is guessed to rest rests until it writes, however soon that was guessed.
  if (isGuessOf(before, 'idle') && (isQuiet || (flow.lastAt ?? 0) <= before.evidence.at)) return before
  if (isQuiet) {
    const since = before.kind === 'idle' ? before.since : quietFrom(state)
    const evidence: StatusEvidence = { source: 'silence', rule: 'quiet', text: '', at: now }
    return { kind: 'idle', certainty: 'guess', since, evidence }
  }
  if (isGuessOf(before, 'working')) return before
  const isPositive =
    before.evidence.source !== 'silence' && before.kind !== 'starting' && state.doubt === null
  if (isPositive && isHeld(state, now) && before.kind !== 'waiting') return before
  // A single line while it is idle is no work: a clock in a status line must not light the badge.
  if (before.kind === 'idle' && !isFlowing(flow)) return before
  return {
    kind: 'working',
    certainty: 'guess',
    health: 'moving',
    standsSince: null,
    progress: null,
    background: 0,
    since: workSince(state, now),
    evidence: { source: 'output', rule: 'flow', text: '', at: flow.lastAt ?? now },
  }
}

/** When time alone changes an inferred status next; null where only evidence can. */
export function inferredWakeAt(state: MonitorState, shown: Status, now: number): number | null {
  const dueAt = quietAt(state)
  const isQuiet = now >= dueAt
  if (shown.kind === 'starting' && isStarting(state, isQuiet)) {
    const startsUntil = shown.since + startMs(state)
    // What was started by hand and shows nothing of itself is at work from then on (`in-front.ts`).
    const atWorkAt = shown.since + ruledStartMs
    const isAtWorkFirst = state.claims.process !== undefined && atWorkAt > now
    const wakeAt = isAtWorkFirst ? Math.min(atWorkAt, startsUntil) : startsUntil
    return isQuiet || saysNothing(state) ? wakeAt : Math.min(wakeAt, dueAt)
  }
  if (isGuessOf(shown, 'idle')) return null
  return isQuiet ? null : dueAt
}

/** What a shell writes before its first prompt is its start, until it waits with a prompt that no rule knows. */
function isStarting(state: MonitorState, isQuiet: boolean): boolean {
  if (state.status.kind !== 'starting') return false
  return saysNothing(state) || (state.traits.kind === 'shell' && !isQuiet)
}

/** Its output says nothing of its start: there was none, or its screen is known. */
function saysNothing({ flow, traits }: MonitorState): boolean {
  return traits.hasScreenRules || flow.lastAt === null
}

/** One that has drawn something that no rule knows may have changed its words. */
function startMs({ traits, isBlank }: MonitorState): number {
  if (isKnownAgent(traits) && isBlank) return knownStartMs
  return traits.hasScreenRules ? ruledStartMs : startGraceMs
}

function workSince({ status, flow }: MonitorState, now: number): number {
  if (status.kind === 'working') return status.since
  return status.kind === 'waiting' ? now : (flow.since ?? now)
}

/** True while the last claim that was withdrawn still stands for a while (a spinner's empty frame is no end). */
function isHeld(state: MonitorState, now: number): boolean {
  return state.unclaimedSince !== null && now - state.unclaimedSince < quietHoldMs
}

/** When it will have been silent for long enough to seem idle, ms since the epoch. */
function quietAt(state: MonitorState): number {
  const { status, traits, isFullScreen } = state
  const isRun = status.kind === 'working' && status.evidence.source === 'process'
  const isOpened = isRun && isFullScreen && !traits.hasScreenRules
  return quietFrom(state) + (isOpened ? drawnHoldMs : quietHoldMs)
}

function quietFrom(state: MonitorState): number {
  return Math.max(state.flow.lastAt ?? 0, state.unclaimedSince ?? 0)
}

/** A claim that is doubted is a guess too, but not one of this kind. */
function isGuessOf(status: Status, kind: 'idle' | 'working'): boolean {
  const source = kind === 'idle' ? 'silence' : 'output'
  return status.kind === kind && status.certainty === 'guess' && status.evidence.source === source
}
