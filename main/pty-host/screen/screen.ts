import headless from '@xterm/headless'
import type { Terminal } from '@xterm/headless'
import type { CursorLine } from '../../../app/screen/command-line.ts'
import { clusterWidths } from '../../../app/terminal/cluster-widths.ts'
import { limitLinks } from '../../../app/terminal/link-limit.ts'
import { type CellPixels, firstCell, scrollbackLines } from '../../../app/terminal/terminal-size.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import { cursorLine } from './cursor-line.ts'
import { HandlerGuard } from './handler-guard.ts'
import { LeftScreen } from './left-screen.ts'
import { bufferText } from './line-text.ts'
import { ModeRecord } from './mode-record.ts'
import type { Observation } from '../protocol/protocol.ts'
import { answerQueries, colorSchemeReport } from './query-answers.ts'
import { RowTexts } from './row-texts.ts'
import { watchSignals } from './signals.ts'
import type { ScreenOptions, ScreenSnapshot } from './screen-contract.ts'
import type { ScreenRows, PromptScreen } from '../protocol/screen-rows.ts'
import { type ScreenCounts, serializeUpdate, updateBase, type UpdateBase } from './screen-update.ts'
import { serializeTerminal } from './snapshot.ts'
import { markHere, textFrom, type TextMark } from './text-mark.ts'
import { solidRows } from './solid-rows.ts'
import { SyncFrames } from './sync-frames.ts'
import { readTerminalModes, type TerminalModes } from './terminal-modes.ts'
import { turnModesOff } from './settle.ts'
import { type TerminalCore, coreOf } from './xterm-core.ts'

/** The screen of record of one session: parses what its program writes, at once, and alone answers its queries. */
export class Screen {
  readonly #terminal: Terminal
  readonly #core: TerminalCore
  readonly #record: ModeRecord
  readonly #left: LeftScreen
  readonly #frames: SyncFrames
  readonly #reply: (data: string) => void
  #theme: ThemeColors
  #cell: CellPixels = firstCell
  readonly #scrollOff: ScreenOptions['onScrollOff']
  #replaying = false
  #rowsOff = 0
  /** Rows that left the screen of the normal buffer at its top. */
  #scrolled = 0
  #bufferSwitches = 0
  readonly #rowTexts = new RowTexts()

  constructor(options: ScreenOptions) {
    const { cols, rows, appVersion, onReply, onSignal } = options
    this.#theme = options.theme
    this.#reply = (data) => {
      if (!this.#replaying) onReply(data)
    }
    this.#terminal = new headless.Terminal({
      cols,
      rows,
      scrollback: scrollbackLines,
      allowProposedApi: true,
      logLevel: 'off',
      vtExtensions: { kittyKeyboard: true },
      // Sizes are reported; titles never are.
      windowOptions: {
        getWinSizePixels: true,
        getCellSizePixels: true,
        getWinSizeChars: true,
        pushTitle: true,
        popTitle: true,
      },
    })
    this.#core = coreOf(this.#terminal)
    limitLinks(this.#core._oscLinkService)
    this.#terminal.unicode.register(clusterWidths)
    this.#terminal.unicode.activeVersion = clusterWidths.version
    const guard = new HandlerGuard(this.#terminal.parser, options.onFault ?? rethrow)
    this.#terminal.onData(guard.listener('answer', this.#reply))
    this.#record = new ModeRecord(guard.parser)
    answerQueries(this.#terminal, guard.parser, this.#core, this.#record, appVersion, {
      theme: () => this.#theme,
      cell: () => this.#cell,
      reply: this.#reply,
    })
    const tell = (observation: Observation) => {
      if (!this.#replaying) onSignal(observation)
    }
    watchSignals(this.#terminal, guard, tell, this.#reply)
    this.#frames = new SyncFrames(guard.parser, this.#core, options.now)
    this.#left = new LeftScreen(this.#terminal, this.#core, guard)
    const { onScrollOff } = options
    this.#scrollOff = onScrollOff && guard.listener('scroll', onScrollOff)
    this.#core._bufferService.scroll = this.#scrollWatched(this.#scrollOff)
    this.#terminal.buffer.onBufferChange(() => (this.#bufferSwitches += 1))
  }

  get cols(): number {
    return this.#terminal.cols
  }

  get rows(): number {
    return this.#terminal.rows
  }

  /** Whether the program is inside a frame that is to be shown as a whole (DEC 2026). */
  get inSyncFrame(): boolean {
    return this.#frames.isInside
  }

  /** How many such frames have ended. */
  get syncFrames(): number {
    return this.#frames.ended
  }

  /** The rows of the screen as text, without blanks at their ends, and the cursor. */
  frame(): ScreenRows {
    const { active } = this.#core.buffers
    const lines = this.#rowTexts.read(active, this.rows, this.cols)
    return { lines, cursor: { x: active.x, y: active.y } }
  }

  /** As `frame`, and the rows without what is drawn faintly: a hint in a prompt box is no text of a user's. */
  promptFrame(): PromptScreen {
    const { normal, active } = this.#core.buffers
    const frame = this.frame()
    const row = this.#rowsOff + (active === normal ? active.ybase + active.y : active.y)
    const wraps = active.lines.get(active.ybase + active.y)?.isWrapped === true
    return { ...frame, solid: solidRows(active, frame.lines, this.cols, this.#theme), row, wraps }
  }

  /** The line of the cursor; null where the program draws a full screen of its own. */
  cursorLine(): CursorLine | null {
    if (this.isAlternate) return null
    const line = cursorLine(this.#core.buffers.active, this.rows, this.cols)
    return { ...line, bracketedPaste: this.bracketedPaste }
  }

  /** Whether the program draws a full screen of its own. */
  get isAlternate(): boolean {
    return this.#core.buffers.active !== this.#core.buffers.normal
  }

  /** As `markHere`. */
  mark(): TextMark {
    return markHere(this.#terminal, this.#core)
  }

  /** As `textFrom`. */
  textFrom(mark: TextMark): string | null {
    return textFrom(mark, this.#core, this.cols)
  }

  get bracketedPaste(): boolean {
    return this.#core.coreService.decPrivateModes.bracketedPasteMode
  }

  /** What is on of all that a program turns off before it ends. */
  get modes(): TerminalModes {
    return readTerminalModes(this.#core, this.#record, this)
  }

  /** Parses `bytes`, which came through a byte door, before it returns; answers and signals come out meanwhile. */
  parse(bytes: Uint8Array): void {
    this.#core._inputHandler.parse(bytes)
  }

  /** Runs `write` with answers and signals dropped: queries in the text of a process that is gone are not answered. */
  replay(write: () => void): void {
    this.#replaying = true
    try {
      write()
    } finally {
      this.#replaying = false
    }
  }

  resize(cols: number, rows: number): void {
    const { normal } = this.#core.buffers
    const shrinks = cols < this.cols || rows < this.rows
    // A smaller screen pushes rows out at the top, where nobody would see them go: let them stay until they are read.
    if (shrinks && this.#scrollOff !== undefined)
      this.#terminal.options.scrollback = scrollbackLines * Math.ceil(this.cols / cols) + this.rows
    this.#terminal.resize(cols, rows)
    if (!shrinks || this.#scrollOff === undefined) return
    const surplus = normal.lines.length - scrollbackLines - rows
    for (let row = 0; row < surplus; row++) this.#tellScrollOff(this.#scrollOff, row)
    this.#terminal.options.scrollback = scrollbackLines
  }

  setCellSize(cell: CellPixels): void {
    this.#cell = cell
  }

  /** New colours; told to a program that asked for it by mode 2031. */
  setTheme(theme: ThemeColors): void {
    const changed = theme.dark !== this.#theme.dark
    this.#theme = theme
    if (changed && this.#core.coreService.decPrivateModes.colorSchemeUpdates)
      this.#reply(colorSchemeReport(theme))
  }

  /** After whole chunks of a byte door: inside a sequence or a character, a screen cannot be serialised. */
  snapshot(): ScreenSnapshot {
    return {
      cols: this.cols,
      rows: this.rows,
      data: serializeTerminal(this.#terminal, this.#core, this.#record, this.inSyncFrame),
    }
  }

  /** The state of now, from which a copy of this screen can be brought up to date later. After whole chunks, as `snapshot`. */
  updateBase(): UpdateBase {
    return updateBase(this.#terminal, this.#core, this.#record, this.#counts)
  }

  /** As `serializeUpdate`: what brings a copy of the size of this screen up to date. After whole chunks, as `snapshot`. */
  updateSince(base: UpdateBase): string {
    return serializeUpdate(this.#terminal, this.#core, this.#record, this.#counts, base, this.inSyncFrame)
  }

  get #counts(): ScreenCounts {
    return { scrolled: this.#scrolled, switches: this.#bufferSwitches }
  }

  /**
   * What to write so that the screen is fit for a user or a new process after its program has gone: modes off,
   * the alternate screen's text moved into the normal one, the cursor on a fresh line below all text.
   *
   * @param keepsLeftScreen whether to bring back the alternate screen that the program left as it ended
   */
  settle(write: (text: string) => void, keepsLeftScreen = false): void {
    const left = this.#left.drain()
    turnModesOff(this.#core, this.#record, { cols: this.cols, rows: this.rows }, write)
    this.#left.drain()
    if (keepsLeftScreen && left !== '')
      write(`\x1b[2m${'─'.repeat(this.cols - 1)}\x1b[0m\r\n${left.replaceAll('\n', '\r\n')}\r\n`)
  }

  /** Plain text: of what is on the screen now, or with the lines above it; lines that wrapped are whole again. */
  text(what: 'screen' | 'all'): string {
    const { normal, active } = this.#core.buffers
    if (what === 'screen') return bufferText(active, active.ybase, this.cols)
    const inAlt = active !== normal
    return bufferText(normal, 0, this.cols) + (inAlt ? `\n${bufferText(active, 0, this.cols)}` : '')
  }

  dispose(): void {
    this.#terminal.dispose()
  }

  /** The one place where xterm.js drops a row while it parses; the listener gets the row before. */
  #scrollWatched(scrollOff: ScreenOptions['onScrollOff']): typeof scroll {
    const service = this.#core._bufferService
    const scroll = service.scroll.bind(service)
    const { buffers } = this.#core
    return (eraseAttributes, isWrapped) => {
      // A reset (RIS) makes new buffers.
      const { normal, active } = buffers
      if (active === normal && normal.scrollTop === 0) {
        this.#scrolled += 1
        if (scrollOff !== undefined && normal.lines.isFull) this.#tellScrollOff(scrollOff, 0)
      }
      scroll(eraseAttributes, isWrapped)
    }
  }

  #tellScrollOff(scrollOff: NonNullable<ScreenOptions['onScrollOff']>, row: number): void {
    this.#rowsOff += 1
    const { lines } = this.#core.buffers.normal
    const line = lines.get(row)
    if (line !== undefined) scrollOff(line, this.cols, lines.get(row + 1)?.isWrapped === true)
  }
}

function rethrow(_: string, error: unknown): never {
  throw error
}
