import type { CursorLine } from '../../app/screen/command-line.ts'

/** A screen that shows what it is told to, and counts how often it was looked at. */
export class ShownScreen {
  lines: readonly string[] = []
  cursor = { x: 0, y: 0 }
  isAlternate = false
  inSyncFrame = false
  syncFrames = 0
  looks = 0

  cursorLine(): CursorLine {
    const line = this.lines[this.cursor.y] ?? ''
    const left = line.slice(0, this.cursor.x).padEnd(this.cursor.x)
    return { left, right: '', toEdge: 0, isLast: true, bracketedPaste: false }
  }

  frame(): { lines: readonly string[]; cursor: { x: number; y: number } } {
    this.looks += 1
    return { lines: this.lines, cursor: this.cursor }
  }
}
