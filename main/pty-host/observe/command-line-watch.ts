import {
  learnPrompt,
  readCommandLine,
  type CommandLineReading,
  type CursorLine,
} from '../../../app/screen/command-line.ts'
import { placeOf } from '../program/process-place.ts'
import type { PtyProcess } from '../program/pty.ts'
import type { Screen } from '../screen/screen.ts'
import type { TypedLine } from './typed-line.ts'

type Deps = {
  readonly screen: Pick<Screen, 'cursorLine'>
  readonly typed: TypedLine
  readonly program: () => Pick<PtyProcess, 'pid' | 'readNow' | 'foreground'> | null
  /** Puts all that was received on the screen. */
  readonly parseAll: () => void
}

/** Knows how a shell's command line looks with nothing typed, and tells by that whether something stands in it. */
export class CommandLineWatch {
  readonly #deps: Deps
  #bare: readonly CursorLine[] = []

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** What stands in the line now. True of shells only: other programs may draw what is typed elsewhere. */
  read(): CommandLineReading {
    const { typed } = this.#deps
    const seen = this.#look()
    if (seen === null) return 'unknown'
    if (!typed.isBegun) this.#learn(seen)
    const reading = readCommandLine(seen.line, seen.place, this.#bare, typed.drawn)
    if (reading !== 'empty') return reading
    if (!typed.isDrawn || typed.isPrefixed || !this.#isQuiet(seen)) return 'unknown'
    return typed.isEscaped ? 'escaped' : 'empty'
  }

  /** The process group in front of the terminal, 0 for the program's own; null where that cannot be seen. */
  get front(): number | null {
    const foreground = this.#deps.program()?.foreground() ?? null
    if (foreground === null) return null
    return foreground.isOwn ? 0 : foreground.group
  }

  /** Before a key goes to the program: with the first one of a line, nothing is typed yet. */
  beforeKey(): void {
    const { typed } = this.#deps
    if (typed.isBegun || typed.quietMs < bareAfterMs) return
    const seen = this.#look()
    if (seen !== null) this.#learn(seen)
  }

  /** Another program. */
  reset(): void {
    this.#bare = []
  }

  #learn(seen: Seen): void {
    if (!this.#isQuiet(seen)) return
    this.#bare = learnPrompt(this.#bare, seen.line, seen.place, this.#deps.typed.isInterrupted)
  }

  /** Where it cannot be seen that a shell waits, only time tells that it has drawn all. */
  #isQuiet({ place }: Seen): boolean {
    return this.#deps.typed.quietMs >= (place === 'unknown' ? drawnAfterMs : bareAfterMs)
  }

  /** The line, drawn to the last byte that the program wrote before it was seen to wait. */
  #look(): Seen | null {
    const { screen, program, parseAll } = this.#deps
    const process = program()
    if (process === null) return null
    const place = placeOf(process.pid)
    if (place === 'running' || process.readNow() === 'behind') return null
    parseAll()
    const line = screen.cursorLine()
    return line === null ? null : { line, place }
  }
}

type Seen = { readonly line: CursorLine; readonly place: ReturnType<typeof placeOf> }

/** A shell that waits, after so long without a key or output, has taken the last line and drawn its prompt. */
const bareAfterMs = 300

/** As long as a busy program was seen to take to draw a key, and more. */
const drawnAfterMs = 2000
