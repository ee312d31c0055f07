import type { Clock } from '../base/clock.ts'
import { failedWrite, safeWrite, type WriteOutcome } from './safe-write.ts'
import type { StoreFile } from './store-file.ts'

/**
 * Keeps the newest value of a file: soon, now, and again until it is on disk. `now` keeps main from all else until it is
 * done: it is for what a user does and for prompts on their way, and for nothing that a program can cause.
 */
export type StoreWriter<T extends object> = {
  /** @param make the newest value, called when it is written @returns whether it is on disk now */
  save(make: () => T, when: 'now' | 'soon'): boolean
  /** Writes what is not written yet. */
  flush(): void
}

/** A change waits this long for the next one; a write costs the main thread 8 ms (M6). */
const debounceMs = 500
/** But no change waits longer than this, where a write is cheap. */
const maxWaitMs = 2000
/** What is not urgent takes at most this share of the main thread: a large store is written less often. */
const maxShare = 0.1
const maxPauseMs = 10_000
const firstRetryMs = 1000
const maxRetryMs = 30_000

/**
 * Writes values to `file`.
 *
 * @param options.makeReady called before each write; what it throws is the write's outcome
 * @param options.isValid whether the file on disk is whole, and so may become the backup
 * @param options.onOutcome gets each outcome that differs from the one before
 */
export function createStoreWriter<T extends object>(
  file: StoreFile,
  options: {
    readonly clock: Clock
    readonly makeReady?: () => void
    readonly isValid: boolean
    readonly onOutcome: (outcome: WriteOutcome) => void
  },
): StoreWriter<T> {
  const { clock } = options
  let isValid = options.isValid
  let pending: (() => T) | null = null
  let pendingSince = 0
  let cancelTimer: (() => void) | null = null
  let retryMs = firstRetryMs
  let lastOutcome = 'ok'
  let mayWriteAt = -Infinity

  /** Nothing that a value is, or has grown to, gets past here: who saves may be who handles bugs. */
  const writeGuarded = (make: () => T, hasGoodFile: boolean): WriteOutcome => {
    try {
      options.makeReady?.()
      return safeWrite(file, make(), hasGoodFile)
    } catch (error) {
      return failedWrite(error)
    }
  }
  const write = (): void => {
    cancelTimer?.()
    cancelTimer = null
    if (pending === null) return
    const started = clock.now()
    const outcome = writeGuarded(pending, isValid)
    const ended = clock.now()
    mayWriteAt = ended + Math.min(maxPauseMs, Math.max(0, ended - started) / maxShare)
    const said = outcome.ok ? 'ok' : outcome.reason
    if (outcome.ok) {
      pending = null
      isValid = true
      retryMs = firstRetryMs
    } else {
      cancelTimer = clock.setTimer(write, retryMs)
      retryMs = Math.min(maxRetryMs, retryMs * 2)
    }
    if (said !== lastOutcome) options.onOutcome(outcome)
    lastOutcome = said
  }

  return {
    save(make, when) {
      const now = clock.now()
      if (pending === null) pendingSince = now
      pending = make
      if (when === 'now') {
        write()
        return pending === null
      }
      // While the disk refuses, its own timer tries again.
      if (lastOutcome !== 'ok') return false
      cancelTimer?.()
      const waited = Math.max(0, now - pendingSince)
      // A clock that was set back must not hold a change for hours.
      const pause = Math.min(maxPauseMs, mayWriteAt - now)
      cancelTimer = clock.setTimer(write, Math.max(0, Math.min(debounceMs, maxWaitMs - waited), pause))
      return false
    },
    flush: write,
  }
}
