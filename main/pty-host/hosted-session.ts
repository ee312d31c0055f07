import { pasteInput } from '../../app/terminal/paste.ts'
import type { HostStreamMessage, PageMessage } from '../../app/ipc/stream.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { ThemeColors } from '../../app/terminal/theme.ts'
import { Outlet } from './flow.ts'
import { Observer } from './observe.ts'
import type { HostEvent, SpawnRequest } from './protocol.ts'
import type { PtyFactory, PtyProcess } from './pty.ts'
import type { CellSize } from './queries.ts'
import { Screen } from './screen.ts'
import { spawnProblem } from './spawn-problem.ts'
import { TailBuffer } from './tail-buffer.ts'
import type { Worker } from './turns.ts'
import { pauseLimits, shouldPause } from './pause.ts'

type PageAttach = Extract<PageMessage, { type: 'attach' }>
type Showing = { readonly attachment: number; readonly outlet: Outlet; bracketedPaste: boolean }

/** What a session needs of the host around it. */
export type SessionSurroundings = {
  readonly appVersion: string
  readonly spawn: PtyFactory
  theme(): ThemeColors
  tellMain(event: HostEvent): void
  tellPage(message: HostStreamMessage): void
  /** This session has output to parse. */
  wake(session: Worker, first: boolean): void
  /** Unacknowledged bytes of all sessions may have changed. */
  creditChanged(): void
  /** Bytes that take their way onto the disk, and changes of size between them. */
  readonly keep: {
    output(bytes: Uint8Array): void
    resized(cols: number, rows: number): void
  }
}

/** Largest input written at a time; more is cut, so that one paste does not hold the loop. */
const inputPieceBytes = 64 * 1024
const encoder = new TextEncoder()

/**
 * One session in the host: its screen of record, the process behind it while there is one, and the page's view of it.
 * Everything happens in the order of the bytes: what was received is parsed before a size, a snapshot or an end.
 */
export class HostedSession implements Worker {
  readonly id: SessionId
  readonly screen: Screen
  private readonly around: SessionSurroundings
  private readonly observer: Observer
  private readonly tail = new TailBuffer()
  private process: PtyProcess | null = null
  private showing: Showing | null = null
  private backlog: Uint8Array[] = []
  private backlogBytes = 0
  private parsedSeq = 0
  private cell: CellSize = { width: 9, height: 18 }
  private waitsForAnswer = false
  private ownText = false

  constructor(id: SessionId, cols: number, rows: number, around: SessionSurroundings) {
    this.id = id
    this.around = around
    this.observer = new Observer((observations) =>
      around.tellMain({ type: 'observed', session: id, at: Date.now(), observations }),
    )
    this.screen = new Screen({
      cols,
      rows,
      theme: around.theme(),
      appVersion: around.appVersion,
      onReply: (data) => this.process?.write(encoder.encode(data)),
      onSignal: (observation) => this.observer.note(observation),
    })
  }

  get isLive(): boolean {
    return this.process !== null
  }

  /** Bytes sent or waiting for the page that it has not parsed. */
  get unacked(): number {
    return this.showing?.outlet.unacked ?? 0
  }

  /** Starts a process behind the screen. @returns what is wrong, in words, or null */
  async spawn(request: SpawnRequest, separator: string | null): Promise<void> {
    const problem = this.process !== null ? 'A process is running here already.' : await spawnProblem(request)
    if (problem !== null) return this.failSpawn(problem)
    this.prepareForProcess(separator)
    let started: PtyProcess
    try {
      started = this.around.spawn(request, this.screen.cols, this.screen.rows)
    } catch (error) {
      return this.failSpawn(error instanceof Error ? error.message : String(error))
    }
    this.process = started
    this.tail.clear()
    started.onData((bytes) => this.receive(bytes))
    started.onExit((exit) => this.handleExit(started, exit))
    this.updatePause()
    this.around.tellMain({ type: 'spawned', session: this.id, pid: started.pid })
    this.tellLive()
  }

  /** Text for the program, as if typed. Refused silently once it is gone. */
  input(data: string | Uint8Array): void {
    const { process } = this
    if (process === null) return
    const bytes = typeof data === 'string' ? encoder.encode(data) : data
    this.observer.noteInput()
    this.waitsForAnswer = true
    this.showing?.outlet.hurry()
    for (let at = 0; at < bytes.length; at += inputPieceBytes)
      process.write(bytes.subarray(at, at + inputPieceBytes))
  }

  /** A paste, cleaned here once more, between marks if the program has turned on mode 2004. */
  paste(text: string): void {
    this.parseAll()
    this.input(pasteInput(text, { bracketed: this.screen.bracketedPaste }))
  }

  /** A new size takes effect between two bytes: after all that was received, for pty, screen, page and disk alike. */
  resize(cols: number, rows: number, cell: CellSize | undefined): void {
    if (cell !== undefined) {
      this.cell = cell
      this.screen.setCellSize(cell)
    }
    if (cols === this.screen.cols && rows === this.screen.rows) return
    this.parseAll()
    this.observer.noteInput()
    this.screen.resize(cols, rows)
    this.process?.resize(cols, rows, this.cell)
    this.around.keep.resized(cols, rows)
    const { showing } = this
    if (showing === null) return
    showing.outlet.flush()
    this.around.tellPage({ type: 'resized', session: this.id, attachment: showing.attachment, cols, rows })
  }

  /** Shows the session to the page: a snapshot, then every byte from its number on. Takes the place of an older showing. */
  attach(message: PageAttach): void {
    this.detach(null)
    this.resize(message.cols, message.rows, message.cell)
    this.parseAll()
    const { attachment } = message
    const { pendingBytes, ...snapshot } = this.screen.snapshot()
    const seq = this.parsedSeq - pendingBytes.length
    const send = (from: number, data: Uint8Array) =>
      this.around.tellPage({ type: 'output', session: this.id, attachment, seq: from, data })
    this.around.tellPage({
      type: 'snapshot',
      session: this.id,
      attachment,
      seq,
      ...snapshot,
      live: this.isLive,
    })
    this.showing = { attachment, outlet: new Outlet(seq, send), bracketedPaste: false }
    this.showing.outlet.push(pendingBytes)
    this.tellBracketedPaste()
    this.observer.noteInput()
    this.creditMoved()
  }

  /** @param attachment only this one; null ends any */
  detach(attachment: number | null): void {
    if (this.showing === null || (attachment !== null && attachment !== this.showing.attachment)) return
    this.showing.outlet.dispose()
    this.showing = null
    this.creditMoved()
  }

  ack(attachment: number, seq: number): void {
    if (this.showing?.attachment !== attachment) return
    this.showing.outlet.ack(seq)
    this.creditMoved()
  }

  resetCredit(): void {
    this.showing?.outlet.resetCredit()
    this.creditMoved()
  }

  /** Pauses or resumes the process by what waits for the page and for the parser. */
  updatePause(): void {
    const { process } = this
    if (process === null) return
    const decision = shouldPause(pauseLimits, this.unacked, this.backlogBytes)
    if (decision === 'pause') process.pause()
    else if (decision === 'resume') process.resume()
  }

  /** Pauses the process because all sessions together have too much under way. */
  pauseForOthers(): void {
    this.process?.pause()
  }

  workOff(maxBytes: number): boolean {
    let left = maxBytes
    while (left > 0) {
      const chunk = this.backlog[0]
      if (chunk === undefined) break
      const part = chunk.length > left ? chunk.subarray(0, left) : chunk
      if (part.length === chunk.length) this.backlog.shift()
      else this.backlog[0] = chunk.subarray(part.length)
      this.backlogBytes -= part.length
      left -= part.length
      this.parse(part)
    }
    this.tellBracketedPaste()
    this.updatePause()
    return this.backlogBytes > 0
  }

  parseAll(): void {
    while (this.workOff(Number.MAX_SAFE_INTEGER));
  }

  setTheme(theme: ThemeColors): void {
    this.parseAll()
    this.screen.setTheme(theme)
  }

  /** Closes the terminal of the process without a word to it. */
  release(): void {
    this.process?.release()
  }

  dispose(): void {
    this.detach(null)
    this.observer.dispose()
    this.process?.release()
    this.process = null
    this.screen.dispose()
  }

  private receive(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.tail.push(bytes)
    this.observer.noteOutput(bytes.length)
    this.take(bytes)
    this.around.wake(this, this.waitsForAnswer)
    this.waitsForAnswer = false
    this.around.creditChanged()
    this.updatePause()
  }

  private take(bytes: Uint8Array): void {
    this.backlog.push(bytes)
    this.backlogBytes += bytes.length
    this.around.keep.output(bytes)
    this.showing?.outlet.push(bytes)
  }

  private parse(bytes: Uint8Array): void {
    this.parsedSeq += bytes.length
    if (this.ownText) this.screen.replay(() => this.screen.parse(bytes))
    else this.screen.parse(bytes)
  }

  /** Text of the host's own, in the stream like a program's, but nobody's activity. */
  private writeOwn = (text: string): void => {
    this.parseAll()
    this.take(encoder.encode(text))
    this.ownText = true
    this.parseAll()
    this.ownText = false
  }

  private prepareForProcess(separator: string | null): void {
    this.parseAll()
    this.screen.settle(this.writeOwn)
    if (separator === null) return
    const width = this.screen.cols - 1
    const rule = `── ${separator} `.padEnd(width, '─').slice(0, width)
    this.writeOwn(`\x1b[2m${rule}\x1b[0m\r\n`)
  }

  private failSpawn(message: string): void {
    this.around.tellMain({ type: 'spawnFailed', session: this.id, message })
  }

  private handleExit(process: PtyProcess, exit: { exitCode: number; signal: number | null }): void {
    if (this.process !== process) return
    this.parseAll()
    this.process = null
    this.screen.settle(this.writeOwn)
    this.observer.flush(true)
    this.showing?.outlet.flush()
    this.tellLive()
    this.tellBracketedPaste()
    this.around.tellMain({ type: 'exit', session: this.id, ...exit, tail: this.tail.text(), at: Date.now() })
  }

  private tellLive(): void {
    const { showing } = this
    if (showing === null) return
    showing.outlet.flush()
    this.around.tellPage({
      type: 'live',
      session: this.id,
      attachment: showing.attachment,
      live: this.isLive,
    })
  }

  private tellBracketedPaste(): void {
    const on = this.screen.bracketedPaste
    if (this.toldBracketedPaste !== on) {
      this.toldBracketedPaste = on
      this.observer.note({ kind: 'bracketedPaste', on })
    }
    const { showing } = this
    if (showing === null || showing.bracketedPaste === on) return
    showing.bracketedPaste = on
    this.around.tellPage({ type: 'bracketedPaste', session: this.id, attachment: showing.attachment, on })
  }

  private toldBracketedPaste = false

  private creditMoved(): void {
    this.around.creditChanged()
    this.updatePause()
  }
}
