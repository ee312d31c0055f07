/** Colours of a terminal, each `#rrggbb`; `ansi` holds the 16 of the palette in their order. */
export type ThemeColors = {
  readonly foreground: string
  readonly background: string
  readonly cursor: string
  readonly selection: string
  readonly ansi: readonly string[]
  readonly dark: boolean
}

/** Both palettes keep every ANSI colour but the background's own at 4.5:1 or more against the background. */
export const darkTheme: ThemeColors = {
  foreground: '#d8dee6',
  background: '#14171c',
  cursor: '#f2b65a',
  selection: '#35507a',
  ansi: [
    '#3b4252',
    '#f2727b',
    '#8fcf7f',
    '#e8c06a',
    '#74aef5',
    '#c99bf0',
    '#62cfd0',
    '#cdd5df',
    '#7c879a',
    '#ff8f96',
    '#a8e399',
    '#f6d48a',
    '#97c4ff',
    '#dbb6fa',
    '#86e3e3',
    '#f4f7fa',
  ],
  dark: true,
}

export const lightTheme: ThemeColors = {
  foreground: '#24292f',
  background: '#fcfcfa',
  cursor: '#b4690e',
  selection: '#bcd7f7',
  ansi: [
    '#24292f',
    '#b3242e',
    '#2c6e2f',
    '#855600',
    '#1759b8',
    '#7c3aab',
    '#0f6a70',
    '#59626d',
    '#4a535e',
    '#c43640',
    '#347a37',
    '#8f6100',
    '#2a69c8',
    '#8c4cbc',
    '#1b757b',
    '#6a737d',
  ],
  dark: false,
}

/** The palette for a page or host that knows only whether it is dark. */
export function themeFor(dark: boolean): ThemeColors {
  return dark ? darkTheme : lightTheme
}
