import type { Certainty, Status, StatusEvidence } from '../session/status.ts'
import type { Claims, Standing } from './claims.ts'
import type { MonitorState } from './monitor-state.ts'
import { healthOf, runningTick } from './ticks.ts'

type Shown = { readonly since: number; readonly evidence: StatusEvidence }

/**
 * The status that a claim stands for. What the strongest source leaves open is filled from the others: the words of a
 * question from the screen, the health from the clock. The same object as before unless something shown changed.
 */
export function claimedStatus(state: MonitorState, standing: Standing, now: number): Status {
  const { status: before, claims } = state
  const certainty = certaintyOf(state)
  const { source, rule, text, at, claim } = standing
  const shown = (isSame: boolean, since = at): Shown => ({
    since: isSame ? before.since : since,
    evidence: { source, rule, text, at },
  })
  switch (claim.kind) {
    case 'working':
      return working(state, standing, now)
    case 'waiting': {
      const { reason, question } = waitingWords(claims, standing, claim)
      const isSame = before.kind === 'waiting' && before.reason === reason
      if (isSame && before.question === question && rests(before, standing)) return before
      const isSameWait = isSame && (before.question === null || before.question === question)
      return { kind: 'waiting', reason, question, ...shown(isSameWait) }
    }
    case 'idle': {
      // Who waits for a turn that was too short to be shown sees by this that it is over.
      const flashedAt = state.flashedAt ?? 0
      const isSame = before.kind === 'idle' && flashedAt <= before.since
      if (isSame && before.certainty === certainty && rests(before, standing)) return before
      return { kind: 'idle', certainty, ...shown(isSame, Math.max(at, flashedAt)) }
    }
    case 'failed': {
      const onScreen = claims.screen?.claim
      const { reason, message, resets } = onScreen?.kind === 'failed' ? onScreen : claim
      const isSame = before.kind === 'failed' && before.message === message
      if (isSame && rests(before, standing)) return before
      return { kind: 'failed', reason, message, resets: resets ?? null, ...shown(isSame) }
    }
    case 'none':
      return before
  }
}

function working(state: MonitorState, standing: Standing, now: number): Status {
  const { status: before, claims, ticks } = state
  const certainty = certaintyOf(state)
  const { source, rule, text, at, claim } = standing
  const { health, standsSince } = healthOf(ticks, now)
  const progress = (claim.kind === 'working' ? claim.progress : null) ?? progressOf(state)
  const background = Math.max(
    0,
    ...Object.values(claims).map((one) => (one.claim.kind === 'working' ? (one.claim.background ?? 0) : 0)),
  )
  const isSame = before.kind === 'working'
  const elapsedMs = runningTick(ticks)?.elapsedMs ?? 0
  const began = isSame ? before.since : at
  // Work that had begun before Roost could see it: its own clock says since when.
  const since = now - elapsedMs < began - clockSlackMs ? now - elapsedMs : began
  if (
    isSame &&
    before.certainty === certainty &&
    before.progress === progress &&
    before.background === background &&
    before.health === health &&
    before.since === since &&
    rests(before, standing)
  )
    return before
  const evidence: StatusEvidence = { source, rule, text, at }
  return { kind: 'working', certainty, health, standsSince, progress, background, since, evidence }
}

/** What is claimed is known, unless there is reason to doubt it. */
function certaintyOf({ doubt }: MonitorState): Certainty {
  return doubt === null ? 'sure' : 'guess'
}

/** A percentage that moves says how far it is; one that stands is a context or a battery. */
function progressOf({ ticks }: MonitorState): number | null {
  const moving = ticks.find(
    (tick) => tick.percent !== null && tick.count === null && tick.countMovedAt > tick.firstAt,
  )
  return moving?.percent ?? null
}

/** A title that asks is no question to show: the screen says which, and what for. */
function waitingWords(
  claims: Claims,
  standing: Standing,
  claim: Extract<Standing['claim'], { kind: 'waiting' }>,
): Pick<Extract<Standing['claim'], { kind: 'waiting' }>, 'reason' | 'question'> {
  const onScreen = claims.screen?.claim
  if (onScreen?.kind !== 'waiting' || standing.source === 'screen') return claim
  // Claude Code reports its trust dialog as a permission like any other.
  const isBlunt = standing.source === 'title' || standing.source === 'osc'
  const isPlainer = onScreen.reason === 'trust' || onScreen.reason === 'login' || isBlunt
  const reason = isPlainer ? onScreen.reason : claim.reason
  const question = isBlunt ? (onScreen.question ?? claim.question) : (claim.question ?? onScreen.question)
  return { reason, question }
}

function rests(status: Status, standing: Standing): boolean {
  return status.evidence.source === standing.source && status.evidence.rule === standing.rule
}

const clockSlackMs = 3000
