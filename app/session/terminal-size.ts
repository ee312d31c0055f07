/** The size of a terminal, in cells. */
export type TerminalSize = { readonly cols: number; readonly rows: number }
