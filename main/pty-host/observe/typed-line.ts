import { stands, type PressCondition } from '../../../app/screen/before-press.ts'
import type { PromptFrame } from '../../../app/screen/prompt-box.ts'
import type { Clock } from '../../base/clock.ts'

/** What the keys, and Roost's own prompt that they did not send, tell of the line that a user types into a program, since the last Enter. */
export class TypedLine {
  #begun = false
  #isInterrupted = false
  #isEscaped = false
  #isAnswered = true
  #last = ''
  #drawn: string | null = ''
  #unsent: PressCondition | null = null
  #lastAt = Number.NEGATIVE_INFINITY
  #lastTextAt = Number.NEGATIVE_INFINITY
  #outputAt = Number.NEGATIVE_INFINITY
  readonly #clock: Pick<Clock, 'now'>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock
  }

  /** Something was typed: a line that was begun and not sent, if the program takes it for one. */
  get isBegun(): boolean {
    return this.#begun
  }

  /** The same, and also where Enter has left Roost's own prompt, which is seen on this screen. */
  isBegunOn(frame: PromptFrame): boolean {
    return this.#begun || (this.#unsent !== null && stands(frame, this.#unsent))
  }

  /** Its last text came so lately that a busy program may not have drawn it yet. */
  get isFresh(): boolean {
    return this.#begun && this.#clock.now() - this.#lastTextAt < freshMs
  }

  /** The last key is old enough, and text was followed by output, so that what was typed is on the screen. */
  get isDrawn(): boolean {
    return this.#isAnswered && this.#clock.now() - this.#lastAt >= freshMs
  }

  /** How long ago the last key was, or output if that came later, ms. */
  get quietMs(): number {
    return this.#clock.now() - Math.max(this.#lastAt, this.#outputAt)
  }

  /** What the keys can have put on the line; null where that can be anything: a recalled line, a completion. */
  get drawn(): string | null {
    return this.#drawn
  }

  /** An Esc came since the last Enter: a shell may take what comes next together with it, or for commands of vi. */
  get isEscaped(): boolean {
    return this.#isEscaped
  }

  /** The last key is one that takes the next one with it. */
  get isPrefixed(): boolean {
    return openPrefix.test(this.#last)
  }

  /** The last key threw the line away. */
  get isInterrupted(): boolean {
    return this.#isInterrupted
  }

  /**
   * A user's input, as it goes to the program. Enter sends a line, Ctrl-C and Ctrl-U throw it away.
   *
   * @returns whether it sends a line in which something was typed
   */
  note(data: string): boolean {
    if (data === '') return false
    const sendsLine = enter.test(data) && (this.#begun || !onlyEnters.test(data))
    this.#unsent = null
    this.#begun = !endsLine.test(data)
    this.#isInterrupted = interrupt.test(data)
    this.#drawn = this.#begun ? drawnBy(this.#drawn, data) : ''
    this.#isEscaped = escape.test(data) || (this.#isEscaped && !leavesLine.test(data))
    this.#last = data.slice(-maxKeyChars)
    this.#lastAt = this.#clock.now()
    if (isOnlyControl.test(data)) return sendsLine
    this.#lastTextAt = this.#lastAt
    this.#isAnswered = false
    return sendsLine
  }

  /** A prompt of Roost's that Enter may not have sent. The next key leaves it to the keys again. */
  noteUnsent(when: PressCondition): void {
    this.#unsent = when
  }

  /** The program has written something. */
  noteOutput(): void {
    this.#isAnswered = true
    this.#outputAt = this.#clock.now()
  }

  /** Another program. */
  reset(): void {
    this.#begun = false
    this.#unsent = null
    this.#isInterrupted = false
    this.#isEscaped = false
    this.#isAnswered = true
    this.#drawn = ''
    this.#last = ''
    this.#lastAt = Number.NEGATIVE_INFINITY
  }
}

function drawnBy(before: string | null, data: string): string | null {
  if (before === null) return null
  const text = data.replaceAll(pasteMarks, '').replaceAll(eraseKeys, '')
  return drawsAnything.test(text) ? null : (before + text).slice(-maxDrawnChars)
}

/** Enter as every program takes it or by the kitty protocol; a paste that ends in a line end is not sent by it. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const endsLine = /(?:\r|\n|\u0003|\u0015|\u001b\[13u|\u001b\[(?:99|117);5u)$/u

// eslint-disable-next-line no-control-regex -- keys are control characters
const enter = /(?:\r|\n|\u001b\[13u)$/u
// eslint-disable-next-line no-control-regex -- keys are control characters
const onlyEnters = /^(?:\r|\n|\u001b\[13u)+$/u

/** The same but for Ctrl-U, which leaves the line's editor as it is. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const leavesLine = /(?:\r|\n|\u0003|\u001b\[13u|\u001b\[99;5u)$/u

// eslint-disable-next-line no-control-regex -- keys are control characters
const interrupt = /(?:\u0003|\u001b\[99;5u)$/u

/** Esc, alone or with a letter; not the begin of a sequence. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const escape = /\u001b(?![[\]OP_])/u

/** Keys that write nothing, such as an Escape that interrupts. A paste begins with its mark. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const isOnlyControl = /^(?!\u001b\[200~)[\u0000-\u001f\u007f]/u

// eslint-disable-next-line no-control-regex -- keys are control characters
const pasteMarks = /\u001b\[20[01]~/gu

/** Keys that at most take text away: Ctrl-D, Backspace, Ctrl-L, Ctrl-U, Ctrl-W, Ctrl-Z. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const eraseKeys = /[\u0004\b\f\u0015\u0017\u001a\u007f]/gu

/** Any other key may recall, complete or yank, or begin a sequence that does. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const drawsAnything = /[\u0000-\u001f\u0080-\u009f]/u

/** Ctrl-Q and Ctrl-V take the next key as it is, Ctrl-X begins keys of two. */
// eslint-disable-next-line no-control-regex -- keys are control characters
const openPrefix = /[\u0011\u0016\u0018]$/u

/** On a machine that is busy beyond its cores opencode was seen to draw a key more than a second after it. */
const freshMs = 2000

/** More than any key sends. */
const maxKeyChars = 32

/** A sign in a text that was typed long ago is not at its end. */
const maxDrawnChars = 10_000

/** Whether input is a user's key or paste, and not what the terminal says by itself. */
export function isUserInput(data: string | Uint8Array): data is string {
  return typeof data === 'string' && data !== '' && !reports.test(data)
}

/** What a terminal says by itself: focus, mouse, answers to queries by CSI, OSC and DCS. */
const reports =
  // eslint-disable-next-line no-control-regex -- reports of the terminal are matched here
  /^(?:\u001b\[(?:[IO]|<[\d;]+[Mm]|M[^]{3}|[?>=][\d;]*\$?[cunRy]|[\d;]+(?:[Rnt]|\$y))|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)|\u001bP[^\u001b]*\u001b\\)+$/u
