import { byRank, isReport, type Standing } from './claims.ts'
import { decide } from './fusion.ts'
import { seenOf, type MonitorState } from './monitor-state.ts'
import { runningTick } from './ticks.ts'
import type { HeardSource, LossReason, SourceView, StatusWhy, TickView } from './why.ts'

/** What stands behind a status: what decided, what was also seen and why it lost. `now` in ms since the epoch. */
export function explain(
  state: MonitorState,
  now: number,
): Pick<StatusWhy, 'sources' | 'tick' | 'background'> {
  const { status, claims } = state
  const deciding = decide(claims, now, seenOf(state)).standing
  const views = byRank(claims).map((standing) => viewOf(standing, lossOf(state, standing, deciding)))
  const decided = views.filter(({ lost }) => lost === null)
  const lost = views.filter((view) => view.lost !== null)
  // What no source claims is inferred from output, silence or the process: that is a reason too.
  const first = decided.length > 0 ? decided : [inferredView(state)]
  return {
    sources: [...first, ...lost],
    tick: tickView(state),
    background: status.kind === 'working' ? status.background : 0,
  }
}

/** By what an agent is heard that Roost did not start, the strongest first: what has spoken, and its screen where rules read it. */
export function heardBy({ claims, traits }: MonitorState): readonly HeardSource[] {
  return heardSources.filter(
    (source) => claims[source] !== undefined || (source === 'screen' && traits.hasScreenRules),
  )
}

const heardSources: readonly HeardSource[] = ['osc7501', 'osc', 'title', 'screen']

function lossOf(state: MonitorState, standing: Standing, deciding: Standing | null): LossReason | null {
  const { kind, evidence } = state.status
  const isSaid = standing.source === evidence.source && standing.rule === evidence.rule
  // One rule may say two things, one after the other: the second may still be held.
  if (isSaid && standing.claim.kind === kind) return null
  if (standing === deciding && state.status.kind !== 'failed') return 'held'
  return deciding !== null && isReport(deciding.source) && standing.at < deciding.saidAt ? 'older' : 'weaker'
}

function viewOf({ source, rule, claim, text, at }: Standing, lost: LossReason | null): SourceView {
  return { source, rule, claim: claim.kind === 'none' ? null : claim.kind, text, at, lost }
}

function inferredView({ status }: MonitorState): SourceView {
  const { source, rule, text, at } = status.evidence
  const { kind } = status
  const claim = kind === 'dormant' || kind === 'exited' ? null : kind
  return { source, rule, claim, text, at, lost: null }
}

function tickView({ ticks }: MonitorState): TickView | null {
  const tick = runningTick(ticks) ?? ticks[0] ?? null
  if (tick === null) return null
  const { elapsedMs, count, percent, clockMovedAt, countMovedAt } = tick
  return {
    elapsedMs,
    tokens: count,
    percent,
    clockMovedAt: elapsedMs === null ? null : clockMovedAt,
    countersMovedAt: count === null && percent === null ? null : countMovedAt,
  }
}
