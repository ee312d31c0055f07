import type { Timeline, Transition } from '../../app/activity/why.ts'
import type { StatusKind } from '../../app/session/status.ts'

/** A stretch of time in one status. `ms` is its length; the last one goes on until the timeline was read. */
export type Segment = Transition & { readonly ms: number }

/** The stretches between the changes, oldest first. A clock that was set back makes one of no length. */
export function segmentsOf({ transitions, now }: Timeline): readonly Segment[] {
  return transitions.map((one, index) => ({
    ...one,
    ms: Math.max(0, (transitions[index + 1]?.at ?? now) - one.at),
  }))
}

/** For how long, in ms, it was of each kind that came up. */
export function totalsOf(segments: readonly Segment[]): ReadonlyMap<StatusKind, number> {
  const totals = new Map<StatusKind, number>()
  for (const { kind, ms } of segments) totals.set(kind, (totals.get(kind) ?? 0) + ms)
  return totals
}
