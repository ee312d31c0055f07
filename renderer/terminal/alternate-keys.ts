import type { EncodedKey, PageCore } from './page-core.ts'

/** What of a KeyboardEvent decides. */
type PressedKey = Pick<KeyboardEvent, 'key' | 'code'>

const csi = '\u001B['
/** The flag of the kitty keyboard protocol with which a program asks for the other names of a key. */
const reportAlternateKeys = 0b100

/**
 * Lets a terminal name a key also by its place where the program asks for that (kitty keyboard, flag 4): Ctrl+С of a
 * Cyrillic layout is the key of Ctrl+C. xterm.js writes the letter and its shifted form alone, and with Shift it
 * takes the Latin letter of the place for the layout's own.
 */
export function reportKeyPlaces(core: Pick<PageCore, 'coreService' | '_keyboardService'>): void {
  const keyboard = core._keyboardService
  const down = keyboard.evaluateKeyDown.bind(keyboard)
  const up = keyboard.evaluateKeyUp.bind(keyboard)
  const complete = <T extends EncodedKey | undefined>(encoded: T, event: KeyboardEvent): T => {
    if (encoded?.key !== undefined) {
      encoded.key = completeKey(encoded.key, event, core.coreService.kittyKeyboard.flags)
    }
    return encoded
  }
  keyboard.evaluateKeyDown = (event) => complete(down(event), event)
  keyboard.evaluateKeyUp = (event) => complete(up(event), event)
}

/**
 * A key of the kitty keyboard protocol (`CSI code:shifted:place ; … u`) with the code that its layout has for it and,
 * if `flags` ask for it, the one that it has on a US keyboard. Other text comes back as it is.
 *
 * @see https://sw.kovidgoyal.net/kitty/keyboard-protocol/#key-codes
 */
function completeKey(encoded: string, event: PressedKey, flags: number): string {
  if (!encoded.startsWith(csi)) return encoded
  const parts = /^(\d+)(?::(\d+))?((?:;[\d:]*)*)u$/u.exec(encoded.slice(csi.length))
  if (parts === null || !isOneCharacter(event.key)) return encoded
  const [, code = '', shifted = '', rest = ''] = parts
  const own = layoutCode(event.key) ?? Number(code)
  const place = placeCodes.get(event.code)
  const isAsked = (flags & reportAlternateKeys) !== 0 && place !== undefined && place !== own
  const names = isAsked
    ? `${own}:${shifted}:${place}`
    : [own, shifted].filter((name) => name !== '').join(':')
  return `${csi}${names}${rest}u`
}

function isOneCharacter(key: string): boolean {
  return [...key].length === 1
}

/** The code of a letter without Shift; null where only the layout knows it. */
function layoutCode(key: string): number | null {
  const small = key.toLowerCase()
  if (!/\p{L}/u.test(key) || small === key.toUpperCase() || !isOneCharacter(small)) return null
  return small.codePointAt(0) ?? null
}

/** What a US keyboard has at each place, by the names of UI Events. */
const placeCodes: ReadonlyMap<string, number> = new Map(
  [
    ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => [`Key${letter}`, letter.toLowerCase()] as const),
    ...[...'0123456789'].map((digit) => [`Digit${digit}`, digit] as const),
    ['Backquote', '`'] as const,
    ['Minus', '-'] as const,
    ['Equal', '='] as const,
    ['BracketLeft', '['] as const,
    ['BracketRight', ']'] as const,
    ['Backslash', '\\'] as const,
    ['Semicolon', ';'] as const,
    ['Quote', "'"] as const,
    ['Comma', ','] as const,
    ['Period', '.'] as const,
    ['Slash', '/'] as const,
  ].map(([code, character]) => [code, character.charCodeAt(0)]),
)
