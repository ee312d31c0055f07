import { isTransition, transitionOf } from '../../../app/activity/transition.ts'
import type { Transition } from '../../../app/activity/why.ts'
import type { Status } from '../../../app/session/status.ts'

/** The last changes of a session's status. */
export class TransitionLog {
  #kept: readonly Transition[] = []
  /** The next one is later than this. */
  #after = 0

  /** The last one; null before the first. */
  get last(): Transition | null {
    return this.#kept.at(-1) ?? null
  }

  newestFirst(): readonly Transition[] {
    return this.#kept.toReversed()
  }

  /** Keeps the change from one status to the next at `at`, ms since the epoch, if it is one that a user sees. */
  note(before: Status, now: Status, at: number): void {
    if (!isTransition(before, now)) return
    // A moment is named by its time: of two in the same millisecond the second is later.
    const time = Math.max(at, this.#after + 1)
    this.#after = time
    this.#kept = [...this.#kept, transitionOf(now, time)].slice(-keptTransitions)
  }

  /** The date was set by `byMs`. What is kept has its times for its names, and keeps them. */
  moveDates(byMs: number): void {
    this.#after += byMs
  }
}

/** As many as "Why?" shows. */
const keptTransitions = 20
