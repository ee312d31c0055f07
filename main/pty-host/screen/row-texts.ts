import { lineText } from './line-text.ts'
import type { CoreBuffer, CoreLine } from './xterm-core.ts'
import { cellWords } from './xterm-core.ts'

/**
 * The rows of a screen as text, read again and again: a row whose cells are the same is not made into text again. Agents
 * redraw a line or two of forty, ten times a second, in fifty sessions.
 */
export class RowTexts {
  #cols = 0
  /** What stood in each cell at the last look, row by row: comparing it is as cheap as a hash, and exact. */
  #cells = new Uint32Array(0)
  /** Letters with their accents lie beside the cells. */
  #combined: string[] = []
  #texts: string[] = []

  /** The rows on show, without blanks at their ends. The array is a new one each time. */
  read(buffer: CoreBuffer, rows: number, cols: number): readonly string[] {
    if (this.#texts.length !== rows || this.#cols !== cols) this.#forget(rows, cols)
    for (let row = 0; row < rows; row++) {
      const line = buffer.lines.get(buffer.ybase + row)
      if (line === undefined) this.#clear(row)
      else if (this.#keep(row, line)) this.#texts[row] = lineText(line, cols, false)
    }
    return [...this.#texts]
  }

  #forget(rows: number, cols: number): void {
    this.#cols = cols
    this.#cells = new Uint32Array(rows * cols)
    this.#combined = Array.from({ length: rows }, () => '')
    this.#texts = Array.from({ length: rows }, () => '')
  }

  #clear(row: number): void {
    this.#cells.fill(0, row * this.#cols, (row + 1) * this.#cols)
    this.#combined[row] = ''
    this.#texts[row] = ''
  }

  /** Keeps a row as it is now. @returns whether it is another than before */
  #keep(row: number, line: CoreLine): boolean {
    const first = this.#firstOther(row, line._data)
    const isOther = first < this.#cols
    if (isOther) this.#copy(row, line._data, first)
    if (!isOther && this.#combined[row] === '') return false
    const combined = this.#hasCombined(row) ? JSON.stringify(line._combined) : ''
    if (combined === this.#combined[row]) return isOther
    this.#combined[row] = combined
    return true
  }

  /** The first column that shows something else than before; `cols` where none does. */
  #firstOther(row: number, data: Uint32Array): number {
    const cells = this.#cells
    const cols = this.#cols
    const start = row * cols
    for (let col = 0; col < cols; col++) if (cells[start + col] !== data[col * cellWords.perCell]) return col
    return cols
  }

  #copy(row: number, data: Uint32Array, from: number): void {
    const cells = this.#cells
    const cols = this.#cols
    for (let col = from; col < cols; col++) cells[row * cols + col] = data[col * cellWords.perCell] ?? 0
  }

  #hasCombined(row: number): boolean {
    const cells = this.#cells
    const cols = this.#cols
    for (let at = row * cols; at < (row + 1) * cols; at++)
      if (((cells[at] ?? 0) & cellWords.isCombined) !== 0) return true
    return false
  }
}
