import type { ThemeColors } from '../../../app/terminal/theme.ts'

/** Colour `index` of the 256: the theme's 16, then the usual cube of 6 and 24 greys. */
export function paletteColor(index: number, theme: ThemeColors): string {
  if (index < 16) return theme.ansi[index] ?? theme.foreground
  if (index >= 232) return hexColor([0, 0, 0].map(() => 8 + (index - 232) * 10))
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40)
  const cube = index - 16
  return hexColor([level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)])
}

function hexColor(channels: readonly number[]): string {
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
