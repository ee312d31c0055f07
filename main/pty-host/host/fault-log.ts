import type { Clock } from '../../base/clock.ts'

/** The same fault is logged at most so often: a program may cause it with each byte. */
const intervalMs = 60_000

/** Tells faults by their name, each now and then, with how many there were in between. */
export class FaultLog {
  readonly #clock: Clock
  readonly #tell: (message: string) => void
  readonly #told = new Map<string, { at: number; since: number }>()

  constructor(clock: Clock, tell: (message: string) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** @param name one of few: all of them are remembered */
  readonly note = (name: string, error: unknown): void => {
    const now = this.#clock.now()
    const told = this.#told.get(name)
    if (told !== undefined && now - told.at < intervalMs) {
      told.since += 1
      return
    }
    this.#told.set(name, { at: now, since: 0 })
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const more = told === undefined || told.since === 0 ? '' : ` (and ${told.since} more since the last time)`
    this.#tell(`${name}${more}: ${text}`)
  }
}
