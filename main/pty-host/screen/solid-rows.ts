import type { ThemeColors } from '../../../app/terminal/theme.ts'
import { paletteColor } from './palette.ts'
import type { CoreBuffer, CoreLine } from './xterm-core.ts'
import { cellWords as words } from './xterm-core.ts'

/** In the background word: SGR 2. In the foreground word: SGR 7. */
const dimBit = 0x8000000
const inverseBit = 0x4000000

const colorModeMask = 0x3000000
const rgb = 0x3000000

/** A colour whose channels differ by more is no grey: it marks something. The greys of six tools differ by 34 or less. */
const maxGreyTint = 48
/**
 * How far a grey stands from its background, of the distance between the theme's text and its background: hints of
 * opencode, Gemini CLI, Qwen Code and Copilot CLI are at 0.4 to 0.65 in dark and light, their text at 0.95 or more.
 */
const faintContrast = 0.8

/**
 * The rows on show with faint cells blank: those that are dim (SGR 2), and those in a grey that stands out less than
 * text does. For a few looks at a time: every cell is looked at.
 *
 * @param texts the rows as they are
 */
export function solidRows(
  buffer: CoreBuffer,
  texts: readonly string[],
  cols: number,
  theme: ThemeColors,
): readonly string[] {
  const isFaint = faintness(theme)
  return texts.map((text, row) => {
    const line = text === '' ? undefined : buffer.lines.get(buffer.ybase + row)
    return line === undefined ? text : solidText(line, cols, isFaint)
  })
}

function solidText(line: CoreLine, cols: number, isFaint: Faintness): string {
  const { _data: data, _combined: combined } = line
  let text = ''
  for (let column = 0; column < cols; column++) {
    const at = column * words.perCell
    const content = data[at] ?? 0
    if ((content & words.hasContent) === 0) {
      // The second half of a wide character has no width of its own.
      if (content >>> words.widthShift !== 0) text += ' '
      continue
    }
    const character =
      (content & words.isCombined) !== 0
        ? (combined[column] ?? '')
        : String.fromCodePoint(content & words.codePoint)
    const faint = isFaint(data[at + words.fg] ?? 0, data[at + words.bg] ?? 0)
    // As long as what it stands for: a place in one is that in the other.
    text += faint ? ' '.repeat(character.length) : character
  }
  return text.trimEnd()
}

type Faintness = (fg: number, bg: number) => boolean

function faintness(theme: ThemeColors): Faintness {
  const text = lightness(channelsOf(theme.foreground))
  const ground = lightness(channelsOf(theme.background))
  const least = faintContrast * Math.abs(text - ground)
  return (fg, bg) => {
    if ((bg & dimBit) !== 0) return true
    if ((fg & colorModeMask) === 0 || (fg & inverseBit) !== 0) return false
    const color = colorOf(fg, theme)
    if (Math.max(...color) - Math.min(...color) > maxGreyTint) return false
    const below = (bg & colorModeMask) === 0 ? ground : lightness(colorOf(bg, theme))
    return Math.abs(lightness(color) - below) < least
  }
}

type Channels = readonly [red: number, green: number, blue: number]

/** The colour of a word that has one. */
function colorOf(word: number, theme: ThemeColors): Channels {
  if ((word & colorModeMask) !== rgb) return channelsOf(paletteColor(word & 0xff, theme))
  return [(word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]
}

function channelsOf(hex: string): Channels {
  const value = parseInt(hex.slice(1), 16)
  return [(value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff]
}

/** From 0 to 255, by the weights of Rec. 601. */
function lightness([red, green, blue]: Channels): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
