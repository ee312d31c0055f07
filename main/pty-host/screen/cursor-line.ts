import type { CursorLine } from '../../../app/screen/command-line.ts'
import { lastUsedRow, lineText } from './line-text.ts'
import type { CoreBuffer } from './xterm-core.ts'

/** The line of the cursor, cut at the cursor's cell. */
export function cursorLine(
  buffer: CoreBuffer,
  rows: number,
  cols: number,
): Omit<CursorLine, 'bracketedPaste'> {
  const row = buffer.ybase + buffer.y
  const line = buffer.lines.get(row)
  if (line === undefined) return { left: '', right: '', toEdge: cols, isLast: true }
  const before = lineText(line, buffer.x, true)
  const right = lineText(line, cols, true).slice(before.length)
  return {
    left: wrappedAbove(buffer, row, cols) + before,
    right: right.trimEnd(),
    toEdge: right.length - right.trimEnd().length,
    isLast: lastUsedRow(buffer, rows, cols) <= buffer.y,
  }
}

function wrappedAbove(buffer: CoreBuffer, row: number, cols: number): string {
  let text = ''
  for (let at = row; at > row - maxRows && buffer.lines.get(at)?.isWrapped === true; at--) {
    const above = buffer.lines.get(at - 1)
    if (above !== undefined) text = lineText(above, cols, true) + text
  }
  return text
}

/** More rows than the prompt of a shell wraps to. */
const maxRows = 20
