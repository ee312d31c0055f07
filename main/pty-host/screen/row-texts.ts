import { lineText } from './line-text.ts'
import type { CoreBuffer, CoreLine } from './xterm-core.ts'
import { cellWords as words } from './xterm-core.ts'

/**
 * The rows of a screen as text, read again and again: a row whose cells are the same is not made into text again. Agents
 * redraw a line or two of forty, ten times a second, in fifty sessions.
 */
export class RowTexts {
  private hashes = new Int32Array(0)
  private texts: string[] = []

  /** The rows on show, without blanks at their ends. The array is a new one each time. */
  read(buffer: CoreBuffer, rows: number, cols: number): readonly string[] {
    if (this.hashes.length !== rows) {
      this.hashes = new Int32Array(rows)
      this.texts = Array.from({ length: rows }, () => '')
    }
    for (let row = 0; row < rows; row++) {
      const line = buffer.lines.get(buffer.ybase + row)
      const hash = line === undefined ? 0 : hashOf(line, cols)
      if (hash === this.hashes[row]) continue
      this.hashes[row] = hash
      this.texts[row] = line === undefined ? '' : lineText(line, cols, false)
    }
    return [...this.texts]
  }
}

/** FNV-1a over the content of the cells; 0 only for a row that is empty. */
function hashOf(line: CoreLine, cols: number): number {
  const data = line._data
  let hash = 0x811c9dc5
  let any = 0
  const end = cols * words.perCell
  for (let index = 0; index < end; index += words.perCell) {
    const content = data[index] ?? 0
    any |= content & words.hasContent
    hash = Math.imul(hash ^ content, 0x01000193)
  }
  if (any === 0) return 0
  // Letters with their accents lie beside the cells.
  for (const text of Object.values(line._combined))
    if (text !== undefined)
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash === 0 ? 1 : hash
}
