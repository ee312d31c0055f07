/** A screen that shows what it is told to, and counts how often it was looked at. */
export class ShownScreen {
  lines: readonly string[] = []
  cursor = { x: 0, y: 0 }
  isAlternate = false
  inSyncFrame = false
  syncFrames = 0
  looks = 0

  frame(): { lines: readonly string[]; cursor: { x: number; y: number } } {
    this.looks += 1
    return { lines: this.lines, cursor: this.cursor }
  }
}
