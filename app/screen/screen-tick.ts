import { cutLine } from '../base/cut-lines.ts'

/** The clock and the counters in one line of a tool: `✻ Baking… (1m 38s · ↓ 1.2k tokens)`. */
export type Tick = {
  /** The line with its numbers and its spinner taken out: the same for each redrawing of the same line. */
  readonly line: string
  /** Elapsed time as printed, ms; null where the line has no clock. */
  readonly elapsedMs: number | null
  /** Tokens or bytes, as a number; null where the line counts nothing. */
  readonly count: number | null
  /** 0–100. */
  readonly percent: number | null
}

/**
 * Reads the clock, the counters and the percentage of a line. Elapsed time in all its spellings: `45s`, `1m 38s`, `1m`,
 * `2h 03m 10s`, `0:45`; tokens with k and M. A countdown (`retrying in 5s`) is no elapsed time.
 *
 * @returns null where the line has none of them
 */
export function readTick(whole: string): Tick | null {
  const line = cutLine(whole)
  if (!mayTick.test(line)) return null
  const elapsedMs = readElapsed(line)
  const count = readCount(line)
  const percent = readPercent(line)
  if (elapsedMs === null && count === null && percent === null) return null
  return { line: templateOf(line), elapsedMs, count, percent }
}

/** Reads the ticks of a screen again and again: a line that is the same as at the last look is not read again. */
export class TickReader {
  #known = new Map<string, Tick | null>()

  /** The ticks of lines, last line first, at most `limit`; those without a clock only if they count up to something. */
  read(lines: readonly string[], limit: number): readonly Tick[] {
    const seen = new Map<string, Tick | null>()
    const ticks: Tick[] = []
    for (let at = lines.length - 1; at >= 0 && ticks.length < limit; at--) {
      const line = lines[at] ?? ''
      const tick = this.#known.has(line) ? (this.#known.get(line) ?? null) : readTick(line)
      seen.set(line, tick)
      if (tick !== null && (tick.elapsedMs !== null || tick.percent !== null)) ticks.push(tick)
    }
    this.#known = seen
    return ticks
  }
}

/** Most lines with a number in them have no clock: this is cheaper than looking for one. */
const mayTick = /\d ?(?:[hms%kKMGB]|tok)|:\d\d/u
const countdown = /\b(?:in|after|every|within|timeout|wait(?:s|ing)?)\s*:?\s*$/iu
const spelled = /(?<![\w.:])(?:(\d{1,3})h ?)?(?:(\d{1,3})m ?)?(?:(\d{1,3})(?:\.\d+)?s)?(?![\w%])/gu
/** Minutes and seconds; a time of day has hours or a month beside it, or is written with AM and PM. */
const colon = /(?<![\w.:/-])(?:(\d{1,2}):)?(\d{1,2}):([0-5]\d)(?![\w:.]| ?[AaPp]\.?[Mm])/u
/** A finished turn says how long it took; that clock stands for good. */
const finished = /\b(?:for|took|after|in) (?:\d+(?:\.\d+)?[hms]\b ?){1,3}/gu

function readElapsed(line: string): number | null {
  const running = line.replace(finished, ' ')
  for (const match of running.matchAll(spelled)) {
    const [text, hours, minutes, seconds] = match
    if (text.trim() === '' || countdown.test(running.slice(0, match.index))) continue
    return ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0)) * 1000
  }
  const match = colon.exec(running)
  if (match === null || match[1] !== undefined) return null
  return (Number(match[2]) * 60 + Number(match[3])) * 1000
}

const counted = /(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d+(?:[.,]\d+)?) ?([kKmM])? ?(?:tokens?|tok)\b/u
const bytes = /(?<![\w.])(\d+(?:\.\d+)?) ?([kKMG])?i?B\b/u

function readCount(line: string): number | null {
  const match = counted.exec(line) ?? bytes.exec(line)
  if (match === null) return null
  const [, digits = '', unit = ''] = match
  // `1,234` groups thousands where no unit follows; `1,2k` is a decimal comma.
  const value = unit === '' ? Number(digits.replaceAll(',', '')) : Number(digits.replace(',', '.'))
  return Number.isFinite(value) ? Math.round(value * (factors[unit.toLowerCase()] ?? 1)) : null
}

const factors: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, g: 1e9 }

function readPercent(line: string): number | null {
  const match = /(?<![\w.])(\d{1,3})(?:\.\d+)? ?%/u.exec(line)
  if (match === null) return null
  const percent = Number(match[1])
  return percent <= 100 ? percent : null
}

/** Spinner frames and numbers change; the words, and where they stand, do not. */
function templateOf(line: string): string {
  return line
    .replace(/[\p{So}\p{Sm}✢✳✶✻✽·•◦*⠀-⣿■⬝▪▫]/gu, '')
    .replace(/\d+(?:[.,:]\d+)*/gu, '#')
    .replace(/[hmskMG]\b/gu, '')
    .replace(/[#\s]+/gu, ' ')
    .trim()
    .slice(0, 120)
}
