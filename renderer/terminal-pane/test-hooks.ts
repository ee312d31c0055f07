import type { IModes } from '@xterm/xterm'
import type { Progress } from '../stream/stream-core.ts'
import type { RendererKind } from '../terminal/gpu.ts'
import type { TerminalPool } from './terminal-pool.ts'

/** What the project's own tests read of the terminal on show; there only while a test drives the app. */
export type TestHooks = {
  /**
   * Scrollback and screen, a line each, without trailing spaces; wrapped lines are not joined. Empty while the text of
   * the session shown before is still there.
   */
  terminalText(): string
  screenText(): string
  /** The first line of the screen. */
  topLine(): string
  /** The first line that is scrolled to. */
  viewLine(): string
  selectionText(): string
  /** The id of the session on show. */
  session(): string | null
  /** Byte number up to which the output is parsed; null until the snapshot is. */
  parsedSeq(): number | null
  progress(): Progress | null
  rendererKind(): RendererKind | null
  cursor(): { readonly column: number; readonly row: number } | null
  size(): { readonly cols: number; readonly rows: number } | null
  modes(): IModes | null
  /** Calls `listener` each time that the terminal on show has parsed something. @returns what ends it */
  onParsed(listener: () => void): () => void
}

declare global {
  interface Window {
    roostTest?: TestHooks
  }
}

/** @returns what takes the hooks away */
export function installTestHooks(pool: Pick<TerminalPool, 'shown'>): () => void {
  const view = () => pool.shown.peek()
  const lines = (from: 'top' | 'screen'): string => {
    const buffer = view()?.terminal.buffer.active
    if (buffer === undefined || view()?.progress()?.parsedSeq == null) return ''
    const all = Array.from({ length: buffer.length }, (_, row) =>
      buffer.getLine(row)?.translateToString(true),
    )
    return all.slice(from === 'top' ? 0 : buffer.baseY).join('\n')
  }
  window.roostTest = {
    terminalText: () => lines('top'),
    screenText: () => lines('screen'),
    topLine: () => {
      const buffer = view()?.terminal.buffer.active
      return buffer?.getLine(buffer.baseY)?.translateToString(true) ?? ''
    },
    viewLine: () => {
      const buffer = view()?.terminal.buffer.active
      return buffer?.getLine(buffer.viewportY)?.translateToString(true) ?? ''
    },
    selectionText: () => view()?.terminal.getSelection() ?? '',
    session: () => view()?.session.peek() ?? null,
    parsedSeq: () => view()?.progress()?.parsedSeq ?? null,
    progress: () => {
      const progress = view()?.progress()
      if (!progress) return null
      const { attachment, receivedSeq, parsedSeq, bracketedPaste, live } = progress
      return { attachment, receivedSeq, parsedSeq, bracketedPaste, live }
    },
    rendererKind: () => view()?.rendererKind.peek() ?? null,
    cursor: () => {
      const buffer = view()?.terminal.buffer.active
      return buffer ? { column: buffer.cursorX, row: buffer.cursorY } : null
    },
    size: () => {
      const terminal = view()?.terminal
      return terminal ? { cols: terminal.cols, rows: terminal.rows } : null
    },
    modes: () => {
      const modes = view()?.terminal.modes
      return modes ? copyOf(modes) : null
    },
    onParsed: (listener) => {
      const listening = view()?.terminal.onWriteParsed(listener)
      return () => listening?.dispose()
    },
  }
  return () => delete window.roostTest
}

/** The modes are getters of a live object; a test wants their values. */
function copyOf(modes: IModes): IModes {
  return {
    applicationCursorKeysMode: modes.applicationCursorKeysMode,
    applicationKeypadMode: modes.applicationKeypadMode,
    bracketedPasteMode: modes.bracketedPasteMode,
    insertMode: modes.insertMode,
    mouseTrackingMode: modes.mouseTrackingMode,
    originMode: modes.originMode,
    reverseWraparoundMode: modes.reverseWraparoundMode,
    sendFocusMode: modes.sendFocusMode,
    showCursor: modes.showCursor,
    synchronizedOutputMode: modes.synchronizedOutputMode,
    win32InputMode: modes.win32InputMode,
    wraparoundMode: modes.wraparoundMode,
  }
}
