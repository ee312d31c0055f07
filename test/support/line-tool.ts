import type { HostLink } from '../../main/pty-host/client/host-link.ts'
import { whyNotPress, type PressCondition } from '../../app/screen/before-press.ts'
import { emptyFrame } from '../../app/screen/frame.ts'
import type {
  HostCommand,
  HostEvent,
  PressOutcome,
  ScreenFrame,
} from '../../main/pty-host/protocol/protocol.ts'
import { TypedLine } from '../../main/pty-host/observe/typed-line.ts'
import type { Clock } from '../../main/base/clock.ts'
import { screenFrame } from './fake-terminal.ts'

/** What the tool does with a prompt: takes it, keeps it in its line unseen, or shows it and leaves it there. */
export type ToolMood = 'takes' | 'shows nothing' | 'leaves it unsent'

/** How long after Enter it is seen at work, and how long it works, ms. */
export type ToolPace = { readonly noticedAfterMs: number; readonly worksForMs: number }

/** Who hears what the tool does. */
export type ToolEars = {
  /** Text of a prompt comes in. */
  typed(text: string): void
  /** Enter was taken: this prompt is sent. */
  taken(text: string): void
  /** It is seen at work, or at its prompt again. */
  shows(isIdle: boolean): void
}

/** A line tool behind the commands of a pty host, on a clock of the test's. */
export class LineTool implements HostLink {
  mood: ToolMood = 'takes'
  /** The user has typed something of their own. */
  hasDraft = false
  isAtWork = false
  #line = ''
  /** What is seen of the line. */
  #shown = ''
  /** What the host knows of the keys. */
  readonly #typed: TypedLine
  #row = 0
  #written = 0
  readonly #clock: Pick<Clock, 'setTimer' | 'now'>
  readonly #pace: ToolPace
  readonly #ears: ToolEars
  readonly #listeners = new Set<(event: HostEvent) => void>()

  constructor(clock: Pick<Clock, 'setTimer' | 'now'>, pace: ToolPace, ears: ToolEars) {
    this.#clock = clock
    this.#typed = new TypedLine(clock)
    this.#pace = pace
    this.#ears = ears
  }

  send(command: HostCommand): void {
    if (command.type === 'paste') this.#type(command.text)
    if (command.type === 'unsent') this.#typed.noteUnsent(command.when)
    if (command.type === 'press') this.#press(command.id, command.when)
    if (command.type === 'readFrame') this.#tell({ type: 'frame', id: command.id, frame: this.#frame() })
  }

  onEvent(listener: (event: HostEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  onLost(): () => void {
    return () => undefined
  }

  /** The user takes out what stands there unsent. */
  clear(): void {
    this.#typed.note(ctrlU)
    this.#empty()
  }

  #type(text: string): void {
    this.#ears.typed(text)
    this.#typed.note(text)
    this.#line += text
    if (this.mood !== 'shows nothing') this.#shown += text
  }

  #empty(): void {
    this.#line = ''
    this.#shown = ''
  }

  #enter(): void {
    // A tool that reads Enter draws something, whatever it does with it.
    this.#written += 1
    this.#typed.note('\r')
    if (this.mood !== 'takes' || this.#line === '') return
    this.#ears.taken(this.#line)
    this.#empty()
    this.#row += 1
    this.isAtWork = true
    const { noticedAfterMs, worksForMs } = this.#pace
    this.#clock.setTimer(() => {
      this.#ears.shows(false)
      this.#clock.setTimer(() => {
        this.#row += 1
        this.isAtWork = false
        this.#ears.shows(true)
      }, worksForMs)
    }, noticedAfterMs)
  }

  #press(id: number, when: PressCondition): void {
    const frame = this.#frame()
    const refusal = whyNotPress({ ...emptyFrame, ...frame }, null, when)
    if (refusal === null) this.#enter()
    const outcome: PressOutcome =
      refusal === null ? { kind: 'pressed', frame, at: this.#clock.now() } : { kind: refusal }
    this.#tell({ type: 'pressOutcome', id, outcome })
  }

  #tell(event: HostEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #frame(): ScreenFrame {
    const line = this.isAtWork ? this.#shown : `> ${this.#shown}`
    const frame = screenFrame([line], { row: this.#row, writtenBytes: this.#written })
    return { ...frame, hasTyped: this.hasDraft || this.#typed.isBegunOn({ ...emptyFrame, ...frame }) }
  }
}

const ctrlU = '\u0015'
