import type { Terminal } from '@xterm/headless'
import { bufferText } from './line-text.ts'
import type { TerminalCore } from './xterm-core.ts'

/** A line in the text, to read on from; whoever has one disposes its marker: xterm.js updates each marker with each scrolled line. `linesAbove`: how many whole lines stood above it. */
export type TextMark = {
  readonly marker: { readonly line: number; readonly isDisposed: boolean; dispose(): void } | undefined
  readonly linesAbove: number
}

/** The line of the cursor, to read on from. */
export function markHere(terminal: Terminal, core: TerminalCore): TextMark {
  const { normal, active } = core.buffers
  const row = normal.ybase + normal.y
  let linesAbove = 0
  for (let above = 1; above <= row; above++) if (normal.lines.get(above)?.isWrapped !== true) linesAbove += 1
  return { marker: active === normal ? terminal.registerMarker(0) : undefined, linesAbove }
}

/** The text from a mark on, wrapped lines whole; null where its line has left the scrollback. */
export function textFrom({ marker }: TextMark, core: TerminalCore, cols: number): string | null {
  if (marker === undefined || marker.isDisposed || marker.line < 0) return null
  return bufferText(core.buffers.normal, marker.line, cols)
}
