/** Output that a program writes by itself, as far as it tells work from rest. Times are ms since the epoch. */
export type Flow = {
  readonly lastAt: number | null
  /** When the run of output that is still going on began: no pause in it is longer than the hold. */
  readonly since: number | null
}

export const noFlow: Flow = { lastAt: null, since: null }

/** The flow after output at `at`; a pause of `holdMs` or more begins a new run. */
export function flowAfter(flow: Flow, at: number, holdMs: number): Flow {
  const goesOn = flow.lastAt !== null && at - flow.lastAt < holdMs
  return { lastAt: Math.max(at, flow.lastAt ?? 0), since: goesOn ? flow.since : at }
}

/** True once output came again after a while: one write alone, however long, is not a flow. */
export function isFlowing(flow: Flow): boolean {
  return flow.lastAt !== null && flow.since !== null && flow.lastAt - flow.since >= minFlowMs
}

/** The flow after a time in which nothing could be seen: that time is no pause. */
export function shiftFlow(flow: Flow, gapMs: number, now: number): Flow {
  if (flow.lastAt === null || flow.since === null) return flow
  return { lastAt: Math.min(now, flow.lastAt + gapMs), since: Math.min(now, flow.since + gapMs) }
}

/** The host tells of output at most 10 times a second: two of its messages in a row. */
const minFlowMs = 150
