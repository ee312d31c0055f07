import type { Frame } from '../../../app/screen/frame.ts'
import { isGrownFrom, withoutTyped, type LineBefore } from '../../../app/screen/typed-apart.ts'
import type { Clock } from '../../base/clock.ts'
import type { Screen } from '../screen/screen.ts'
import { TypedLine } from './typed-line.ts'

/** Tells what a program has written into the line of the cursor from what its user types there. */
export class TypedApart {
  readonly #screen: Pick<Screen, 'cursorLine'>
  readonly #typed: TypedLine
  #before: LineBefore | null = null

  constructor(screen: Pick<Screen, 'cursorLine'>, clock: Pick<Clock, 'now'>) {
    this.#screen = screen
    this.#typed = new TypedLine(clock)
  }

  /**
   * A user's keys, on their way to the program.
   *
   * @returns the line that they send, as it is on the screen and without what stood before it; null where they send none,
   *   or what is sent is not known
   */
  typed(data: string): string | null {
    const now = this.#screen.cursorLine()
    // A key that was taken without an Enter begins no line of the next program.
    const isOther = this.#before === null || now === null || !isGrownFrom(this.#before, now)
    if (!this.#typed.isBegun || isOther) {
      this.#typed.reset()
      this.#before = now
    }
    this.#typed.note(data)
    const [sent = '', enter] = data.split(/([\r\n])/u)
    if (enter === undefined || now === null || this.#before === null) return null
    if (!isGrownFrom(this.#before, now)) return null
    const line = now.left.slice(this.#before.left.length) + sent
    return line.trim() === '' ? null : line
  }

  /** As `withoutTyped`; null also while nothing is typed, and on a full screen. */
  apart(frame: Frame): Frame | null {
    if (this.#before === null || !this.#typed.isBegun) return null
    const now = this.#screen.cursorLine()
    return now === null ? null : withoutTyped(frame, this.#before, now, this.#typed.drawn)
  }

  /** Another program. */
  reset(): void {
    this.#before = null
    this.#typed.reset()
  }
}
