/** A screen as text: its rows without blanks at their ends, and the place of the cursor in cells. */
export type ScreenRows = {
  readonly lines: readonly string[]
  readonly cursor: { readonly x: number; readonly y: number }
}

/** What a prompt box is read from. */
export type PromptScreen = ScreenRows & {
  /** The lines with faint cells blank. */
  readonly solid: readonly string[]
  /** The row of the cursor, counted from the first one that was ever written. */
  readonly row: number
  /** The row of the cursor goes on where the one above it ends. */
  readonly wraps: boolean
}
