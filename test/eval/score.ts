import type { Asciicast } from './asciicast.ts'
import { type Label, labels, statusLabels } from '../record/cast.ts'
import type { TimelineEntry } from './replay.ts'

/** `unsure` is only ever true, never shown: nobody can say what is right then, and the time is left out. */
type StatusName = TimelineEntry['status'] | 'unsure'

/** A status from `from` to `to`, in seconds. */
type Segment = {
  readonly status: StatusName
  readonly reason: string | null
  readonly from: number
  readonly to: number
}

/** How right a replay was. Times in seconds, shares from 0 to 1. */
export type Metrics = {
  /** Without those of which nobody can say what was true. */
  readonly seconds: number
  readonly strict: number
  /** Work shown for up to 2.5 s after its end counts as right. */
  readonly grace: number
  readonly waits: number
  readonly missedWaits: number
  readonly falseWaits: number
  /** Waits shown with another reason than the true one. */
  readonly wrongReasons: number
  /** Of each true transition that was found: how long after it, by the status it leads to. */
  readonly delays: Readonly<Record<string, readonly number[]>>
  /** True transitions that were not found before the next. */
  readonly missed: Readonly<Record<string, number>>
  /** Changes shown beyond the true ones. */
  readonly flicker: number
  /** Seconds by `true status` → `shown status`. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const graceSeconds = 2.5
/** What is still shown for this long after its end is late: a wait is not false, and nothing has flickered. */
const endSlack = 1

/**
 * The true statuses of a recording by its markers, up to the exit or its end.
 *
 * @throws Error that names a marker that is no label
 */
export function truthOf(cast: Asciicast): readonly Segment[] {
  const marks = cast.events.flatMap((event) => (event.kind === 'marker' ? [event] : []))
  const end = marks.find(({ data }) => data === 'exited')?.seconds ?? cast.events.at(-1)?.seconds ?? 0
  return segmentsOf(
    marks.flatMap(({ seconds, data }) => {
      const label = readLabel(data, seconds)
      return label === null ? [] : [{ t: seconds, ...label }]
    }),
    end,
  )
}

/** Compares what was shown with what was true. */
export function score(truth: readonly Segment[], timeline: readonly TimelineEntry[]): Metrics {
  const end = truth.at(-1)?.to ?? 0
  const unsure = truth.filter(({ status }) => status === 'unsure')
  const shown = segmentsOf(
    timeline.map(({ t, status, reason }) => ({ t, status, reason: reason ?? null })),
    end,
  )
  const confusion: Record<string, Record<string, number>> = {}
  let right = 0
  let graced = 0
  for (const [index, is] of truth.entries())
    for (const was of shown) {
      const from = Math.max(is.from, was.from)
      const to = Math.min(is.to, was.to)
      if (to <= from || is.status === 'unsure') continue
      const row = (confusion[is.status] ??= {})
      row[was.status] = (row[was.status] ?? 0) + to - from
      if (is.status === was.status) right += to - from
      const isHold =
        is.status === 'idle' && was.status === 'working' && truth[index - 1]?.status === 'working'
      if (isHold) graced += Math.max(0, Math.min(to, is.from + graceSeconds) - from)
    }
  const seconds = end - (truth[0]?.from ?? 0) - unsure.reduce((sum, { from, to }) => sum + to - from, 0)
  return {
    seconds,
    strict: seconds === 0 ? 1 : right / seconds,
    grace: seconds === 0 ? 1 : (right + graced) / seconds,
    ...waits(truth, shown),
    ...transitions(truth, shown),
    flicker: Math.max(
      0,
      changes(without(untilShown(unsure, shown), shown)) - changes(without(unsure, truth)),
    ),
    confusion,
  }
}

/** Several recordings as one. */
export function sum(all: readonly Metrics[]): Metrics {
  const total = (pick: (metrics: Metrics) => number) =>
    all.reduce((before, metrics) => before + pick(metrics), 0)
  const seconds = total((metrics) => metrics.seconds)
  const share = (pick: (metrics: Metrics) => number) =>
    seconds === 0 ? 1 : total((metrics) => pick(metrics) * metrics.seconds) / seconds
  const delays: Record<string, number[]> = {}
  const missed: Record<string, number> = {}
  const confusion: Record<string, Record<string, number>> = {}
  for (const metrics of all) {
    for (const [to, list] of Object.entries(metrics.delays)) (delays[to] ??= []).push(...list)
    for (const [to, count] of Object.entries(metrics.missed)) missed[to] = (missed[to] ?? 0) + count
    for (const [is, row] of Object.entries(metrics.confusion))
      for (const [was, time] of Object.entries(row)) {
        const sums = (confusion[is] ??= {})
        sums[was] = (sums[was] ?? 0) + time
      }
  }
  return {
    seconds,
    strict: share((metrics) => metrics.strict),
    grace: share((metrics) => metrics.grace),
    waits: total((metrics) => metrics.waits),
    missedWaits: total((metrics) => metrics.missedWaits),
    falseWaits: total((metrics) => metrics.falseWaits),
    wrongReasons: total((metrics) => metrics.wrongReasons),
    delays,
    missed,
    flicker: total((metrics) => metrics.flicker),
    confusion,
  }
}

function segmentsOf(
  changes: readonly { readonly t: number; readonly status: StatusName; readonly reason: string | null }[],
  end: number,
): readonly Segment[] {
  return changes.flatMap(({ t, status, reason }, index) => {
    const to = Math.min(end, changes[index + 1]?.t ?? end)
    return to > t || (status === 'exited' && t <= end) ? [{ status, reason, from: t, to }] : []
  })
}

function waits(
  truth: readonly Segment[],
  shown: readonly Segment[],
): Pick<Metrics, 'waits' | 'missedWaits' | 'falseWaits' | 'wrongReasons'> {
  const real = truth.filter(({ status }) => status === 'waiting')
  const raised = shown.filter(({ status }) => status === 'waiting')
  // A wait that is shown while nobody can say is neither right nor false, and may end as late as after a true one.
  const unsure = truth
    .filter(({ status }) => status === 'unsure')
    .map((segment) => ({ ...segment, to: segment.to + endSlack }))
  const meets = (a: Segment, b: Segment, slack: number) => a.from < b.to + slack && b.from < a.to
  const met = real.map((wait) => raised.filter((one) => meets(one, wait, 0)))
  return {
    waits: real.length,
    missedWaits: met.filter((found) => found.length === 0).length,
    falseWaits: raised.filter(
      (one) =>
        !real.some((wait) => meets(one, wait, endSlack)) &&
        without(unsure, [one]).some(({ from, to }) => to > from),
    ).length,
    wrongReasons: real.filter(
      ({ reason }, index) =>
        reason !== null &&
        (met[index] ?? []).length > 0 &&
        !(met[index] ?? []).some((one) => one.reason === reason),
    ).length,
  }
}

function transitions(
  truth: readonly Segment[],
  shown: readonly Segment[],
): Pick<Metrics, 'delays' | 'missed'> {
  const delays: Record<string, number[]> = {}
  const missed: Record<string, number> = {}
  for (const [index, { status, from, to }] of truth.entries()) {
    // When it changed is not known beside a time of which nobody can say what it was.
    const before = truth[index - 1]?.status ?? 'unsure'
    if (status === 'unsure' || before === 'unsure') continue
    const found = shown.find((one) => one.status === status && one.to > from && one.from < to)
    const foundAt =
      found ?? shown.find((one) => one.status === status && status === 'exited' && one.from >= from)
    if (foundAt === undefined) missed[status] = (missed[status] ?? 0) + 1
    else (delays[status] ??= []).push(Math.max(0, foundAt.from - from))
  }
  return { delays, missed }
}

function changes(segments: readonly Segment[]): number {
  return segments.filter(({ status }, index) => index > 0 && segments[index - 1]?.status !== status).length
}

/** The times of which nobody can say what is true, each up to the end of what is shown then, unless that is too late. */
function untilShown(unsure: readonly Segment[], shown: readonly Segment[]): readonly Segment[] {
  return unsure.map((hole) => {
    const over = shown.find(({ from, to }) => from < hole.to && to > hole.to)
    return over !== undefined && over.to <= hole.to + endSlack ? { ...hole, to: over.to } : hole
  })
}

/** What of the segments is in none of the `holes`, which are in order. */
function without(holes: readonly Segment[], segments: readonly Segment[]): readonly Segment[] {
  let rest = segments
  for (const { from, to } of holes)
    rest = rest.flatMap((segment) => {
      if (segment.to <= from || segment.from >= to) return [segment]
      const parts = [
        { ...segment, to: from },
        { ...segment, from: to },
      ]
      return parts.filter((part) => part.to > part.from)
    })
  return rest
}

const known: ReadonlySet<string> = new Set<Label>(labels)
const names: ReadonlySet<string> = new Set(statusLabels.map((label) => label.split(':')[0] ?? ''))

/** What a marker says of the status; null for a flag beside it. A status may stand without its reason. */
function readLabel(
  text: string,
  seconds: number,
): { readonly status: StatusName; readonly reason: string | null } | null {
  const [status = '', reason] = text.split(':')
  if (!known.has(text) && (reason !== undefined || !isName(status)))
    throw new Error(`"${text}" at ${seconds} s is no label; there are ${labels.join(', ')}`)
  return isName(status) ? { status, reason: reason ?? null } : null
}

function isName(text: string): text is StatusName {
  return names.has(text)
}
