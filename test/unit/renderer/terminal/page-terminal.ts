import { Terminal, type ITerminalInitOnlyOptions, type ITerminalOptions } from '@xterm/xterm'
import { vi } from 'vitest'

/** The size of a cell of `openTerminal`, in pixels. */
export const cell = { width: 8, height: 16 }

/**
 * A terminal of the page in happy-dom, drawn by the DOM. happy-dom measures nothing: each letter is a cell wide, and
 * the terminal begins at the corner of the window.
 */
export function openTerminal(options: ITerminalOptions & ITerminalInitOnlyOptions = {}): Terminal {
  measureLetters()
  const element = document.createElement('div')
  document.body.append(element)
  const terminal = new Terminal({ allowProposedApi: true, cols: 40, rows: 6, ...options })
  terminal.open(element)
  // A browser computes it where no style says it.
  if (terminal.screenElement) terminal.screenElement.style.padding = '0px'
  return terminal
}

/** Lets a canvas measure text, so that a terminal can be drawn. */
export function measureLetters(): void {
  const context = {
    font: '',
    measureText: (text: string) => ({
      width: text.length * cell.width,
      fontBoundingBoxAscent: 12,
      fontBoundingBoxDescent: 4,
    }),
  }
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context
    },
  )
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockImplementation((kind: string) =>
    kind === '2d' ? Object.create(context) : null,
  )
}

export function write(terminal: Terminal, text: string): Promise<void> {
  return new Promise((written) => terminal.write(text, written))
}

/** What the terminal sends from now on. */
export function recordData(terminal: Terminal): string[] {
  const sent: string[] = []
  terminal.onData((data) => sent.push(data))
  terminal.onBinary((data) => sent.push(`binary ${data}`))
  return sent
}
