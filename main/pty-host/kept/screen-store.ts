import type { Clock } from '../../base/clock.ts'
import type { KeptScreen } from './kept-screen.ts'

/** The app or the host killed at any time loses less than a second of text. */
const writeEveryMs = 250
/** Sessions that write at the same time; the thread pool has four threads. */
const concurrency = 4
/** Serialising takes at most about a tenth of the host's time, however many sessions flood. */
const snapshotShare = 10
const firstRetryMs = 1000
const maxRetryMs = 30_000

/** Gets every session's screen onto the disk, a little at a time; tells once when that fails, and when it works again. */
export class ScreenStore {
  readonly #kept = new Set<KeptScreen>()
  /** Those that may have something to write now or later: a look at them costs the same beside any number of others. */
  readonly #waiting = new Set<KeptScreen>()
  readonly #failing = new Set<KeptScreen>()
  readonly #clock: Clock
  readonly #onTrouble: (message: string | null) => void
  #cancelTimer: (() => void) | null = null
  #writing: Promise<void> | null = null
  #snapshotAllowedAt = 0
  #retryAt = 0
  #retryMs = firstRetryMs
  #trouble: string | null = null

  constructor(clock: Clock, onTrouble: (message: string | null) => void) {
    this.#clock = clock
    this.#onTrouble = onTrouble
  }

  add(kept: KeptScreen): void {
    this.#kept.add(kept)
    this.changed(kept)
  }

  remove(kept: KeptScreen): void {
    for (const all of [this.#kept, this.#waiting, this.#failing]) all.delete(kept)
  }

  /** A session has something to write. */
  changed(kept: KeptScreen): void {
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
      [...this.#kept].filter((kept) => kept.isDirty),
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
      (kept) => kept.isDirty || (kept.idleDue !== null && kept.idleDue <= now),
    )
    if (due.length > 0 && now >= this.#retryAt) {
      this.#writing = this.#writeAll(due, false)
      await this.#writing
      this.#writing = null
    }
    this.#cancelTimer = null
    for (const kept of this.#waiting) if (!kept.isDirty && kept.idleDue === null) this.#waiting.delete(kept)
    if (this.#waiting.size > 0) this.#schedule()
  }

  async #writeAll(due: readonly KeptScreen[], sync: boolean): Promise<void> {
    const waiting = [...due]
    const failures: unknown[] = []
    const worker = async () => {
      for (let kept = waiting.shift(); kept !== undefined; kept = waiting.shift())
        try {
          await this.#writeOne(kept, sync)
          kept.isFailing = false
          this.#failing.delete(kept)
        } catch (error) {
          kept.isFailing = true
          if (this.#kept.has(kept)) this.#failing.add(kept)
          failures.push(error)
        }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
    if (failures.length > 0) this.#fail(failures[0])
    else if (this.#failing.size === 0) this.#heal()
  }

  async #writeOne(kept: KeptScreen, sync: boolean): Promise<void> {
    const now = this.#clock.now()
    const tookMs = await kept.write({ maySnapshot: sync || now >= this.#snapshotAllowedAt, sync })
    if (tookMs > 0) this.#snapshotAllowedAt = Math.max(this.#snapshotAllowedAt, now) + tookMs * snapshotShare
  }

  #fail(error: unknown): void {
    this.#retryAt = this.#clock.now() + this.#retryMs
    this.#retryMs = Math.min(this.#retryMs * 2, maxRetryMs)
    if (this.#trouble !== null) return
    this.#trouble = error instanceof Error ? error.message : String(error)
    this.#onTrouble(this.#trouble)
  }

  #heal(): void {
    this.#retryMs = firstRetryMs
    this.#retryAt = 0
    if (this.#trouble === null) return
    this.#trouble = null
    this.#onTrouble(null)
  }
}
