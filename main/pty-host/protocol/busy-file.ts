import { closeSync, openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { SessionIdSchema, type SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'

/** The session that a host works on. `work` counts the pieces of work: the same number is the same piece. */
export type Busy = { readonly session: SessionId; readonly work: number }

/** Eight bytes count the work, one is the length of the id, which follows; no id is longer than 27 characters. */
const idAt = 9
const recordBytes = 64

/** Where a host that keeps its text in `screensDir` says what it works on. No session's folder has this name. */
export function busyPath(screensDir: string): string {
  return join(screensDir, 'busy')
}

/**
 * Says which session the host works on, in a file that main can read while the host hangs, and after it has died: memory
 * cannot be shared between Electron's processes, and a message does not leave a loop that never ends. A piece of work costs
 * two writes of some bytes into the page cache, 1.4 µs together, beside about 1 ms for a turn of parsing.
 */
export class BusyFile {
  readonly #onTrouble: (error: unknown) => void
  readonly #record = Buffer.alloc(recordBytes)
  #file: number | null = null
  #session: SessionId | null = null
  #work = 0

  /** @param onTrouble the file cannot be written: a hang will not be traced to its session */
  constructor(onTrouble: (error: unknown) => void) {
    this.#onTrouble = onTrouble
  }

  /** Makes the file at `path`, or empties it. */
  open(path: string): void {
    this.close()
    try {
      this.#file = openSync(path, 'w', 0o600)
    } catch (error) {
      this.#onTrouble(error)
    }
    this.#write()
  }

  /** Runs work on a session's bytes, screen or patterns. What an async function does after its first wait is not in it. */
  within<T>(session: SessionId, run: () => T): T {
    const before = this.#session
    if (before === session) return run()
    this.#enter(session)
    try {
      return run()
    } finally {
      this.#enter(before)
    }
  }

  /** A clock whose timers run as work on a session. */
  clockFor(session: SessionId, clock: Clock): Clock {
    return {
      now: () => clock.now(),
      dateNow: () => clock.dateNow(),
      setTimer: (run, ms) => clock.setTimer(() => this.within(session, run), ms),
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #enter(session: SessionId | null): void {
    this.#session = session
    this.#work += 1
    this.#write()
  }

  #write(): void {
    if (this.#file === null) return
    const id = this.#session ?? ''
    this.#record.writeDoubleLE(this.#work, 0)
    this.#record[idAt - 1] = id.length
    this.#record.write(id, idAt, 'latin1')
    try {
      writeSync(this.#file, this.#record, 0, idAt + id.length, 0)
    } catch (error) {
      this.close()
      this.#onTrouble(error)
    }
  }
}

/** What the host that writes, or wrote, the file works on; null where that is nothing, or nobody can say. */
export function readBusyFile(path: string): Busy | null {
  try {
    const record = readFileSync(path)
    const end = idAt + record.readUInt8(idAt - 1)
    const session = v.safeParse(SessionIdSchema, record.toString('latin1', idAt, end))
    return session.success ? { session: session.output, work: record.readDoubleLE(0) } : null
  } catch {
    // No file, or one that is too short: no host has written there.
    return null
  }
}
