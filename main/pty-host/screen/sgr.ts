import type { CoreAttributes, CoreLink } from './xterm-core.ts'

const colorModeMask = 0x3000000
const palette16 = 0x1000000
const palette256 = 0x2000000
const rgb = 0x3000000

const fgFlags: readonly (readonly [bit: number, code: string])[] = [
  [0x4000000, '7'],
  [0x8000000, '1'],
  [0x20000000, '5'],
  [0x40000000, '8'],
  [0x80000000, '9'],
]
const underlineBit = 0x10000000
const bgFlags: readonly (readonly [bit: number, code: string])[] = [
  [0x4000000, '3'],
  [0x8000000, '2'],
  [0x40000000, '53'],
]
const extendedBit = 0x10000000
const protectedBit = 0x20000000

/** The sequence that makes `attributes` current, whatever was current before. A link is not part of it. */
export function setAttributes(attributes: CoreAttributes): string {
  // DECSCA is outside of SGR and untouched by `0`.
  return `\x1b[${sgrParameters(attributes)}m\x1b[${isProtected(attributes) ? 1 : 0}"q`
}

/** Whether DECSCA is on: what is written then is spared by selective erases. */
export function isProtected(attributes: CoreAttributes): boolean {
  return (attributes.bg & protectedBit) !== 0
}

/** The parameters of an SGR sequence that sets `attributes`, beginning with a reset. */
export function sgrParameters(attributes: CoreAttributes): string {
  const { fg, bg, extended } = attributes
  const codes = ['0', ...foreground(fg), ...background(bg)]
  for (const [bit, code] of fgFlags) if (fg & bit) codes.push(code)
  for (const [bit, code] of bgFlags) if (bg & bit) codes.push(code)
  if (fg & underlineBit) codes.push(...underline(bg, extended))
  return codes.join(';')
}

/** Makes what is written next part of a link, or of none. */
export function openLink(link: CoreLink | undefined): string {
  if (link === undefined) return '\x1b]8;;\x1b\\'
  return `\x1b]8;${link.id === undefined ? '' : `id=${link.id}`};${link.uri}\x1b\\`
}

function foreground(word: number): string[] {
  switch (word & colorModeMask) {
    case palette16:
      return [String((word & 8 ? 90 : 30) + (word & 7))]
    case palette256:
      return [`38;5;${word & 0xff}`]
    case rgb:
      return [`38;2;${channels(word).join(';')}`]
    default:
      return []
  }
}

function background(word: number): string[] {
  switch (word & colorModeMask) {
    case palette16:
      return [String((word & 8 ? 100 : 40) + (word & 7))]
    case palette256:
      return [`48;5;${word & 0xff}`]
    case rgb:
      return [`48;2;${channels(word).join(';')}`]
    default:
      return []
  }
}

function underline(bg: number, extended: CoreAttributes['extended']): string[] {
  // A link reports the dashed style whatever the program asked for.
  const style = bg & extendedBit && extended.urlId === 0 ? extended.underlineStyle : 1
  const codes = [style === 1 || style === 0 ? '4' : `4:${style}`]
  if (!(bg & extendedBit)) return codes
  const color = extended.underlineColor
  const mode = color & colorModeMask
  if (mode === rgb) codes.push(`58:2::${channels(color).join(':')}`)
  else if (mode !== 0) codes.push(`58:5:${color & 0xff}`)
  return codes
}

function channels(word: number): number[] {
  return [(word >>> 16) & 0xff, (word >>> 8) & 0xff, word & 0xff]
}
