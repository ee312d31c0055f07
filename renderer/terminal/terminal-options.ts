import type { ITerminalOptions, ITheme } from '@xterm/xterm'
import { firstTerminalSize, scrollbackLines } from '../../app/terminal/terminal-size.ts'
import { themeFor } from '../../app/terminal/theme.ts'

/** Monospaced faces that come with the systems, then whatever has emoji. */
const fontFamily = [
  'ui-monospace',
  '"SF Mono"',
  'Menlo',
  '"Cascadia Mono"',
  'Consolas',
  '"DejaVu Sans Mono"',
  '"Liberation Mono"',
  '"Noto Color Emoji"',
  'monospace',
].join(', ')

/** The options of every terminal of the page. `fontSize` in pixels. */
export function terminalOptions(settings: {
  readonly dark: boolean
  readonly fontSize: number
}): ITerminalOptions {
  return {
    ...firstTerminalSize,
    allowProposedApi: true,
    altClickMovesCursor: false,
    drawBoldTextInBrightColors: true,
    fontFamily,
    fontSize: settings.fontSize,
    logLevel: 'warn',
    macOptionClickForcesSelection: true,
    // Text that a program hides by its own colour on that colour is shown all the same.
    minimumContrastRatio: 4.5,
    rightClickSelectsWord: false,
    screenReaderMode: false,
    scrollback: scrollbackLines,
    theme: xtermTheme(settings.dark),
    // The colour scheme is reported by the host, which hears of a change at the same time as the page.
    vtExtensions: { kittyKeyboard: true, colorSchemeQuery: false },
  }
}

/** Roost's palette as xterm.js names it. */
export function xtermTheme(dark: boolean): ITheme {
  const { foreground, background, cursor, selection, ansi } = themeFor(dark)
  const named = Object.fromEntries(ansiNames.map((name, index) => [name, ansi[index]]))
  return {
    foreground,
    background,
    cursor,
    cursorAccent: background,
    selectionBackground: selection,
    selectionInactiveBackground: selection,
    ...named,
  }
}

const ansiNames = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const satisfies readonly (keyof ITheme)[]
