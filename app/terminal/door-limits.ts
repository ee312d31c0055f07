import { can } from './control-bytes.ts'
import { maxClipboardBytes, tooLargeCopy } from './osc.ts'

/** Intermediate bytes of an escape sequence; a terminal knows at most two. */
export const maxEscapeBytes = 16
/** A string that carries a file, an image or a text of some length. */
const maxDataBytes = 64 * 1024
/** A title, a folder, a mark. */
const maxWordBytes = 4 * 1024
/** As other terminals: kitty takes 2083 characters of a link, iTerm2 2083, VTE 2083. */
const maxLinkBytes = 2048
const maxColorBytes = 64
const clipboardBytes = Math.ceil(maxClipboardBytes / 3) * 4 + 64

/** OSC numbers whose payload is data: a palette, notifications, images of iTerm2, kitty's clipboard. */
const dataCommands = new Set([4, 99, 777, 1337, 5522])
const colorCommands = new Set([4, 5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
const linkCommand = 8
const clipboardCommand = 52
/** More digits than any command has. */
const maxCommandDigits = 6

export type StringKind = 'osc' | 'dcs' | 'apc'

/** The bytes of a string sequence with its opener, without its end. */
export function maxStringBytes(kind: StringKind, command: number | null): number {
  if (kind !== 'osc') return maxDataBytes
  if (command === clipboardCommand) return clipboardBytes
  return command !== null && dataCommands.has(command) ? maxDataBytes : maxWordBytes
}

/** No string sequence is cut below this. */
export const minStringBytes = maxWordBytes

/** ST as two bytes. */
export const stringEnd = new Uint8Array([0x1b, 0x5c])
/** Stands for a full reset that is one too many: DECSTR, and a screen that is clear from its first cell. */
export const softReset = Uint8Array.from('\x1b[!p\x1b[H\x1b[J', (character) => character.charCodeAt(0))

const refusedCopy = Uint8Array.from(`\x1b]52;c;${tooLargeCopy}\x1b\\`, (character) => character.charCodeAt(0))
const closedLink = new Uint8Array([0x1b, 0x5d, 0x38, 0x3b, 0x3b, 0x1b, 0x5c])

/**
 * The number of an OSC and where its payload begins, from the bytes after its opener.
 *
 * @returns null where it has none that a terminal would take
 */
export function readCommand(body: Uint8Array): { readonly command: number; readonly payload: number } | null {
  let command = 0
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0
    if (byte === 0x3b) return at === 0 ? null : { command, payload: at + 1 }
    if (byte < 0x30 || byte > 0x39 || at >= maxCommandDigits) return null
    command = command * 10 + byte - 0x30
  }
  return body.length === 0 ? null : { command, payload: body.length }
}

/**
 * What an OSC is let through as.
 *
 * @param body what stands between opener and end
 * @returns the bytes in its place; null for the sequence as it is
 */
export function insteadOfOsc(body: Uint8Array): Uint8Array | null {
  const read = readCommand(body)
  if (read === null) return aborted
  const { command, payload } = read
  if (command === linkCommand) return isLongLink(body, payload) ? closedLink : null
  return colorCommands.has(command) && hasLongPart(body, payload) ? aborted : null
}

/**
 * What stands for an OSC that is longer than it may be: a link that cannot be opened must not leave the last one open,
 * and a user who copied in a program hears that it was too much.
 */
export function insteadOfLongOsc(command: number | null): Uint8Array {
  if (command === clipboardCommand) return refusedCopy
  return command === linkCommand ? closedLink : aborted
}

/** Stands for a string that goes: CAN, which does what its end would have done, so that no mark joins over it. */
const aborted = new Uint8Array([can])
export const nothing = new Uint8Array(0)

function isLongLink(body: Uint8Array, payload: number): boolean {
  if (body.length - payload <= maxLinkBytes) return false
  const target = body.indexOf(0x3b, payload)
  return target < 0 || body.length - target - 1 > maxLinkBytes
}

function hasLongPart(body: Uint8Array, payload: number): boolean {
  if (body.length - payload <= maxColorBytes) return false
  for (let start = payload; start < body.length;) {
    const separator = body.indexOf(0x3b, start)
    const end = separator < 0 ? body.length : separator
    if (end - start > maxColorBytes) return true
    start = end + 1
  }
  return false
}
