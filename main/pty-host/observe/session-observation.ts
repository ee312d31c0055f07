import type { FrameReading } from '../../../app/screen/read-frame.ts'
import { cleanTitle } from '../../../app/terminal/title.ts'
import type { Clock } from '../../base/clock.ts'
import { Observer } from './observer.ts'
import { isUserInput } from './typed-line.ts'
import type { Observation, ReadingRules } from '../protocol/protocol.ts'
import type { Screen } from '../screen/screen.ts'
import { ScreenWatch } from './screen-watch.ts'

/** All that a session shows of itself: its signals as they come, its screen once it has settled; told in batches. */
export class SessionObservation {
  readonly #observer: Observer
  #watch: ScreenWatch | null = null
  readonly #clock: Clock

  constructor(clock: Clock, tell: (observations: readonly Observation[], at: number) => void) {
    this.#clock = clock
    this.#observer = new Observer((observations) => tell(observations, clock.dateNow()), clock)
  }

  /** The screen to watch; it tells its signals here from its first byte on. */
  watchScreen(screen: Screen): void {
    this.#watch = new ScreenWatch(screen, this.#clock, (observation) => this.#observer.note(observation))
  }

  setReading(reading: ReadingRules): void {
    this.#watch?.setReading(reading)
  }

  signal(observation: Observation): void {
    if (observation.kind === 'title') this.#watch?.setTitle(cleanTitle(observation.title))
    this.#observer.note(observation)
  }

  /**
   * Something went to the program: what it writes now is an answer. A user's keys are reported.
   *
   * @param sendsLine whether it is an Enter behind a line that was typed
   */
  input(data: string | Uint8Array, sendsLine: boolean): void {
    this.#observer.noteInput()
    if (!isUserInput(data)) return
    this.#observer.note({ kind: 'input' })
    if (sendsLine) this.#observer.note({ kind: 'lineSent' })
    this.#watch?.typed(data)
  }

  /** The window did something that programs answer: a size, a showing. */
  disturbed(): void {
    this.#observer.noteInput()
  }

  /** Bytes came from the program. */
  output(bytes: number): void {
    this.#observer.noteOutput(bytes)
  }

  /** What the tool's rules say of the screen as it is now. */
  look(): FrameReading | null {
    return this.#watch?.look() ?? null
  }

  /** Tells main what it has not heard yet, but for plain output. @returns whether there was anything */
  tellNews(): boolean {
    return this.#observer.tellNews()
  }

  /** They are on the screen now. */
  parsed(): void {
    this.#watch?.wrote()
  }

  /** The program has ended. */
  end(): void {
    this.#watch?.end()
  }

  /** Tells what is collected, a title that came too soon as well. */
  flush(): void {
    this.#observer.flush(true)
  }

  dispose(): void {
    this.#observer.dispose()
    this.#watch?.dispose()
  }
}
