import type { Clock } from '../../base/clock.ts'
import type { Observation } from '../protocol/protocol.ts'

/** At most 10 messages a second and session. */
const batchMs = 100
/** Titles and bells are reported at most so often; of titles the last counts. */
const titleMs = 250
const bellMs = 500
/** Output this soon after input or a resize answers it, and is no activity of the program's own. */
const answerMs = 500
/** A program that reports in a storm: the oldest of a batch beyond this go. */
const maxBatch = 200
/**
 * Of a batch only the last of these counts: a screen is as it was seen last, as is the agent on it, keys are reported once, and the clipboard holds
 * one text, so that of those that come together only the last could be pasted.
 */
const onlyLast: ReadonlySet<Observation['kind']> = new Set([
  'screen',
  'agentFrame',
  'input',
  'lineSent',
  'clipboard',
])

/** Collects what a session shows of itself, and tells it in batches; the first after a pause at once. */
export class Observer {
  #batch: Observation[] = []
  #bytes = 0
  #lastTold = -Infinity
  #cancelTimer: (() => void) | null = null
  #timerDue = 0
  #answersUntil = -Infinity
  #pendingTitle: string | null = null
  #lastTitle = -Infinity
  #lastBell = -Infinity
  readonly #tell: (observations: readonly Observation[]) => void
  readonly #clock: Clock

  constructor(tell: (observations: readonly Observation[]) => void, clock: Clock) {
    this.#tell = tell
    this.#clock = clock
  }

  /** Somebody typed, clicked, focused or resized: what the program writes now is an answer. */
  noteInput(): void {
    this.#answersUntil = this.#clock.now() + answerMs
  }

  noteOutput(bytes: number): void {
    if (this.#clock.now() < this.#answersUntil) return
    this.#bytes += bytes
    this.#schedule()
  }

  note(observation: Observation): void {
    const now = this.#clock.now()
    if (observation.kind === 'bell') {
      if (now - this.#lastBell < bellMs) return
      this.#lastBell = now
    }
    if (observation.kind === 'title') {
      this.#pendingTitle = observation.title
      return this.#schedule()
    }
    if (onlyLast.has(observation.kind))
      this.#batch = this.#batch.filter((earlier) => earlier.kind !== observation.kind)
    this.#batch.push(observation)
    if (this.#batch.length > maxBatch) this.#batch.shift()
    this.#schedule()
  }

  /** Tells what is collected now; `final`, before an exit is announced, also a title that came too soon. */
  flush(final = false): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    const now = this.#clock.now()
    if (this.#pendingTitle !== null && (final || now >= this.#lastTitle + titleMs)) {
      this.#batch.push({ kind: 'title', title: this.#pendingTitle })
      this.#pendingTitle = null
      this.#lastTitle = now
    }
    if (this.#bytes > 0) this.#batch.push({ kind: 'output', bytes: this.#bytes })
    this.#bytes = 0
    if (this.#batch.length > 0) {
      const batch = this.#batch
      this.#batch = []
      this.#lastTold = now
      this.#tell(batch)
    }
    if (this.#pendingTitle !== null) this.#schedule()
  }

  /** Tells what has been collected, a title included, unless it is output alone. @returns whether there was any of it */
  tellNews(): boolean {
    const hasNews = this.#batch.some(({ kind }) => kind !== 'bell') || this.#pendingTitle !== null
    if (hasNews) this.flush(true)
    return hasNews
  }

  dispose(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
  }

  #schedule(): void {
    const onlyTitle = this.#batch.length === 0 && this.#bytes === 0
    const due = Math.max(this.#lastTold + batchMs, onlyTitle ? this.#lastTitle + titleMs : 0)
    if (this.#cancelTimer !== null && this.#timerDue <= due) return
    this.#cancelTimer?.()
    this.#timerDue = due
    // Also the first waits for the end of this turn of the loop: what comes together is sent together.
    this.#cancelTimer = this.#clock.setTimer(() => this.flush(), Math.max(due - this.#clock.now(), 0))
  }
}
