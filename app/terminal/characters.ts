import { bidiControls } from '../base/bidi.ts'

/** C0, DEL and C1: bytes that a terminal or its line discipline acts on (U+0003 in a name is Ctrl-C). */
export const controlCharacters = /\p{Cc}/u

/**
 * Characters that show as nothing. Variation selectors are not among them: emoji need them.
 * U+200D joins emoji, see `stripInvisible`.
 */
const invisible = /(?![\uFE00-\uFE0F])\p{Default_Ignorable_Code_Point}|[\uFFF9-\uFFFB]/gu

const joinerInEmoji =
  /(?<=\p{Extended_Pictographic}(?:[\uFE0E\uFE0F]|\p{Emoji_Modifier})?)\u200D(?=\p{Extended_Pictographic})/u

/** The text without characters that show as nothing; joiners inside an emoji stay, or it would fall apart. */
export function stripInvisible(text: string): string {
  return text.replace(invisible, (character, offset: number) =>
    character === '\u200D' && joinsEmoji(text, offset) ? character : '',
  )
}

/** The text with everything that shows as nothing or moves text about replaced by its code point: `‹U+202E›`. */
export function revealInvisible(text: string): string {
  return text.replace(
    new RegExp(`${bidiControls.source}|${invisible.source}`, 'gu'),
    (character, offset: number) =>
      character === '\u200D' && joinsEmoji(text, offset) ? character : `‹${codePointName(character)}›`,
  )
}

function joinsEmoji(text: string, offset: number): boolean {
  const sticky = new RegExp(joinerInEmoji.source, 'uy')
  sticky.lastIndex = offset
  return sticky.test(text)
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
