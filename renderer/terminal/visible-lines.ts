import type { IBuffer, IBufferLine, ITerminalAddon, Terminal } from '@xterm/xterm'

/**
 * An addon that sees of each line what is in the columns of the terminal.
 *
 * Where lines are not wrapped again (the alternate screen, and lines that a full-screen program drew), xterm.js keeps them
 * as long as they were when the terminal becomes narrower. Addons take that for text that is there: the search counts
 * matches nobody sees and marks them beyond the edge, which throws.
 */
export function seeingVisibleLines(addon: ITerminalAddon): ITerminalAddon {
  return {
    activate: (terminal) => addon.activate(withVisibleLines(terminal)),
    dispose: () => addon.dispose(),
  }
}

/** The terminal as it is, with lines that end at its last column. */
export function withVisibleLines<T extends Pick<Terminal, 'buffer' | 'cols'>>(terminal: T): T {
  const { buffer } = terminal
  const visible = Object.create(buffer, {
    active: { get: () => visibleBuffer(buffer.active, terminal.cols) },
    normal: { get: () => visibleBuffer(buffer.normal, terminal.cols) },
    alternate: { get: () => visibleBuffer(buffer.alternate, terminal.cols) },
  })
  return Object.create(terminal, { buffer: { value: visible } })
}

function visibleBuffer(buffer: IBuffer, cols: number): IBuffer {
  return Object.create(buffer, {
    getLine: {
      value(row: number) {
        const line = buffer.getLine(row)
        return line === undefined || line.length <= cols ? line : visibleLine(line, cols)
      },
    },
  })
}

function visibleLine(line: IBufferLine, cols: number): IBufferLine {
  return {
    isWrapped: line.isWrapped,
    length: cols,
    getCell: (column, cell) => (column < cols ? line.getCell(column, cell) : undefined),
    translateToString(trimRight, start = 0, end = cols) {
      const text = line.translateToString(false, start, Math.min(end, cols))
      return trimRight === true ? text.replace(/ +$/u, '') : text
    },
  }
}
