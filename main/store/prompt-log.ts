import type { KeptPrompts } from '../../app/session/session-record.ts'
import {
  changesBetween,
  isOfQueue,
  type PromptChange,
  promptLines,
  roughBytes,
  wholePromptLines,
} from '../../app/store/prompt-lines.ts'
import type { Clock } from '../base/clock.ts'
import type { LogDisk } from './log-disk.ts'
import { failedWrite, type WriteOutcome } from './safe-write.ts'

/** What is known to be in a file. */
export type LogState = {
  readonly kept: KeptPrompts
  /** Where the next line goes; null where the file has to be written as a whole, because it is not there or not in order. */
  readonly size: number | null
}

type Options = {
  readonly clock: Clock
  readonly disk: LogDisk
  /** Is told each outcome of a write. */
  readonly onOutcome: (outcome: WriteOutcome) => void
}

/** A file is written anew when it has twice the bytes of what it says, but not below this. */
const smallestLimit = 64 * 1024
const firstRetryMs = 1000
const maxRetryMs = 30_000

/**
 * Keeps the newest of a session's prompts in a file of its own. What changed goes to its end, off the main thread and
 * while nothing waits for it; a change that comes meanwhile goes with the next write. What cannot be written is tried
 * again, with what has changed since.
 */
export class PromptLog {
  readonly #path: string
  readonly #options: Options
  #kept: KeptPrompts
  #size: number | null
  /** How long the file was when it was last written as a whole. */
  #wholeBytes = 0
  #newest: KeptPrompts
  #isStale = false
  #running: Promise<boolean> = Promise.resolve(true)
  #next: Promise<boolean> | null = null
  #retryMs = firstRetryMs
  #cancelRetry: (() => void) | null = null
  #isEnded = false

  /** @param path absolute */
  constructor(path: string, found: LogState, options: Options) {
    this.#path = path
    this.#options = options
    this.#kept = found.kept
    this.#newest = found.kept
    this.#size = found.size
  }

  /** The newest, on disk or not. */
  get newest(): KeptPrompts {
    return this.#newest
  }

  /** Keeps what it is from here on. A disk that refused is asked again in its time. */
  keep(newest: KeptPrompts): void {
    this.#newest = newest
    if (this.#cancelRetry === null) void this.written()
  }

  /** Has the file written as a whole. */
  renew(): void {
    this.#isStale = true
    void this.written()
  }

  /** Tries to write what is kept by now. @returns whether all of it is on disk */
  written(): Promise<boolean> {
    // The write under way may have begun before the last change: one more waits behind it, for all who ask meanwhile.
    const write = (): Promise<boolean> => {
      this.#next = null
      this.#running = this.#write()
      return this.#running
    }
    this.#next ??= this.#running.then(write, write)
    return this.#next
  }

  /** Nothing is written from here on. Resolves when what is under way is over. */
  async end(): Promise<void> {
    this.#isEnded = true
    this.#cancelRetry?.()
    await this.written()
  }

  async #write(): Promise<boolean> {
    this.#cancelRetry?.()
    this.#cancelRetry = null
    if (this.#isEnded) return false
    const newest = this.#newest
    try {
      const isWritten = await this.#put(newest)
      this.#kept = newest
      this.#retryMs = firstRetryMs
      if (isWritten) this.#options.onOutcome({ ok: true })
      return true
    } catch (error) {
      this.#options.onOutcome(failedWrite(error))
      if (!this.#isEnded) this.#tryLater()
      return false
    }
  }

  #tryLater(): void {
    this.#cancelRetry = this.#options.clock.setTimer(() => void this.written(), this.#retryMs)
    this.#retryMs = Math.min(maxRetryMs, this.#retryMs * 2)
  }

  /** @returns whether there was anything to write */
  async #put(newest: KeptPrompts): Promise<boolean> {
    const changes = changesBetween(this.#kept, newest)
    if (changes.length === 0 && !this.#isStale) return false
    if (!this.#isStale && (await this.#append(changes, newest))) return true
    this.#size = await this.#options.disk.replace(this.#path, bytesOf(wholePromptLines(newest)))
    this.#wholeBytes = this.#size
    this.#isStale = false
    return true
  }

  /** @returns false where the file has to be written as a whole instead */
  async #append(changes: readonly PromptChange[], newest: KeptPrompts): Promise<boolean> {
    const size = this.#size
    if (size === null) return false
    const lines = [...bytesOf(promptLines(changes))]
    const end = lines.reduce((sum, line) => sum + line.length, size)
    if (end > this.#limit(newest)) return false
    // What a write that fails leaves behind the last line is cut off by the next.
    const isAppended = await this.#options.disk.append(this.#path, lines, size, changes.some(isOfQueue))
    if (isAppended) this.#size = end
    return isAppended
  }

  #limit(newest: KeptPrompts): number {
    return Math.max(smallestLimit, 2 * Math.max(this.#wholeBytes, roughBytes(newest)))
  }
}

/** The lines as a file has them. */
export function* bytesOf(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line)
}
