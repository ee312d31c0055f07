import headless from '@xterm/headless'
import type { Terminal } from '@xterm/headless'
import { Unicode11Addon } from '@xterm/addon-unicode11'
import type { ThemeColors } from '../../app/terminal/theme.ts'
import { bufferText, lineText } from './line-text.ts'
import { ModeRecord } from './mode-record.ts'
import type { Observation } from './protocol.ts'
import type { CellSize } from './queries.ts'
import { answerQueries, colorSchemeReport } from './queries.ts'
import { watchSignals } from './signals.ts'
import { serializeTerminal } from './snapshot.ts'
import { UnfinishedSequence } from './unfinished.ts'
import type { TerminalCore } from './xterm-core.ts'
import { coreOf } from './xterm-core.ts'

/** Lines kept above the screen, in the host and in the page. */
export const scrollbackLines = 1000

export type ScreenOptions = {
  readonly cols: number
  readonly rows: number
  readonly appVersion: string
  readonly theme: ThemeColors
  /** Answers to queries, to be written to the program. */
  readonly onReply: (data: string) => void
  readonly onSignal: (observation: Observation) => void
}

/** A screen as text that makes a reset terminal of its size look and act the same. */
export type ScreenSnapshot = {
  readonly cols: number
  readonly rows: number
  readonly data: string
  /** The first bytes of a character that the snapshot ends inside of: they have to be written after it. */
  readonly pendingBytes: Uint8Array
}

/** Mouse, focus, paste, keyboard and cursor as a new terminal has them; text, colours of text and scrollback stay. */
const modesOff =
  '\x1b[?9l\x1b[?1000l\x1b[?1006l\x1b[?1016l\x1b[?1007l\x1b[?2031l\x1b[!p\x1b[0m\x1b[0"q' +
  '\x1b]8;;\x1b\\\x1b]104\x1b\\\x1b]110\x1b\\\x1b]111\x1b\\\x1b]112\x1b\\'

/** The screen of record of one session: parses what its program writes, at once, and alone answers its queries. */
export class Screen {
  private readonly terminal: Terminal
  private readonly core: TerminalCore
  private readonly record: ModeRecord
  private readonly unfinished = new UnfinishedSequence()
  private readonly reply: (data: string) => void
  private theme: ThemeColors
  private cell: CellSize = { width: 9, height: 18 }
  private replaying = false

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
    this.terminal.loadAddon(new Unicode11Addon())
    this.terminal.unicode.activeVersion = '11'
    this.terminal.onData(this.reply)
    this.record = new ModeRecord(this.terminal)
    answerQueries(this.terminal, this.core, this.record, appVersion, {
      theme: () => this.theme,
      cell: () => this.cell,
      reply: this.reply,
    })
    const tell = (observation: Observation) => {
      if (!this.replaying) onSignal(observation)
    }
    watchSignals(this.terminal, tell, this.reply)
  }

  get cols(): number {
    return this.terminal.cols
  }

  get rows(): number {
    return this.terminal.rows
  }

  get bracketedPaste(): boolean {
    return this.core.coreService.decPrivateModes.bracketedPasteMode
  }

  /** Parses `bytes` before it returns; answers and signals come out meanwhile. */
  parse(bytes: Uint8Array): void {
    this.core._inputHandler.parse(bytes)
    this.unfinished.follow(bytes, this.core._inputHandler._parser.currentState)
  }

  /** Runs `write` with answers and signals dropped: text of a process that is gone asks nobody. */
  replay(write: () => void): void {
    this.replaying = true
    try {
      write()
    } finally {
      this.replaying = false
    }
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows)
  }

  setCellSize(cell: CellSize): void {
    this.cell = cell
  }

  /** New colours; told to a program that asked for it by mode 2031. */
  setTheme(theme: ThemeColors): void {
    const changed = theme.dark !== this.theme.dark
    this.theme = theme
    if (changed && this.core.coreService.decPrivateModes.colorSchemeUpdates)
      this.reply(colorSchemeReport(theme))
  }

  snapshot(): ScreenSnapshot {
    const { _parser, _utf8Decoder } = this.core._inputHandler
    const end = _utf8Decoder.interim.indexOf(0)
    const pendingBytes = _utf8Decoder.interim.slice(0, end < 0 ? undefined : end)
    return {
      cols: this.cols,
      rows: this.rows,
      data:
        serializeTerminal(this.terminal, this.core, this.record) +
        this.unfinished.prefix(_parser.currentState, pendingBytes.length),
      pendingBytes,
    }
  }

  /**
   * What to write so that the screen is fit for a person or a new process after its program has gone: modes off,
   * the alternate screen's text moved into the normal one, the cursor on a fresh line below all text.
   */
  settle(write: (text: string) => void): void {
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

  private freshLine(write: (text: string) => void): void {
    const { ybase, x, y, lines } = this.core.buffers.active
    const isBlank = (row: number) => {
      const line = lines.get(ybase + row)
      return line === undefined || lineText(line, this.cols, false) === ''
    }
    let last = this.rows - 1
    while (last > y && isBlank(last)) last--
    const isEmpty = last === y && x === 0 && isBlank(y)
    if (!isEmpty) write(`\x1b[${last + 1};1H\r\n`)
  }
}
