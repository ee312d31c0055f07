import type { WorkingHealth } from '../session/status.ts'
import type { Tick } from '../screen/screen-tick.ts'

/** The clock and the counters of one line of a tool, and when they last moved. Times are ms since the epoch. */
export type TickState = {
  readonly line: string
  readonly elapsedMs: number | null
  readonly count: number | null
  readonly percent: number | null
  readonly firstAt: number
  readonly clockMovedAt: number
  readonly countMovedAt: number
  /** How often the clock was seen to move: one that never did may be no clock. */
  readonly clockMoves: number
}

/** The ticks that are on the screen now. A line that left it is forgotten: its clock proves nothing any more. */
export type Ticks = readonly TickState[]

/** The ticks after a look at the screen. A clock that goes back began again. */
export function followTicks(before: Ticks, seen: readonly Tick[], at: number): Ticks {
  const left = [...before]
  return seen.map((tick) => {
    // Of lines with the same words the first goes on with the first.
    const index = left.findIndex((state) => state.line === tick.line)
    const [known] = index < 0 ? [] : left.splice(index, 1)
    if (known === undefined)
      return { ...tick, firstAt: at, clockMovedAt: at, countMovedAt: at, clockMoves: 0 }
    const clockMoved = tick.elapsedMs !== known.elapsedMs
    const countMoved = tick.count !== known.count || tick.percent !== known.percent
    return {
      ...tick,
      firstAt: known.firstAt,
      clockMovedAt: clockMoved ? at : known.clockMovedAt,
      countMovedAt: countMoved ? at : known.countMovedAt,
      clockMoves: clockMoved ? movesAfter(known, tick.elapsedMs ?? 0, at) : known.clockMoves,
    }
  })
}

/** A clock runs as fast as time does: `10:45` that becomes `10:46` a minute later is a time of day. */
function movesAfter(known: TickState, elapsedMs: number, at: number): number {
  const ran = elapsedMs - (known.elapsedMs ?? 0)
  const isClock = ran > 0 && ran >= (at - known.clockMovedAt) / 2 - clockSlackMs
  return isClock ? known.clockMoves + 1 : 0
}

/** The ticks after a time in which nothing could be seen: that time they did not stand still. */
export function shiftTicks(ticks: Ticks, gapMs: number, now: number): Ticks {
  const shift = (at: number): number => Math.min(now, at + gapMs)
  return ticks.map((tick) => ({
    ...tick,
    firstAt: shift(tick.firstAt),
    clockMovedAt: shift(tick.clockMovedAt),
    countMovedAt: shift(tick.countMovedAt),
  }))
}

/** The tick that runs like a clock, the longest of several; null where none does. */
export function runningTick(ticks: Ticks): TickState | null {
  return runningTicks(ticks).reduce<TickState | null>(
    (best, tick) => ((tick.elapsedMs ?? 0) > (best?.elapsedMs ?? -1) ? tick : best),
    null,
  )
}

function runningTicks(ticks: Ticks): Ticks {
  return ticks.filter((tick) => tick.elapsedMs !== null && tick.clockMoves >= minMoves)
}

/** True while a clock or a percentage moved within `windowMs`. */
export function isMoving(ticks: Ticks, now: number, windowMs: number): boolean {
  return ticks.some((tick) => {
    const clock = tick.clockMoves >= minMoves && now - tick.clockMovedAt < windowMs
    const percent = tick.percent !== null && tick.countMovedAt > tick.firstAt
    return clock || (percent && now - tick.countMovedAt < windowMs)
  })
}

/**
 * The health that the ticks show, and since when it is bad: `hung` where a clock that ran stands still, `frozen` where
 * it runs and its counters have stood for long. A tool without a clock is never said to hang.
 */
export function healthOf(
  ticks: Ticks,
  now: number,
): { readonly health: WorkingHealth; readonly standsSince: number | null } {
  const tick = latestTick(ticks)
  if (tick === null) return { health: 'moving', standsSince: null }
  if (now - tick.clockMovedAt >= hungAfterMs) return { health: 'hung', standsSince: tick.clockMovedAt }
  if (tick.count !== null && now - tick.countMovedAt >= frozenAfterMs)
    return { health: 'frozen', standsSince: tick.countMovedAt }
  return { health: 'moving', standsSince: null }
}

/** Of the clocks that run the one that moved last: while one moves, nothing hangs. */
function latestTick(ticks: Ticks): TickState | null {
  return runningTicks(ticks).reduce<TickState | null>(
    (best, tick) => (best === null || tick.clockMovedAt > best.clockMovedAt ? tick : best),
    null,
  )
}

/** When the health changes next if nothing moves; null where nothing runs. */
export function healthWakeAt(ticks: Ticks, now: number): number | null {
  const tick = latestTick(ticks)
  if (tick === null) return null
  const times = [
    tick.clockMovedAt + hungAfterMs,
    ...(tick.count === null ? [] : [tick.countMovedAt + frozenAfterMs]),
  ].filter((time) => time > now)
  return times.length === 0 ? null : Math.min(...times)
}

/** A clock is drawn late on a busy machine, and in whole seconds. */
const clockSlackMs = 1500

/** Twice: text that changes once is no clock. */
const minMoves = 2

/** Clocks of agents are drawn each second; a loaded machine makes them late by some. */
export const hungAfterMs = 15_000

/** A model that thinks, or a tool that runs, sends no tokens for a while and is well. */
export const frozenAfterMs = 60_000

/** The first of several times; null where there is none. */
export function earliest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}
