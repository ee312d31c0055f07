import { ByteDoor } from '../../../app/terminal/byte-door.ts'
import { pasteInput } from '../../../app/terminal/paste.ts'
import type { PageMessage } from '../../../app/ipc/stream.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { type CellPixels, firstCell } from '../../../app/terminal/terminal-size.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import { PromptSide } from '../observe/prompt-side.ts'
import type { SpawnProblem, SpawnRequest } from '../protocol/protocol.ts'
import { SessionObservation } from '../observe/session-observation.ts'
import { LeftModes } from './left-modes.ts'
import { Parsing } from './parsing.ts'
import { separatorLine } from './separator.ts'
import { sessionScreen } from './session-screen.ts'
import type { SessionSurroundings } from './session-surroundings.ts'
import type { PtyProcess } from '../program/pty.ts'
import { KeptScreen } from '../kept/kept-screen.ts'
import { restoreKept } from '../kept/replay-record.ts'
import type { Screen } from '../screen/screen.ts'
import { PageView } from '../stream/page-view.ts'
import { spawnProblem, startOrSay } from '../program/spawn-problem.ts'
import { TailBuffer } from '../program/tail-buffer.ts'
import type { Worker } from './parse-rounds.ts'
import { shouldPause } from '../stream/pause-state.ts'

const encoder = new TextEncoder()

/**
 * One session in the host: its screen of record, the process behind it while there is one, and the page's view of it.
 * Everything happens in the order of the bytes: what was received is parsed before a size, a snapshot or an end.
 */
export class HostedSession implements Worker {
  readonly id: SessionId
  readonly screen: Screen
  readonly kept: KeptScreen
  readonly #deps: SessionSurroundings
  readonly observed: SessionObservation
  readonly prompts: PromptSide
  readonly door: ByteDoor
  readonly tail = new TailBuffer()
  #process: PtyProcess | null = null
  readonly #page: PageView
  readonly #parsing: Parsing
  #left: LeftModes
  #cell: CellPixels = firstCell
  #waitsForAnswer = false
  #keepsLeftScreen = false

  constructor(id: SessionId, cols: number, rows: number, deps: SessionSurroundings) {
    this.id = id
    this.#deps = deps
    this.door = new ByteDoor({ cols, rows })
    this.observed = new SessionObservation(deps.clock, (observations, at) =>
      deps.tellMain({ type: 'observed', session: id, at, observations }),
    )
    const { screen, onFault } = sessionScreen(id, deps, {
      cols,
      rows,
      onReply: (data) => this.#process?.write(encoder.encode(data), 'answer'),
      onSignal: (observation) => this.observed.signal(observation),
      onScrollOff: (line, width, continues) => this.kept.history.add(line, width, continues),
    })
    this.screen = screen
    this.#page = new PageView(id, { ...deps, onFault }, this)
    this.#parsing = new Parsing(screen, deps.clock, () => this.observed.parsed(), onFault)
    this.#left = this.#followModes(null)
    this.observed.watchScreen(screen)
    const source = () =>
      deps.within(() => {
        this.parseAll()
        return this.screen.snapshot()
      })
    this.kept = new KeptScreen(deps.folder, source, deps.clock)
    this.prompts = new PromptSide(
      this.screen,
      this.kept,
      deps.clock,
      // Of a program that has no terminal.
      (text) => this.#writeOwnBytes(this.door.pass(encoder.encode(text))),
      () => this.parseAll(),
      () => this.seq,
      () => this.#process,
    )
  }

  /** Shows what is kept of an earlier life, and goes on keeping. Its program is gone: queries in it are not answered, modes are not set. */
  async restore(cols: number, rows: number): Promise<void> {
    try {
      await restoreKept(this.kept, this.screen, { cols, rows }, this.#writeOwn, this.#deps.within)
    } finally {
      // A folder that cannot be made or read costs the old text, not the session, and is reported when writing fails too.
      this.#deps.store.add(this.kept, this.id)
      this.resize(cols, rows, undefined)
    }
  }

  /** How many bytes are on the screen. */
  get seq(): number {
    return this.#parsing.seq
  }

  /** Starts a process behind the screen, or tells main why it cannot. */
  async spawn(request: SpawnRequest, separator: string | null): Promise<void> {
    const fail = (problem: SpawnProblem) =>
      this.#deps.tellMain({ type: 'spawnFailed', session: this.id, problem })
    if (this.#process !== null) return fail({ kind: 'running-already' })
    const problem = await spawnProblem(request)
    if (problem !== null) return fail(problem)
    this.parseAll()
    this.#deps.within(() => this.screen.settle(this.#writeOwn))
    if (separator !== null) this.#writeOwn(separatorLine(separator, this.screen.cols))
    const start = startOrSay(() => this.#deps.spawn(request, this.screen.cols, this.screen.rows))
    if ('problem' in start) return fail(start.problem)
    const { started } = start
    this.#process = started
    this.#keepsLeftScreen = request.keepsLeftScreen ?? false
    this.#left = this.#followModes(request.isShell === true ? started : null)
    this.tail.clear()
    this.door.end()
    this.prompts.reset()
    started.onData((bytes) => this.#deps.within(() => this.#receive(bytes)))
    started.onExit((exit) => this.#deps.within(() => this.#handleExit(started, exit)))
    this.#updatePause()
    this.#deps.tellMain({ type: 'spawned', session: this.id, pid: started.pid })
    this.#page.setLive(true)
  }

  /** @param process a shell; what another program puts in front of itself is its own affair */
  #followModes(process: PtyProcess | null): LeftModes {
    const { screen, door } = this
    const shared = { screen, door, clock: this.#deps.clock, write: this.#writeOwn }
    return new LeftModes({
      ...shared,
      look: () => process?.foreground() ?? null,
      parseAll: () => this.parseAll(),
      pass: (bytes) => this.#pass(bytes),
    })
  }

  /** Text for the program, as if typed. Refused silently once it is gone. */
  input(data: string | Uint8Array): void {
    const process = this.#process
    if (process === null) return
    this.observed.input(data, this.prompts.noteInput(data))
    this.#left.expect()
    this.#waitsForAnswer = true
    this.#page.hurry()
    process.write(typeof data === 'string' ? encoder.encode(data) : data)
  }

  /** What runs behind the screen. */
  get program(): PtyProcess | null {
    return this.#process
  }

  /** A paste, cleaned here once more, between marks if the program has turned on mode 2004. */
  paste(text: string): void {
    this.parseAll()
    this.input(pasteInput(text, { bracketed: this.screen.bracketedPaste }))
  }

  /** A new size takes effect between two bytes: after all that was received, for pty, screen, page and disk alike. */
  resize(cols: number, rows: number, cell: CellPixels | undefined): void {
    this.#cell = cell ?? this.#cell
    this.screen.setCellSize(this.#cell)
    if (cols === this.screen.cols && rows === this.screen.rows) return
    this.parseAll()
    this.#page.bringUpToDate()
    this.observed.disturbed()
    this.screen.resize(cols, rows)
    this.door.resize({ cols, rows })
    this.#process?.resize(cols, rows, this.#cell)
    this.kept.resized(cols, rows)
    this.#deps.store.changed(this.kept)
    this.#page.resized(cols, rows)
  }

  /** Shows the session to the page: a snapshot, then what comes after it. Takes the place of an older showing. */
  attach(message: Extract<PageMessage, { type: 'attach' }>): void {
    this.detach(null)
    this.resize(message.cols, message.rows, message.cell)
    this.parseAll()
    this.#page.begin(message.attachment, this.screen.snapshot(), this.seq, this.#process !== null)
    this.#page.setBracketedPaste(this.screen.bracketedPaste)
    this.observed.disturbed()
    this.#updatePause()
  }

  /** @param attachment only this one; null ends any */
  detach(attachment: number | null): void {
    if (this.#page.end(attachment)) this.#updatePause()
  }

  ack(attachment: number, seq: number): void {
    this.#page.ack(attachment, seq)
    this.#updatePause()
  }

  resetCredit(): void {
    this.#page.resetCredit()
    this.#updatePause()
  }

  /** Pauses or resumes the process by what waits for the parser. */
  #updatePause(): void {
    const decision = shouldPause(this.#parsing.weight)
    if (decision === 'pause') this.#process?.pause()
    else if (decision === 'resume') this.#process?.resume()
    this.#deps.creditChanged(this.#page)
  }

  workOff(maxBytes: number): boolean {
    if (this.#parsing.weight > 0) this.#deps.within(() => this.#parsing.workOff(maxBytes))
    // Lines that have scrolled off just now come after the bytes that the store has heard of.
    if (this.kept.isDirty) this.#deps.store.changed(this.kept)
    this.#page.setBracketedPaste(this.screen.bracketedPaste)
    this.#updatePause()
    return this.#parsing.weight > 0
  }

  parseAll(): void {
    while (this.workOff(Number.MAX_SAFE_INTEGER));
  }

  setTheme(theme: ThemeColors): void {
    this.parseAll()
    this.screen.setTheme(theme)
  }

  /** Ends the session here; its process's terminal is closed. @param deleteText also what is kept on disk */
  async dispose(deleteText: boolean): Promise<void> {
    this.detach(null)
    this.prompts.keys.release()
    this.observed.dispose()
    this.#left.dispose()
    this.parseAll()
    this.#process?.release()
    this.#process = null
    this.#deps.store.remove(this.kept)
    await this.kept.close(deleteText)
    this.screen.dispose()
  }

  #receive(bytes: Uint8Array): void {
    this.observed.output(bytes.length)
    this.prompts.noteOutput()
    this.#left.receive(bytes)
  }

  #pass(bytes: Uint8Array): void {
    const passed = this.door.pass(bytes)
    if (passed.length === 0) return
    this.tail.push(passed)
    this.#page.inParts(passed, (part) => this.#take(part))
    this.#deps.wake(this, this.#waitsForAnswer)
    this.#waitsForAnswer = false
    this.#updatePause()
  }

  #take(bytes: Uint8Array): void {
    this.#page.push(bytes)
    this.#parsing.push(bytes)
    this.kept.output(bytes)
    this.#deps.store.changed(this.kept)
  }

  /** Text of the host's own, in the stream like a program's, but no activity. */
  #writeOwn = (text: string): void => this.#writeOwnBytes(encoder.encode(text))

  #writeOwnBytes(bytes: Uint8Array): void {
    this.parseAll()
    this.#take(bytes)
    this.#parsing.asOwn(() => this.parseAll())
  }

  #handleExit(process: PtyProcess, exit: { exitCode: number; signal: number | null }): void {
    if (this.#process !== process) return
    try {
      this.parseAll()
      this.observed.end()
      this.#left.dispose()
      this.#process = null
      this.screen.settle(this.#writeOwn, this.#keepsLeftScreen)
      this.#page.setLive(false)
      this.#page.setBracketedPaste(this.screen.bracketedPaste)
      this.observed.flush()
    } finally {
      // Whatever is wrong with the screen, main has to hear of the end.
      this.#process = null
      this.prompts.keys.release()
      const tail = this.tail.text()
      this.#deps.tellMain({ type: 'exit', session: this.id, ...exit, tail, at: this.#deps.clock.dateNow() })
    }
  }
}
