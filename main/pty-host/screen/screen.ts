import headless from '@xterm/headless'
import type { Terminal } from '@xterm/headless'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import type { CursorLine } from '../../../app/screen/command-line.ts'
import { limitLinks } from '../../../app/terminal/link-limit.ts'
import { type CellPixels, firstCell, scrollbackLines } from '../../../app/terminal/terminal-size.ts'
import type { ThemeColors } from '../../../app/terminal/theme.ts'
import { cursorLine } from './cursor-line.ts'
import { HandlerGuard } from './handler-guard.ts'
import { LeftScreen } from './left-screen.ts'
import { bufferText, lastUsedRow } from './line-text.ts'
import { ModeRecord, restoreModes } from './mode-record.ts'
import type { Observation } from '../protocol/protocol.ts'
import { answerQueries, colorSchemeReport } from './query-answers.ts'
import { RowTexts } from './row-texts.ts'
import { watchSignals } from './signals.ts'
import type { ScreenOptions, ScreenSnapshot } from './screen-contract.ts'
import type { ScreenRows, PromptScreen } from '../protocol/screen-rows.ts'
import { serializeTerminal } from './snapshot.ts'
import { markHere, textFrom, type TextMark } from './text-mark.ts'
import { solidRows } from './solid-rows.ts'
import { type TerminalCore, coreOf, parserGround } from './xterm-core.ts'

/** Mouse, focus, paste, keyboard and cursor as a new terminal has them; text, colours of text and scrollback stay. */
const modesOff =
  '\x1b[?9l\x1b[?1000l\x1b[?1006l\x1b[?1016l\x1b[?1007l\x1b[?2031l\x1b[!p\x1b[0m\x1b[0"q' +
  '\x1b]8;;\x1b\\\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\'

/** The screen of record of one session: parses what its program writes, at once, and alone answers its queries. */
export class Screen {
  private readonly terminal: Terminal
  private readonly core: TerminalCore
  private readonly record: ModeRecord
  private readonly left: LeftScreen
  private readonly reply: (data: string) => void
  private theme: ThemeColors
  private cell: CellPixels = firstCell
  private readonly scrollOff: ScreenOptions['onScrollOff']
  private replaying = false
  private frames = 0
  private rowsOff = 0
  private readonly rowTexts = new RowTexts()

  constructor(options: ScreenOptions) {
    const { cols, rows, appVersion, onReply, onSignal } = options
    this.theme = options.theme
    this.reply = (data) => {
      if (!this.replaying) onReply(data)
    }
    this.terminal = new headless.Terminal({
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
    this.core = coreOf(this.terminal)
    limitLinks(this.core._oscLinkService)
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
    const guard = new HandlerGuard(this.terminal.parser, options.onFault ?? rethrow)
    this.terminal.onData(guard.listener('answer', this.reply))
    this.record = new ModeRecord(guard.parser)
    answerQueries(this.terminal, guard.parser, this.core, this.record, appVersion, {
      theme: () => this.theme,
      cell: () => this.cell,
      reply: this.reply,
    })
    const tell = (observation: Observation) => {
      if (!this.replaying) onSignal(observation)
    }
    watchSignals(this.terminal, guard, tell, this.reply)
    guard.parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
      if (params.includes(2026)) this.frames += 1
      return false
    })
    this.left = new LeftScreen(this.terminal, this.core, guard)
    const { onScrollOff } = options
    this.scrollOff = onScrollOff && guard.listener('scroll', onScrollOff)
    if (this.scrollOff !== undefined) this.core._bufferService.scroll = this.scrollWatched(this.scrollOff)
  }

  get cols(): number {
    return this.terminal.cols
  }

  get rows(): number {
    return this.terminal.rows
  }

  /** Whether the program is inside a frame that is to be shown as a whole (DEC 2026). */
  get inSyncFrame(): boolean {
    return this.core.coreService.decPrivateModes.synchronizedOutput
  }

  /** How many such frames have ended. */
  get syncFrames(): number {
    return this.frames
  }

  /** The rows of the screen as text, without blanks at their ends, and the cursor. */
  frame(): ScreenRows {
    const { active } = this.core.buffers
    const lines = this.rowTexts.read(active, this.rows, this.cols)
    return { lines, cursor: { x: active.x, y: active.y } }
  }

  /** As `frame`, and the rows without what is drawn faintly: a hint in a prompt box is no text of a user's. */
  promptFrame(): PromptScreen {
    const { normal, active } = this.core.buffers
    const frame = this.frame()
    const row = this.rowsOff + (active === normal ? active.ybase + active.y : active.y)
    const wraps = active.lines.get(active.ybase + active.y)?.isWrapped === true
    return { ...frame, solid: solidRows(active, frame.lines, this.cols, this.theme), row, wraps }
  }

  /** The line of the cursor; null where the program draws a full screen of its own. */
  cursorLine(): CursorLine | null {
    if (this.isAlternate) return null
    const line = cursorLine(this.core.buffers.active, this.rows, this.cols)
    return { ...line, bracketedPaste: this.bracketedPaste }
  }

  /** Whether the program draws a full screen of its own. */
  get isAlternate(): boolean {
    return this.core.buffers.active !== this.core.buffers.normal
  }

  /** As `markHere`. */
  mark(): TextMark {
    return markHere(this.terminal, this.core)
  }

  /** As `textFrom`. */
  textFrom(mark: TextMark): string | null {
    return textFrom(mark, this.core, this.cols)
  }

  get bracketedPaste(): boolean {
    return this.core.coreService.decPrivateModes.bracketedPasteMode
  }

  /** Parses `bytes`, which came through a byte door, before it returns; answers and signals come out meanwhile. */
  parse(bytes: Uint8Array): void {
    this.core._inputHandler.parse(bytes)
  }

  /** Runs `write` with answers and signals dropped: queries in the text of a process that is gone are not answered. */
  replay(write: () => void): void {
    this.replaying = true
    try {
      write()
    } finally {
      this.replaying = false
    }
  }

  resize(cols: number, rows: number): void {
    const { normal } = this.core.buffers
    const shrinks = cols < this.cols || rows < this.rows
    // A smaller screen pushes rows out at the top, where nobody would see them go: let them stay until they are read.
    if (shrinks && this.scrollOff !== undefined)
      this.terminal.options.scrollback = scrollbackLines * Math.ceil(this.cols / cols) + this.rows
    this.terminal.resize(cols, rows)
    if (!shrinks || this.scrollOff === undefined) return
    const surplus = normal.lines.length - scrollbackLines - rows
    for (let row = 0; row < surplus; row++) this.tellScrollOff(this.scrollOff, row)
    this.terminal.options.scrollback = scrollbackLines
  }

  setCellSize(cell: CellPixels): void {
    this.cell = cell
  }

  /** New colours; told to a program that asked for it by mode 2031. */
  setTheme(theme: ThemeColors): void {
    const changed = theme.dark !== this.theme.dark
    this.theme = theme
    if (changed && this.core.coreService.decPrivateModes.colorSchemeUpdates)
      this.reply(colorSchemeReport(theme))
  }

  /** After whole chunks of a byte door: inside a sequence or a character, a screen cannot be serialised. */
  snapshot(): ScreenSnapshot {
    return {
      cols: this.cols,
      rows: this.rows,
      data: serializeTerminal(this.terminal, this.core, this.record),
    }
  }

  /**
   * What to write so that the screen is fit for a user or a new process after its program has gone: modes off,
   * the alternate screen's text moved into the normal one, the cursor on a fresh line below all text.
   *
   * @param keepsLeftScreen whether to bring back the alternate screen that the program left as it ended
   */
  settle(write: (text: string) => void, keepsLeftScreen = false): void {
    const left = this.left.take()
    this.turnModesOff(write)
    this.left.take()
    if (keepsLeftScreen && left !== '')
      write(`\x1b[2m${'─'.repeat(this.cols - 1)}\x1b[0m\r\n${left.replaceAll('\n', '\r\n')}\r\n`)
  }

  private turnModesOff(write: (text: string) => void): void {
    if (this.isSettled) return
    // CAN ends an unfinished sequence without effect.
    write('\x18')
    if (this.terminal.buffer.active.type === 'alternate') {
      const left = bufferText(this.core.buffers.alt, 0, this.cols).trimEnd()
      write(`\x1b[?1049l${modesOff}`)
      this.freshLine(write)
      write(`${left.replaceAll('\n', '\r\n')}\r\n`)
    } else write(modesOff)
    this.freshLine(write)
  }

  /** Nothing is left on by a program, and the cursor waits on an empty line below all text. */
  private get isSettled(): boolean {
    const { _inputHandler, coreService, buffers, _charsetService } = this.core
    const { flags, mainStack, altStack } = coreService.kittyKeyboard
    const { fg, bg } = _inputHandler._curAttrData
    return (
      buffers.active === buffers.normal &&
      _inputHandler._parser.currentState === parserGround &&
      _charsetService.glevel === 0 &&
      fg === 0 &&
      bg === 0 &&
      flags === 0 &&
      mainStack.length + altStack.length === 0 &&
      this.record.restore() + restoreModes(this.core) === '' &&
      this.isOnFreshLine
    )
  }

  /** Plain text: of what is on the screen now, or with the lines above it; lines that wrapped are whole again. */
  text(what: 'screen' | 'all'): string {
    const { normal, active } = this.core.buffers
    if (what === 'screen') return bufferText(active, active.ybase, this.cols)
    const inAlt = active !== normal
    return bufferText(normal, 0, this.cols) + (inAlt ? `\n${bufferText(active, 0, this.cols)}` : '')
  }

  dispose(): void {
    this.terminal.dispose()
  }

  /** The one place where xterm.js drops a row while it parses; the listener gets the row before. */
  private scrollWatched(scrollOff: NonNullable<ScreenOptions['onScrollOff']>): typeof scroll {
    const { normal } = this.core.buffers
    const service = this.core._bufferService
    const scroll = service.scroll.bind(service)
    const { buffers } = this.core
    return (eraseAttributes, isWrapped) => {
      if (normal.lines.isFull && normal.scrollTop === 0 && buffers.active === normal)
        this.tellScrollOff(scrollOff, 0)
      scroll(eraseAttributes, isWrapped)
    }
  }

  private tellScrollOff(scrollOff: NonNullable<ScreenOptions['onScrollOff']>, row: number): void {
    this.rowsOff += 1
    const { lines } = this.core.buffers.normal
    const line = lines.get(row)
    if (line !== undefined) scrollOff(line, this.cols, lines.get(row + 1)?.isWrapped === true)
  }

  private get isOnFreshLine(): boolean {
    const { x, y } = this.core.buffers.active
    return x === 0 && lastUsedRow(this.core.buffers.active, this.rows, this.cols) < y
  }

  private freshLine(write: (text: string) => void): void {
    const { y } = this.core.buffers.active
    if (!this.isOnFreshLine)
      write(`\x1b[${Math.max(lastUsedRow(this.core.buffers.active, this.rows, this.cols), y) + 1};1H\r\n`)
  }
}

function rethrow(_: string, error: unknown): never {
  throw error
}
