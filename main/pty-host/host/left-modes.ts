import type { Clock } from '../../base/clock.ts'
import { type Foreground, isGroupAlive } from '../program/foreground.ts'
import {
  endsOpenString,
  lastModeChange,
  shellBoundaries,
  type ShellBoundary,
} from '../program/shell-marks.ts'
import type { ModeKey } from '../screen/mode-record.ts'
import { type TerminalModes, turnOffSince, turnOnSince } from '../screen/terminal-modes.ts'

/** After input, how often and how long it is looked whether a stopped program is in front again: it may say nothing. */
const lookEveryMs = 50
const lookForMs = 3000

/** What a shell's terminal is asked and told. */
export type LeftModesDeps = {
  readonly clock: Clock
  /** Who is in front; null where that cannot be known. */
  readonly look: () => Foreground | null
  readonly screen: { readonly modes: TerminalModes }
  /** Puts all that was passed on the screen. */
  readonly parseAll: () => void
  /** Takes bytes of the terminal's programs into the stream. */
  readonly pass: (bytes: Uint8Array) => void
  /** Takes sequences of the host's own into the stream. */
  readonly write: (sequences: string) => void
  readonly door: { readonly isInString: boolean; cancelString(): void }
}

/** Shells whose line editor marks where it begins and ends, unless its user has turned that off. */
const editors: ReadonlySet<string> = new Set(['bash', 'zsh', 'fish'])

/** A command line: what was on as it began, and what is known of its programs. */
type CommandLine = {
  before: TerminalModes
  readonly by: ShellBoundary['by']
  /** Whether another program was in front; `perhaps` where only a child of the shell has ended. */
  ran: 'no' | 'perhaps' | 'yes'
  /** The next prompt has begun; without OSC 133, a program may have said so until the user types. */
  atPrompt: boolean
  /** What was turned off of it, though it may be the shell's. */
  readonly suspects: Set<ModeKey>
}

/**
 * Turns off what a program that a shell had put in front left on, once the shell is in front again, and turns it on again
 * for one that was only stopped. Both are sequences in the stream, at the place where the one's bytes end and the
 * other's begin, so that record, page and disk agree.
 *
 * Who is in front is looked at with each chunk of output. A chunk may hold bytes of both, and a program may have come and
 * gone between two looks; then the shell's children have ended in between, and the place is found by the marks of its
 * line editor (`shell-marks.ts`). What the shell had on at its prompt when no program had run before stays as it is.
 */
export class LeftModes {
  readonly #deps: LeftModesDeps
  /** The groups that took the front from the shell, and from one another, with what was on before each. */
  readonly #away: { readonly group: number; readonly before: TerminalModes }[] = []
  /** What was turned off of stopped programs, by their groups. */
  readonly #stopped = new Map<number, string>()
  #line: CommandLine | null = null
  /** Before any input, programs that end are those of the shell's own start files. */
  #hasInput = false
  #childFaults = 0
  /** The shell runs programs for its prompt: those that end in the chunk in which a command begins may be these. */
  #forksAtPrompt = false
  /** What the shell itself turns on for its prompt; null before its first. */
  #own: Set<ModeKey> | null = null
  /** Those of the command line before. */
  #suspects: ReadonlySet<ModeKey> = new Set()
  #ranBefore = false
  #lookUntil = Number.NEGATIVE_INFINITY
  #cancelTimer: (() => void) | null = null

  constructor(deps: LeftModesDeps) {
    this.#deps = deps
  }

  /** Passes on a chunk of output that was read just now, with what belongs between its bytes. */
  receive(bytes: Uint8Array): void {
    const { pass, look } = this.#deps
    const looked = look()
    if (looked === null) return pass(bytes)
    const ended = looked.childFaults !== this.#childFaults
    this.#childFaults = looked.childFaults
    // Some shells (dash) say how a program ended before they come to the front.
    const isOwn = looked.isOwn || (ended && !isGroupAlive(looked.group))
    const seen = { ...looked, isOwn }
    const top = this.#away.at(-1)
    if (top === undefined) return this.#fromShell(bytes, seen, ended)
    if (top.group === seen.group) return pass(bytes)
    const prompt = marksOf(seen, bytes).find(({ kind }) => kind === 'prompt')
    const level = this.#levelOf(seen, prompt !== undefined)
    if (level === this.#away.length) return this.#toAnother(bytes, seen)
    if (!endsOpenString(bytes)) this.#deps.door.cancelString()
    const place = lastModeChange(bytes.subarray(0, prompt?.start ?? bytes.length))
    this.#passSome(bytes.subarray(0, place))
    this.#comeBack(level)
    const rest = bytes.subarray(place)
    if (this.#away.length === 0) this.#fromShell(rest, seen, false)
    else if (this.#away.at(-1)?.group === seen.group) this.#passSome(rest)
    else this.#toAnother(rest, seen)
  }

  /** Input went to the terminal: a stopped program may come to the front again and say nothing. */
  expect(): void {
    this.#hasInput = true
    if (this.#line?.atPrompt === true) this.#line = null
    if (this.#stopped.size === 0) return
    this.#lookUntil = this.#deps.clock.now() + lookForMs
    this.#schedule()
  }

  dispose(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = null
    this.#stopped.clear()
  }

  /** The shell was in front at the last look. @param ended a child of it has ended since */
  #fromShell(bytes: Uint8Array, seen: Foreground, ended: boolean): void {
    const { door } = this.#deps
    const hasMarks = editors.has(seen.name)
    const marks = marksOf(seen, bytes)
    let ran = ended
    let from = 0
    const pass = (to: number): void => {
      this.#passSome(bytes.subarray(from, to))
      from = to
    }
    const turnOff = (to: number, line: CommandLine | null, before: TerminalModes): void => {
      pass(from + lastModeChange(bytes.subarray(from, to)))
      if (line?.ran === 'perhaps') this.#learn(line)
      this.#turnOff(before)
    }
    const isBeforeCommand = marks.every(({ kind }) => kind === 'prompt')
    if (ended && hasMarks && this.#isAtPrompt && isBeforeCommand) this.#forksAtPrompt = true
    // Without marks, what was on before this chunk is what was on before the program.
    const early = ended && this.#hasInput && !hasMarks ? this.#modes() : undefined
    for (const mark of marks) {
      const line = this.#line
      if (mark.kind === 'command') {
        if (line !== null && !line.atPrompt && (line.by === 'osc133' || mark.by === 'paste')) continue
        pass(mark.start)
        if (this.#isAtPrompt) this.#noteOwn()
        pass(mark.end)
        this.#line = { before: this.#modes(), by: mark.by, ran: 'no', atPrompt: false, suspects: new Set() }
        if (this.#forksAtPrompt) ran = false
      } else if (line !== null && (line.by !== 'osc133' || mark.by === 'osc133')) {
        if (ran && line.ran === 'no') line.ran = 'perhaps'
        this.#ranBefore = line.ran !== 'no'
        if (line.ran !== 'no') {
          turnOff(mark.start, line, line.before)
          pass(mark.start)
          door.cancelString()
        }
        this.#suspects = line.suspects
        line.atPrompt = true
        if (mark.by === 'osc133') this.#line = null
      }
    }
    if (!seen.isOwn) {
      this.#toFront(seen.group, this.#isAtPrompt ? null : (this.#line?.before ?? null))
      return pass(bytes.length)
    }
    const line = this.#isAtPrompt ? null : this.#line
    if (ran && line?.ran === 'no') line.ran = 'perhaps'
    const before = ran ? (line?.before ?? early) : undefined
    if (before !== undefined) turnOff(bytes.length, line, before)
    const isOwn = line !== null && !ended && lastModeChange(bytes.subarray(from)) > 0
    pass(bytes.length)
    // A program that wrote this would be in front still, or have ended.
    if (isOwn) line.before = this.#modes()
    if (early !== undefined) door.cancelString()
  }

  get #isAtPrompt(): boolean {
    return this.#line === null || this.#line.atPrompt
  }

  /** A group that was not in front before takes the front from one that is not the shell. */
  #toAnother(bytes: Uint8Array, seen: Foreground): void {
    const place = shellBoundaries(bytes).findLast(({ kind }) => kind === 'command')?.end ?? 0
    this.#passSome(bytes.subarray(0, place))
    // Those that have ended meanwhile leave their start to it.
    const gone = this.#away.findIndex(({ group }) => !isGroupAlive(group))
    const before = gone < 0 ? null : (this.#away[gone]?.before ?? null)
    if (gone >= 0) this.#away.length = gone
    this.#toFront(seen.group, before)
    this.#passSome(bytes.subarray(place))
  }

  #toFront(group: number, before: TerminalModes | null): void {
    this.#away.push({ group, before: before ?? this.#modes() })
    const stopped = this.#stopped.get(group)
    this.#stopped.delete(group)
    if (stopped !== undefined) this.#deps.write(stopped)
  }

  /** How many of the groups that are away stay so. @param atPrompt the shell has been at its prompt in between */
  #levelOf(seen: Foreground, atPrompt: boolean): number {
    if (seen.isOwn) return 0
    const index = this.#away.findIndex(({ group }) => group === seen.group)
    if (index >= 0) return index + 1
    if (!atPrompt) return this.#away.length
    return this.#away.findLastIndex(({ group }) => isGroupAlive(group)) + 1
  }

  /** The groups beyond `level` have lost the front: they have ended, or are stopped. */
  #comeBack(level: number): void {
    for (const group of this.#stopped.keys()) if (!isGroupAlive(group)) this.#stopped.delete(group)
    let now = this.#modes()
    for (const { group, before } of this.#away.splice(level).reverse()) {
      const own = turnOnSince(before, now)
      if (own !== '' && isGroupAlive(group)) this.#stopped.set(group, own)
      now = before
    }
    this.#ranBefore = true
    if (this.#line !== null) this.#line.ran = 'yes'
    this.#turnOff(now)
  }

  #turnOff(before: TerminalModes): void {
    const sequences = turnOffSince(before, this.#modes(), this.#own ?? new Set())
    if (sequences !== '') this.#deps.write(sequences)
  }

  /**
   * That a program ran is only known by children that have ended, which may be the prompt's: what is on again after it was
   * turned off at the last prompt is the shell's own.
   */
  #learn({ before, suspects }: CommandLine): void {
    for (const key of this.#modes().on.keys()) {
      if (before.on.has(key)) continue
      suspects.add(key)
      if (this.#suspects.has(key)) this.#own?.add(key)
    }
  }

  /** The shell is at its prompt: what is on there is its own, unless a program that ran before may have left it. */
  #noteOwn(): void {
    if (this.#own === null || !this.#ranBefore) this.#own = new Set(this.#modes().on.keys())
  }

  #modes(): TerminalModes {
    this.#deps.parseAll()
    return this.#deps.screen.modes
  }

  #passSome(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#deps.pass(bytes)
  }

  #schedule(): void {
    this.#cancelTimer ??= this.#deps.clock.setTimer(() => {
      this.#cancelTimer = null
      if (this.#stopped.size === 0 || this.#deps.clock.now() > this.#lookUntil) return
      if (this.#away.length === 0) this.receive(new Uint8Array(0))
      this.#schedule()
    }, lookEveryMs)
  }
}

/**
 * The marks of the shell's line editor. Of prompts that follow one another without a command between them, only that of
 * the shell: with OSC 133 the first, else the last, since a program may turn on bracketed paste as well.
 */
function marksOf({ name }: Foreground, bytes: Uint8Array): readonly ShellBoundary[] {
  if (!editors.has(name)) return []
  return shellBoundaries(bytes).filter((one, index, all) => {
    if (one.kind === 'command' || one.by === 'osc133') return true
    return all[index + 1]?.kind !== 'prompt'
  })
}
