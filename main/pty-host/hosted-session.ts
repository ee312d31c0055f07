import { pasteInput } from '../../app/terminal/paste.ts'
import type { PageMessage } from '../../app/ipc/stream.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { ThemeColors } from '../../app/terminal/theme.ts'
import { Backlog } from './backlog.ts'
import { Observer } from './observe.ts'
import type { SpawnRequest } from './protocol.ts'
import { separatorLine } from './separator.ts'
import type { SessionSurroundings } from './session-surroundings.ts'
import type { PtyProcess } from './pty.ts'
import type { CellSize } from './queries.ts'
import { KeptScreen } from './kept-screen.ts'
import type { ScreenRecord } from './records.ts'
import { Screen } from './screen.ts'
import { Showing } from './showing.ts'
import { spawnProblem } from './spawn-problem.ts'
import { TailBuffer } from './tail-buffer.ts'
import type { Worker } from './turns.ts'
import { pauseLimits, shouldPause } from './pause.ts'

type PageAttach = Extract<PageMessage, { type: 'attach' }>

const encoder = new TextEncoder()

/**
 * One session in the host: its screen of record, the process behind it while there is one, and the page's view of it.
 * Everything happens in the order of the bytes: what was received is parsed before a size, a snapshot or an end.
 */
export class HostedSession implements Worker {
  readonly id: SessionId
  readonly screen: Screen
  private readonly kept: KeptScreen
  private readonly around: SessionSurroundings
  private readonly observer: Observer
  private readonly tail = new TailBuffer()
  private process: PtyProcess | null = null
  private showing: Showing | null = null
  private readonly backlog = new Backlog()
  private parsedSeq = 0
  private cell: CellSize = { width: 9, height: 18 }
  private waitsForAnswer = false
  private ownText = false
  private keepsLeftScreen = false
  private toldBracketedPaste = false

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
      onScrollOff: (line, width, continues) => this.kept.history.add(line, width, continues),
    })
    this.kept = new KeptScreen(around.folder, () => {
      this.parseAll()
      return this.screen.snapshot()
    })
  }

  /** Shows what is kept of an earlier life, and goes on keeping. Its program is gone: it asks nobody and sets nothing. */
  async restore(cols: number, rows: number): Promise<void> {
    const replay = (record: ScreenRecord) =>
      this.screen.replay(() => {
        if (record.type === 'output') this.screen.parse(record.bytes)
        else if (record.type === 'resize') this.screen.resize(record.cols, record.rows)
      })
    try {
      if ((await this.kept.restore(replay)) > 0) this.screen.settle(this.writeOwn)
    } finally {
      // A folder that cannot be made or read costs the old text, not the session, and is told when writing fails too.
      this.around.store.add(this.kept)
      this.resize(cols, rows, undefined)
    }
  }

  get isLive(): boolean {
    return this.process !== null
  }

  /** Bytes sent or waiting for the page that it has not parsed. */
  get unacked(): number {
    return this.showing?.outlet.unacked ?? 0
  }

  /** Starts a process behind the screen, or tells main in words why it cannot. */
  async spawn(request: SpawnRequest, separator: string | null): Promise<void> {
    const problem = this.process !== null ? 'A process is running here already.' : await spawnProblem(request)
    if (problem !== null) return this.failSpawn(problem)
    this.parseAll()
    this.screen.settle(this.writeOwn)
    if (separator !== null) this.writeOwn(separatorLine(separator, this.screen.cols))
    let started: PtyProcess
    try {
      started = this.around.spawn(request, this.screen.cols, this.screen.rows)
    } catch (error) {
      return this.failSpawn(error instanceof Error ? error.message : String(error))
    }
    this.process = started
    this.keepsLeftScreen = request.keepsLeftScreen ?? false
    this.tail.clear()
    started.onData((bytes) => this.receive(bytes))
    started.onExit((exit) => this.handleExit(started, exit))
    this.updatePause()
    this.around.tellMain({ type: 'spawned', session: this.id, pid: started.pid })
    this.showing?.setLive(this.isLive)
  }

  /** Text for the program, as if typed. Refused silently once it is gone. */
  input(data: string | Uint8Array): void {
    const { process } = this
    if (process === null) return
    this.observer.noteInput()
    this.waitsForAnswer = true
    this.showing?.outlet.hurry()
    process.write(typeof data === 'string' ? encoder.encode(data) : data)
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
    this.kept.resized(cols, rows)
    this.around.store.changed()
    this.showing?.resized(cols, rows)
  }

  /** Shows the session to the page: a snapshot, then every byte from its number on. Takes the place of an older showing. */
  attach(message: PageAttach): void {
    this.detach(null)
    this.resize(message.cols, message.rows, message.cell)
    this.parseAll()
    const { attachment } = message
    const { pendingBytes, ...snapshot } = this.screen.snapshot()
    const seq = this.parsedSeq - pendingBytes.length
    const tell = this.around.tellPage
    tell({ type: 'snapshot', session: this.id, attachment, seq, ...snapshot, live: this.isLive })
    this.showing = new Showing(this.id, attachment, seq, tell)
    this.showing.outlet.push(pendingBytes)
    this.tellBracketedPaste()
    this.observer.noteInput()
    this.updatePause()
  }

  /** @param attachment only this one; null ends any */
  detach(attachment: number | null): void {
    if (this.showing === null || (attachment !== null && attachment !== this.showing.attachment)) return
    this.showing.outlet.dispose()
    this.showing = null
    this.updatePause()
  }

  ack(attachment: number, seq: number): void {
    if (this.showing?.attachment !== attachment) return
    this.showing.outlet.ack(seq)
    this.updatePause()
  }

  resetCredit(): void {
    this.showing?.outlet.resetCredit()
    this.updatePause()
  }

  /** Pauses or resumes the process by what waits for the page and for the parser. */
  private updatePause(): void {
    const decision = shouldPause(pauseLimits, this.unacked, this.backlog.bytes)
    if (decision === 'pause') this.process?.pause()
    else if (decision === 'resume') this.process?.resume()
    this.around.creditChanged()
  }

  /** Pauses the process because all sessions together have too much under way. */
  pauseForOthers(): void {
    this.process?.pause()
  }

  workOff(maxBytes: number): boolean {
    let left = maxBytes
    for (let part = this.backlog.take(left); part !== null; part = this.backlog.take(left)) {
      this.parse(part)
      left -= part.length
      if (left === 0) break
    }
    this.tellBracketedPaste()
    this.updatePause()
    return this.backlog.bytes > 0
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

  /** Text on the screen, or all that is kept: history, scrollback and screen. */
  async readText(what: 'screen' | 'all'): Promise<string> {
    this.parseAll()
    const text = this.screen.text(what)
    return what === 'screen' ? text : (await this.kept.historyText()) + text
  }

  /** Ends the session here; its process's terminal is closed. @param deleteText also what is kept on disk */
  async dispose(deleteText: boolean): Promise<void> {
    this.detach(null)
    this.observer.dispose()
    this.parseAll()
    this.process?.release()
    this.process = null
    this.around.store.remove(this.kept)
    if (deleteText) await this.kept.remove()
    else if (this.kept.isDirty) await this.kept.write({ maySnapshot: true, sync: false })
    this.screen.dispose()
  }

  private receive(bytes: Uint8Array): void {
    this.tail.push(bytes)
    this.observer.noteOutput(bytes.length)
    this.take(bytes)
    this.around.wake(this, this.waitsForAnswer)
    this.waitsForAnswer = false
    this.updatePause()
  }

  private take(bytes: Uint8Array): void {
    this.backlog.push(bytes)
    this.kept.output(bytes)
    this.around.store.changed()
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

  private failSpawn(message: string): void {
    this.around.tellMain({ type: 'spawnFailed', session: this.id, message })
  }

  private handleExit(process: PtyProcess, exit: { exitCode: number; signal: number | null }): void {
    if (this.process !== process) return
    try {
      this.parseAll()
      this.process = null
      this.screen.settle(this.writeOwn, this.keepsLeftScreen)
      this.showing?.setLive(this.isLive)
      this.tellBracketedPaste()
      this.observer.flush(true)
    } finally {
      // Whatever is wrong with the screen, main has to hear of the end.
      this.process = null
      const tail = this.tail.text()
      this.around.tellMain({ type: 'exit', session: this.id, ...exit, tail, at: Date.now() })
    }
  }

  private tellBracketedPaste(): void {
    const on = this.screen.bracketedPaste
    if (this.toldBracketedPaste !== on) this.observer.note({ kind: 'bracketedPaste', on })
    this.toldBracketedPaste = on
    this.showing?.setBracketedPaste(on)
  }
}
