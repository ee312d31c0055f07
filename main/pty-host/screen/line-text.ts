import { type CoreBuffer, type CoreLine, cellWords as words } from './xterm-core.ts'

/** The text of a row without blanks at its end, or to `cols` where the next row continues it. */
export function lineText(line: CoreLine, cols: number, continues: boolean): string {
  const { _data: data, _combined: combined } = line
  let text = ''
  let blanks = 0
  for (let column = 0; column < cols; column++) {
    const content = data[column * words.perCell] ?? 0
    if ((content & words.hasContent) === 0) {
      // The second half of a wide character has no width of its own.
      if (content >>> words.widthShift !== 0) blanks++
      continue
    }
    if (blanks > 0) text += ' '.repeat(blanks)
    blanks = 0
    text +=
      (content & words.isCombined) !== 0
        ? (combined[column] ?? '')
        : String.fromCodePoint(content & words.codePoint)
  }
  return continues ? text + ' '.repeat(blanks) : text.trimEnd()
}

/** Rows of a buffer from `first` on, a line each; rows that wrapped are one line again. No blank lines at the end. */
export function bufferText(buffer: CoreBuffer, first: number, cols: number): string {
  let text = ''
  for (let row = first; row < buffer.lines.length; row++) {
    const line = buffer.lines.get(row)
    if (line === undefined) continue
    if (row > first && !line.isWrapped) text += '\n'
    text += lineText(line, cols, buffer.lines.get(row + 1)?.isWrapped === true)
  }
  return text.trimEnd()
}

/** The last row of the screen with text, -1 where there is none. */
export function lastUsedRow({ ybase, lines }: CoreBuffer, rows: number, cols: number): number {
  for (let row = rows - 1; row >= 0; row--) {
    const line = lines.get(ybase + row)
    if (line !== undefined && lineText(line, cols, false) !== '') return row
  }
  return -1
}
