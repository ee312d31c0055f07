import * as v from 'valibot'

/** The size of a terminal, in cells. */
export type TerminalSize = { readonly cols: number; readonly rows: number }

/** A character cell as the page draws it, in CSS pixels; programs ask for it by CSI 14 t and 16 t. */
export type CellPixels = { readonly width: number; readonly height: number }

/** Lines kept above the screen, by the host and by the page: what scrolls off in one has to scroll off in the other. */
export const scrollbackLines = 1000

/** Until the pane has been measured; about what a first window has room for. What programs draw for it is drawn once. */
export const firstTerminalSize: TerminalSize = { cols: 120, rows: 40 }

/** Until the page has drawn a character: the cell of its first font size. */
export const firstCell: CellPixels = { width: 9, height: 18 }

/** xterm.js draws no fewer; more than the widest screens hold at the smallest font is nobody's window. */
const limits = { cols: { min: 2, max: 1000 }, rows: { min: 1, max: 1000 } } as const

/** The fields of a size that comes from a page. */
export const terminalSizeFields = {
  cols: v.pipe(v.number(), v.integer(), v.minValue(limits.cols.min), v.maxValue(limits.cols.max)),
  rows: v.pipe(v.number(), v.integer(), v.minValue(limits.rows.min), v.maxValue(limits.rows.max)),
}

const TerminalSizeSchema = v.object(terminalSizeFields)

/** Whether a terminal can have this size. */
export function isTerminalSize(size: TerminalSize): boolean {
  return v.is(TerminalSizeSchema, size)
}

/** The size within the limits that is nearest to what a pane has room for. */
export function nearestTerminalSize({ cols, rows }: TerminalSize): TerminalSize {
  return { cols: within(cols, limits.cols), rows: within(rows, limits.rows) }
}

function within(value: number, { min, max }: { readonly min: number; readonly max: number }): number {
  return Math.min(max, Math.max(min, Math.floor(value)))
}
