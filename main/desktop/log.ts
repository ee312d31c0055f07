import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../base/clock.ts'

/** The app's log. Lines are about what Roost did; what goes into or comes out of a terminal is never in them. */
export type Log = {
  readonly info: (line: string) => void
  readonly error: (line: string, error?: unknown) => void
  /** Absolute path of `roost.log`; once that is full it becomes `roost.old.log` beside it. */
  readonly file: string
}

/** More than a start, or fifty sessions that end at once, have to say; a fault with each byte of a program is no news. */
const maxLines = 200
const windowMs = 10_000

/**
 * Opens the log in `folder`. At `maxBytes` the file becomes the old one and a new one begins, so both together stay
 * below twice that. In ten seconds it takes `maxLines` lines; how many more there were is said in one line behind them.
 * Files are for their owner's eyes only. A log that cannot be written is not worth a failure.
 */
export function openLog(folder: string, clock: Clock, maxBytes = 1_000_000): Log {
  const file = join(folder, 'roost.log')
  let written = 0
  let leftOut = 0
  const append = (level: string, line: string) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (sizeOf(file) >= maxBytes) renameSync(file, join(folder, 'roost.old.log'))
      const date = new Date(clock.dateNow()).toISOString()
      appendFileSync(file, `${date} ${level} ${oneLine(line)}\n`, { mode: 0o600 })
    } catch {
      // A full disk is reported by the stores, where it matters.
    }
  }
  const endWindow = () => {
    if (leftOut > 0) append('info', `${leftOut} more lines in these ${windowMs / 1000} seconds were left out`)
    written = 0
    leftOut = 0
  }
  const write = (level: string, line: string) => {
    if (written === 0) clock.setTimer(endWindow, windowMs)
    written += 1
    if (written <= maxLines) append(level, line)
    else leftOut += 1
  }
  return {
    file,
    info: (line) => write('info', line),
    error: (line, error) => write('error', error === undefined ? line : `${line}: ${describeError(error)}`),
  }
}

/** An error with its stack where it has one, as one line. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** A line of a log is one line, whatever was in an error's message, and not longer than a user would read. */
function oneLine(text: string): string {
  return text
    .replace(/\s*\n\s*/g, ' | ')
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, 8000)
}
