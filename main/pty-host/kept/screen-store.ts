import type { SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import type { DiskTrouble } from '../protocol/protocol.ts'
import type { KeptScreen } from './kept-screen.ts'

/** The app or the host killed at any time loses less than a second of text. */
const writeEveryMs = 250
/** Sessions that write at the same time; the thread pool has four threads. */
const concurrency = 4
/** Serialising takes at most about a tenth of the host's time, however many sessions flood. */
const snapshotShare = 10
const firstRetryMs = 1000
const maxRetryMs = 30_000

/** What is asked of a session's kept text. */
type Kept = Pick<KeptScreen, 'isDirty' | 'idleDue' | 'isFailing' | 'write'>

/** A session that could not be written: when it is tried again, and how long after that if it fails again. */
type Failure = { readonly message: string; readonly retryAt: number; readonly nextWaitMs: number }

/**
 * Gets every session's screen onto the disk, a little at a time; tells once when that fails, and when it works again.
 * One that fails waits longer after each try, and keeps none of the others waiting.
 */
export class ScreenStore {
  readonly #kept = new Map<Kept, SessionId>()
  /** Those that may have something to write now or later: a look at them costs the same beside any number of others. */
  readonly #waiting = new Set<Kept>()
  readonly #failing = new Map<Kept, Failure>()
  readonly #clock: Clock
  readonly #onTrouble: (trouble: DiskTrouble | null) => void
  #cancelTimer: (() => void) | null = null
  #writing: Promise<void> | null = null
  #snapshotAllowedAt = 0
  #told: DiskTrouble | null = null

  /**
   * @param onTrouble is told when a session fails, again when it becomes or is no longer the only one, and null when
   * none fails any more
   */
  constructor(clock: Clock, onTrouble: (trouble: DiskTrouble | null) => void) {
    this.#clock = clock
    this.#onTrouble = onTrouble
  }

  add(kept: Kept, session: SessionId): void {
    this.#kept.set(kept, session)
    this.changed(kept)
  }

  remove(kept: Kept): void {
    for (const all of [this.#kept, this.#waiting, this.#failing]) all.delete(kept)
    this.#tell()
  }

  /** A session has something to write. One that was removed writes no more; a new one is looked at when it is added. */
  changed(kept: Kept): void {
    if (!this.#kept.has(kept)) return
    this.#waiting.add(kept)
    this.#schedule()
  }

  #schedule(): void {
    this.#cancelTimer ??= this.#clock.setTimer(() => void this.#tick(), writeEveryMs)
  }

  /** Writes everything, down to the disk. */
  async flush(): Promise<void> {
    if (this.#writing !== null) await this.#writing
    await this.#writeAll(
      [...this.#kept.keys()].filter((kept) => kept.isDirty),
      true,
    )
  }

  dispose(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    for (const all of [this.#kept, this.#waiting, this.#failing]) all.clear()
  }

  async #tick(): Promise<void> {
    const now = this.#clock.now()
    const due = [...this.#waiting].filter(
      (kept) =>
        (kept.isDirty || (kept.idleDue !== null && kept.idleDue <= now)) &&
        now >= (this.#failing.get(kept)?.retryAt ?? now),
    )
    if (due.length > 0) {
      this.#writing = this.#writeAll(due, false)
      await this.#writing
      this.#writing = null
    }
    this.#cancelTimer = null
    for (const kept of this.#waiting) if (!kept.isDirty && kept.idleDue === null) this.#waiting.delete(kept)
    if (this.#waiting.size > 0) this.#schedule()
  }

  async #writeAll(due: readonly Kept[], sync: boolean): Promise<void> {
    const waiting = [...due]
    const worker = async () => {
      for (let kept = waiting.shift(); kept !== undefined; kept = waiting.shift())
        try {
          await this.#writeOne(kept, sync)
          kept.isFailing = false
          this.#failing.delete(kept)
        } catch (error) {
          kept.isFailing = true
          if (this.#kept.has(kept)) this.#failing.set(kept, this.#failure(kept, error))
        }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    this.#tell()
  }

  async #writeOne(kept: Kept, sync: boolean): Promise<void> {
    const now = this.#clock.now()
    const tookMs = await kept.write({ maySnapshot: sync || now >= this.#snapshotAllowedAt, sync })
    if (tookMs > 0) this.#snapshotAllowedAt = Math.max(this.#snapshotAllowedAt, now) + tookMs * snapshotShare
  }

  #failure(kept: Kept, error: unknown): Failure {
    const waitMs = this.#failing.get(kept)?.nextWaitMs ?? firstRetryMs
    return {
      message: error instanceof Error ? error.message : String(error),
      retryAt: this.#clock.now() + waitMs,
      nextWaitMs: Math.min(waitMs * 2, maxRetryMs),
    }
  }

  #tell(): void {
    const trouble = this.#trouble()
    if (trouble?.session === this.#told?.session) return
    this.#told = trouble
    this.#onTrouble(trouble)
  }

  #trouble(): DiskTrouble | null {
    const [first, ...others] = this.#failing
    if (first === undefined) return null
    const [kept, { message }] = first
    return { message, session: others.length === 0 ? (this.#kept.get(kept) ?? null) : null }
  }
}
