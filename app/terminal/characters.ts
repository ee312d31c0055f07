/** C0, DEL and C1: bytes that a terminal or its line discipline acts on (U+0003 in a name is Ctrl-C). */
export const controlCharacters = /\p{Cc}/u

/** Marks that change the order in which text is shown, so that it reads as another text (CVE-2021-42574). */
export const bidiControls = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u

/**
 * Characters that show as nothing. Variation selectors are not among them: emoji need them.
 * U+200D joins emoji, see `stripInvisible`.
 */
const invisible =
  /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B\u200C\u200D\u2060-\u2065\u206A-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/gu

const joinerInEmoji =
  /(?<=\p{Extended_Pictographic}[\uFE0E\uFE0F\u{1F3FB}-\u{1F3FF}]?)\u200D(?=\p{Extended_Pictographic})/u

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
