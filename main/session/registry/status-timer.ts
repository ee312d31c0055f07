import type { Clock } from '../../base/clock.ts'
import type { SessionState } from '../state/session-state.ts'

/** The one timer of all statuses: wakes when time alone changes the next one. */
export class StatusTimer {
  readonly #clock: Clock
  readonly #around: StatusTimerParts
  #cancel: (() => void) | null = null
  #dueAt = Number.POSITIVE_INFINITY

  constructor(clock: Clock, around: StatusTimerParts) {
    this.#clock = clock
    this.#around = around
  }

  /** To be called when evidence came: the next change may be sooner than was thought. */
  arm(): void {
    const next = Math.min(...this.#around.sessions().map((s) => s.nextWakeAt ?? Number.POSITIVE_INFINITY))
    if (next >= this.#dueAt || next === Number.POSITIVE_INFINITY) return
    this.#cancel?.()
    this.#dueAt = next
    this.#cancel = this.#clock.setTimer(() => this.#wake(), Math.max(minWaitMs, next - this.#clock.now()))
  }

  /** Nothing could be seen for `gapMs` before `at`: that was no silence. */
  jump(at: number, gapMs: number): void {
    for (const session of this.#around.sessions()) this.#around.jump(session, at, gapMs)
    this.arm()
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = null
    // Nothing is armed any more.
    this.#dueAt = Number.NEGATIVE_INFINITY
  }

  #wake(): void {
    const now = this.#clock.now()
    const lateMs = now - this.#dueAt
    this.#dueAt = Number.POSITIVE_INFINITY
    // A machine that slept, or was busy for so long, has not heard what came meanwhile.
    if (lateMs > jumpMs) return this.jump(now, lateMs)
    for (const session of this.#around.sessions()) this.#around.pass(session, now)
    this.arm()
  }
}

type StatusTimerParts = {
  readonly sessions: () => readonly SessionState[]
  readonly pass: (session: SessionState, now: number) => void
  readonly jump: (session: SessionState, at: number, gapMs: number) => void
}

/** A timer may come a little early by the wall clock. */
const minWaitMs = 10
const jumpMs = 2000
