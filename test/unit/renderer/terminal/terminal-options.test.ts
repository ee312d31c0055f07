import { describe, expect, it } from 'vitest'
import { darkTheme, lightTheme } from '../../../../app/terminal/theme.ts'
import { xtermTheme } from '../../../../renderer/terminal/terminal-options.ts'

describe('xtermTheme', () => {
  it.each([
    ['dark', true, darkTheme],
    ['light', false, lightTheme],
  ] as const)('gives every %s colour its name', (_name, dark, colors) => {
    const theme = xtermTheme(dark)
    expect(theme.background).toBe(colors.background)
    expect([theme.black, theme.red, theme.white, theme.brightBlack, theme.brightWhite]).toEqual(
      [0, 1, 7, 8, 15].map((index) => colors.ansi[index]),
    )
    expect(Object.values(theme).filter((color) => color === undefined)).toEqual([])
  })
})
