import type { Clock } from '../../base/clock.ts'

/** Whether something was typed into a program since the last Enter: a line that was begun and not sent. */
export class TypedLine {
  private begun = false
  private lastAt = Number.NEGATIVE_INFINITY
  private readonly clock: Pick<Clock, 'now'>

  constructor(clock: Pick<Clock, 'now'>) {
    this.clock = clock
  }

  get isBegun(): boolean {
    return this.begun
  }

  /** Its last text came so lately that a busy program may not have drawn it yet. */
  get isFresh(): boolean {
    return this.begun && this.clock.now() - this.lastAt < freshMs
  }

  /** A user's input, as it goes to the program. Enter sends a line, Ctrl-C and Ctrl-U throw it away. */
  take(data: string): void {
    if (data === '') return
    this.begun = !endsLine.test(data)
    if (!isOnlyControl.test(data)) this.lastAt = this.clock.now()
  }

  /** Another program. */
  reset(): void {
    this.begun = false
  }
}

/** Enter as every program takes it or by the kitty protocol; a paste that ends in a line end is not sent by it. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const endsLine = /(?:\r|\n|\u0003|\u0015|\u001b\[13u|\u001b\[(?:99|117);5u)$/u

/** Keys that write nothing, such as an Escape that interrupts. A paste begins with its mark. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const isOnlyControl = /^(?!\u001b\[200~)[\u0000-\u001f\u007f]/u

/** On a machine that is busy beyond its cores opencode was seen to draw a key more than a second after it. */
const freshMs = 2000

/** Whether input is a user's key or paste, and not what the terminal says by itself. */
export function isUserInput(data: string | Uint8Array): data is string {
  return typeof data === 'string' && data !== '' && !reports.test(data)
}

/** What a terminal says by itself: focus, mouse, answers to queries by CSI, OSC and DCS. */
const reports =
  // eslint-disable-next-line no-control-regex -- reports of the terminal are matched here
  /^(?:\u001b\[(?:[IO]|<[\d;]+[Mm]|M[^]{3}|[?>=][\d;]*\$?[cunRy]|[\d;]+(?:[Rnt]|\$y))|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001bP[^\u001b]*\u001b\\)+$/u
