import type { Clock } from '../../base/clock.ts'
import type { OnFault } from '../screen/handler-guard.ts'
import type { Screen } from '../screen/screen.ts'
import { Backlog } from '../stream/backlog.ts'

/** What a session has received, on its way to the screen of record, and how far it has come. */
export class Parsing {
  readonly #backlog = new Backlog()
  readonly #screen: Screen
  readonly #clock: Clock
  readonly #onParsed: () => void
  readonly #onFault: OnFault
  #parsedSeq = 0
  #isOwn = false

  /** @param onParsed output of a program is on the screen. @param onFault the parser threw, and a slice is lost */
  constructor(screen: Screen, clock: Clock, onParsed: () => void, onFault: OnFault) {
    this.#onFault = onFault
    this.#screen = screen
    this.#clock = clock
    this.#onParsed = onParsed
  }

  /** How many bytes are on the screen. */
  get seq(): number {
    return this.#parsedSeq
  }

  /** As `Backlog.weight`. */
  get weight(): number {
    return this.#backlog.weight
  }

  push(bytes: Uint8Array): void {
    this.#backlog.push(bytes)
  }

  /** As `Backlog.workOff`. */
  workOff(maxBytes: number): void {
    const parsedSeq = this.#parsedSeq
    this.#backlog.workOff(
      maxBytes,
      (part) => this.#parse(part),
      () => this.#clock.now(),
    )
    if (this.#parsedSeq > parsedSeq && !this.#isOwn) this.#onParsed()
  }

  /** What is parsed meanwhile is the host's own text: queries in it are not answered, and it is no activity. */
  asOwn(run: () => void): void {
    this.#isOwn = true
    try {
      this.#screen.replay(run)
    } finally {
      this.#isOwn = false
    }
  }

  #parse(bytes: Uint8Array): void {
    this.#parsedSeq += bytes.length
    try {
      this.#screen.parse(bytes)
    } catch (error) {
      this.#onFault('the parser', error)
    }
  }
}
