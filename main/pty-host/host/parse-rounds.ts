import type { Clock } from '../../base/clock.ts'

/** One tick of parsing leaves the loop to reads, input and other ports after this long. */
const tickMs = 4
/** Bytes of one session per turn, so that a flood delays others by no more than about a millisecond. */
const bytesPerTurn = 32 * 1024

/** Something with bytes to work off in slices. */
export type Worker = {
  /** Works off about `maxBytes`. @returns whether more is left */
  workOff(maxBytes: number): boolean
}

/** Gives every session with unparsed output its turn, in rounds, a bounded time per tick. */
export class ParseRounds {
  /** Each for one turn before the others. */
  readonly #first = new Set<Worker>()
  readonly #waiting = new Set<Worker>()
  readonly #clock: Pick<Clock, 'now'>
  readonly #onError: (error: unknown) => void
  #scheduled = false

  /** @param onError gets what a worker throws; the others go on */
  constructor(clock: Pick<Clock, 'now'>, onError: (error: unknown) => void) {
    this.#clock = clock
    this.#onError = onError
  }

  /** @param first a user waits for this one */
  add(worker: Worker, first: boolean): void {
    if (this.#first.has(worker) || this.#waiting.has(worker)) return
    if (first) this.#first.add(worker)
    else this.#waiting.add(worker)
    this.#schedule()
  }

  #schedule(): void {
    if (this.#scheduled || this.#first.size + this.#waiting.size === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      this.#tick()
      this.#schedule()
    })
  }

  #tick(): void {
    const end = this.#clock.now() + tickMs
    // A worker that is not finished goes to the end of the line.
    for (let worker = this.#next(); worker !== undefined; worker = this.#next()) {
      if (this.#work(worker)) this.#waiting.add(worker)
      if (this.#clock.now() >= end) return
    }
  }

  #next(): Worker | undefined {
    for (const line of [this.#first, this.#waiting])
      for (const worker of line) {
        line.delete(worker)
        return worker
      }
    return undefined
  }

  #work(worker: Worker): boolean {
    try {
      return worker.workOff(bytesPerTurn)
    } catch (error) {
      this.#onError(error)
      return false
    }
  }
}
