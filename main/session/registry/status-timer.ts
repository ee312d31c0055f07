import type { Clock } from '../../base/clock.ts'
import { DueTimes } from '../../base/due-times.ts'
import type { SessionState } from '../state/session-state.ts'

/** The one timer of all statuses: wakes when time alone changes the next one. What is due, is so by the date. */
export class StatusTimer {
  readonly #clock: Clock
  readonly #deps: StatusTimerDeps
  readonly #due = new DueTimes<SessionState>()
  #cancel: (() => void) | null = null
  /** When the timer fires, by the monotonic clock: the date may be set meanwhile. */
  #firesAt = Number.POSITIVE_INFINITY

  constructor(clock: Clock, deps: StatusTimerDeps) {
    this.#clock = clock
    this.#deps = deps
  }

  /** To be called when a session changed: time may change its status at another moment than was thought. */
  follow(session: SessionState): void {
    this.#due.set(session, session.nextWakeAt)
    this.#arm()
  }

  /** Nothing could be seen for `gapMs` before the date `at`: that was no silence. */
  jump(at: number, gapMs: number): void {
    for (const session of this.#deps.sessions()) {
      this.#deps.jump(session, at, gapMs)
      this.#due.set(session, session.nextWakeAt)
    }
    this.#arm()
  }

  dispose(): void {
    this.#cancel?.()
    this.#cancel = null
    // Nothing is armed any more.
    this.#firesAt = Number.NEGATIVE_INFINITY
  }

  #arm(): void {
    const next = this.#due.earliest
    if (next === null) return
    const waitMs = Math.max(minWaitMs, next - this.#clock.dateNow())
    const firesAt = this.#clock.now() + waitMs
    // What is due later than was thought is found to be so when the timer fires. The two clocks differ by fractions.
    if (firesAt > this.#firesAt - 1) return
    this.#cancel?.()
    this.#firesAt = firesAt
    this.#cancel = this.#clock.setTimer(() => this.#wake(), waitMs)
  }

  #wake(): void {
    const lateMs = this.#clock.now() - this.#firesAt
    this.#firesAt = Number.POSITIVE_INFINITY
    this.#deps.followDate?.()
    const now = this.#clock.dateNow()
    // A machine that slept, or was busy for so long, has not heard what came meanwhile.
    if (lateMs > jumpMs) return this.jump(now, lateMs)
    for (const session of this.#due.removeDue(now)) {
      this.#deps.pass(session, now)
      this.#due.set(session, session.nextWakeAt)
    }
    this.#arm()
  }
}

type StatusTimerDeps = {
  readonly sessions: () => readonly SessionState[]
  readonly pass: (session: SessionState, now: number) => void
  readonly jump: (session: SessionState, at: number, gapMs: number) => void
  /** Called before anything is compared with the date. */
  readonly followDate?: () => void
}

/** A timer may come a little early by the date. */
const minWaitMs = 10
const jumpMs = 2000
