import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The app's log. Lines are about what Roost did; what goes into or comes out of a terminal is never in them. */
export type Log = {
  readonly info: (line: string) => void
  readonly error: (line: string, error?: unknown) => void
  /** Absolute path of `roost.log`; once that is full it becomes `roost.old.log` beside it. */
  readonly file: string
}

/**
 * Opens the log in `folder`. At `maxBytes` the file becomes the old one and a new one begins, so both together stay
 * below twice that. Files are for their owner's eyes only. A log that cannot be written is not worth a failure.
 *
 * @param now milliseconds since the epoch
 */
export function openLog(folder: string, now: () => number, maxBytes = 1_000_000): Log {
  const file = join(folder, 'roost.log')
  const write = (level: string, line: string) => {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      if (sizeOf(file) >= maxBytes) renameSync(file, join(folder, 'roost.old.log'))
      appendFileSync(file, `${new Date(now()).toISOString()} ${level} ${oneLine(line)}\n`, { mode: 0o600 })
    } catch {
      // A full disk is reported by the stores, where it matters.
    }
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
