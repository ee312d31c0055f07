import type { Clock } from '../base/clock.ts'

const pingMs = 5000
/**
 * So many pings in a row without an answer, 15 to 20 s, mean that the page hangs. What it has to do at once is bounded: at most
 * 512 KB of a session that is not parsed yet, and a snapshot with its scrollback, are fractions of a second; starting to draw
 * without a GPU, or a machine that swaps, takes some seconds.
 */
const maxUnanswered = 3
/** A page that has not answered since it began to load may not be there yet: a first start from a cold disk takes long. */
const maxUnansweredAtLoad = 12

/** What a pulse is taken of. */
export type PulseDeps = {
  readonly clock: Pick<Clock, 'setTimer'>
  /** Asks the page for a sign of life; the answer comes by `answered`. */
  readonly ping: () => void
  /** The page cannot answer, and that is no fault of its own. */
  readonly isHalted: () => boolean
  /** It has not answered for too long; called again where that goes on. */
  readonly onSilence: () => void
}

/** Notices that the page hangs: a loop without an end answers no message. Pings are counted, not time, so a sleep of the machine is no silence. */
export class PagePulse {
  readonly #deps: PulseDeps
  #unanswered = 0
  #isLoading = true
  #cancel = (): void => undefined

  constructor(deps: PulseDeps) {
    this.#deps = deps
    this.#schedule()
  }

  /** The page has answered. */
  answered(): void {
    this.#unanswered = 0
    this.#isLoading = false
  }

  /** The page begins anew. */
  loads(): void {
    this.#unanswered = 0
    this.#isLoading = true
  }

  dispose(): void {
    this.#cancel()
  }

  #schedule(): void {
    this.#cancel = this.#deps.clock.setTimer(() => this.#beat(), pingMs)
  }

  #beat(): void {
    this.#schedule()
    const isSilent = this.#unanswered >= (this.#isLoading ? maxUnansweredAtLoad : maxUnanswered)
    if (isSilent || this.#deps.isHalted()) this.#unanswered = 0
    else this.#unanswered += 1
    if (this.#deps.isHalted()) return
    if (isSilent) this.#deps.onSilence()
    else this.#deps.ping()
  }
}
