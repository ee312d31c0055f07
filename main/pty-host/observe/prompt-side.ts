import type { PressCondition } from '../../../app/screen/before-press.ts'
import { emptyFrame } from '../../../app/screen/frame.ts'
import type { Clock } from '../../base/clock.ts'
import type { KeptScreen } from '../kept/kept-screen.ts'
import type { PtyProcess } from '../program/pty.ts'
import { CommandLineWatch } from './command-line-watch.ts'
import { KeyHold } from './key-hold.ts'
import type { ScreenFrame } from '../protocol/protocol.ts'
import type { Screen } from '../screen/screen.ts'
import type { TextMark } from '../screen/text-mark.ts'
import { isUserInput, TypedLine } from './typed-line.ts'

/** What a prompt needs of a session: the user's keys held back, what stands on the screen, and what came since. */
export class PromptSide {
  readonly keys: KeyHold
  readonly #typed: TypedLine
  readonly #commandLine: CommandLineWatch
  readonly #screen: Screen
  readonly #kept: Pick<KeptScreen, 'history' | 'historySince'>
  readonly #write: (text: string) => void
  readonly #parseAll: () => void
  readonly #writtenBytes: () => number
  #mark: { readonly at: TextMark; readonly position: number } | null = null

  /** @param parseAll puts all that was received on the screen. @param program null where none runs */
  constructor(
    screen: Screen,
    kept: Pick<KeptScreen, 'history' | 'historySince'>,
    clock: Clock,
    write: (text: string) => void,
    parseAll: () => void,
    writtenBytes: () => number,
    program: () => PtyProcess | null,
  ) {
    this.#screen = screen
    this.#kept = kept
    this.#write = write
    this.#parseAll = parseAll
    this.#writtenBytes = writtenBytes
    this.keys = new KeyHold(clock)
    this.#typed = new TypedLine(clock)
    this.#commandLine = new CommandLineWatch({ screen, typed: this.#typed, program, parseAll })
  }

  /** Input as it goes to the program. @returns whether it sends a line that was typed */
  noteInput(data: string | Uint8Array): boolean {
    if (!isUserInput(data)) return false
    this.#commandLine.beforeKey()
    return this.#typed.note(data)
  }

  /** A prompt that Enter may not have sent. */
  noteUnsent(when: PressCondition): void {
    this.#typed.noteUnsent(when)
  }

  /** The program has written something. */
  noteOutput(): void {
    this.#typed.noteOutput()
  }

  /** Another program. */
  reset(): void {
    this.#typed.reset()
    this.#commandLine.reset()
  }

  /** Text of a program that has no terminal: queries and signals in it have no effect. */
  print(text: string): void {
    this.#write(text.replaceAll(/\r?\n/gu, '\r\n'))
  }

  /** What is to be known before, while and after something is typed. @param mark text counts as new from here on */
  frame(mark: boolean): ScreenFrame {
    const commandLine = this.#commandLine.read()
    this.#parseAll()
    if (mark) this.#markHere()
    const promptScreen = this.#screen.promptFrame()
    return {
      ...promptScreen,
      commandLine,
      front: this.#commandLine.front,
      bracketedPaste: this.#screen.bracketedPaste,
      isAlternate: this.#screen.isAlternate,
      hasTyped: this.#typed.isBegunOn({ ...emptyFrame, ...promptScreen }),
      isTyping: this.#typed.isFresh,
      writtenBytes: this.#writtenBytes(),
    }
  }

  #markHere(): void {
    this.#mark?.at.marker?.dispose()
    this.#mark = { at: this.#screen.mark(), position: this.#kept.history.position }
  }

  /**
   * The text since the mark. `isScreen`: only what is on the screen can be given, because the program draws a full one.
   */
  async textSince(): Promise<{ readonly text: string; readonly isScreen: boolean }> {
    this.#parseAll()
    const mark = this.#mark
    if (mark === null || this.#screen.isAlternate)
      return { text: this.#screen.text('screen'), isScreen: true }
    const below = this.#screen.textFrom(mark.at)
    if (below !== null) return { text: below, isScreen: false }
    const screen = this.#screen.text('all')
    // What leaves the screen while this is read is in the text of it already.
    const gone = await this.#kept.historySince(mark.position)
    // The lines that stood above the mark went the same way, before those that are asked for.
    const lines = gone.split('\n').slice(mark.at.linesAbove)
    return { text: lines.join('\n') + screen, isScreen: false }
  }
}
