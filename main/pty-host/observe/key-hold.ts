import type { Clock } from '../../base/clock.ts'

/** Nobody's keys wait longer than this, whatever happened to the one who held them. */
const maxHoldMs = 30_000

/** Keeps a user's input back while a prompt is typed, and gives it on after, in its order: none of it is lost. */
export class KeyHold {
  #waiting: (() => void)[] | null = null
  #cancel: (() => void) | null = null
  readonly #clock: Pick<Clock, 'setTimer'>

  constructor(clock: Pick<Clock, 'setTimer'>) {
    this.#clock = clock
  }

  hold(): void {
    this.#waiting ??= []
    this.#cancel?.()
    this.#cancel = this.#clock.setTimer(() => this.release(), maxHoldMs)
  }

  /** Gives on what has waited. */
  release(): void {
    this.#cancel?.()
    this.#cancel = null
    const waiting = this.#waiting
    this.#waiting = null
    for (const give of waiting ?? []) give()
  }

  /** Input of a user: now, or when the hold ends. */
  whenFree(give: () => void): void {
    if (this.#waiting === null) give()
    else this.#waiting.push(give)
  }
}
