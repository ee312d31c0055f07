import type { TimelineEntry } from './replay.ts'
import type { Metrics } from './score.ts'

type Truth = { readonly status: string; readonly reason: string | null; readonly from: number }

/** Prints a table with a line for each tool and one for all, then the delays and what was taken for what. */
export function printReport(tools: readonly (readonly [string, Metrics])[], all: Metrics): void {
  const rows = [...tools, ['all', all] as const].map(([name, metrics]) => [
    name,
    metrics.seconds.toFixed(0),
    percent(metrics.strict),
    percent(metrics.grace),
    String(metrics.waits),
    String(metrics.missedWaits),
    String(metrics.falseWaits),
    String(metrics.wrongReasons),
    (metrics.seconds === 0 ? 0 : (metrics.flicker / metrics.seconds) * 600).toFixed(1),
  ])
  printTable(
    ['tool', 's', 'strict', 'grace', 'waits', 'missed', 'false', 'wrong reason', 'flicker/10 min'],
    rows,
  )

  console.log('\nDelay of transitions, ms')
  const delays = Object.entries(all.delays).map(([to, list]) => [
    to,
    String(list.length),
    String(all.missed[to] ?? 0),
    ms(quantile(list, 0.5)),
    ms(quantile(list, 0.95)),
    ms(Math.max(...list)),
  ])
  printTable(['to', 'found', 'missed', 'median', 'p95', 'most'], delays)

  console.log('\nTrue status (rows) and shown status (columns), s')
  const shown = [...new Set(Object.values(all.confusion).flatMap((row) => Object.keys(row)))].sort()
  const table = Object.entries(all.confusion).map(([is, row]) => [
    is,
    ...shown.map((was) => (row[was] ?? 0).toFixed(1)),
  ])
  printTable(['', ...shown], table)
}

/** Prints the transitions of one recording, the true ones beside those that were shown. */
export function printTimeline(
  name: string,
  truth: readonly Truth[],
  timeline: readonly TimelineEntry[],
): void {
  console.log(`\n${name}`)
  const events = [
    ...truth.map(({ from, status, reason }) => ({ t: from, true: label(status, reason), shown: '', by: '' })),
    ...timeline.map((entry) => ({
      t: entry.t,
      true: '',
      shown: label(entry.status, entry.reason ?? null),
      by: [entry.by, entry.question].filter((part) => part !== undefined).join('  '),
    })),
  ].sort((a, b) => a.t - b.t)
  printTable(
    ['s', 'true', 'shown', 'by'],
    events.map((event) => [event.t.toFixed(3), event.true, event.shown, event.by]),
  )
}

function label(status: string, reason: string | null): string {
  return reason === null ? status : `${status}:${reason}`
}

function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((cell, column) =>
    Math.max(cell.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  for (const row of [head, ...rows])
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}

function ms(seconds: number): string {
  return (seconds * 1000).toFixed(0)
}

function quantile(list: readonly number[], q: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? 0
}
