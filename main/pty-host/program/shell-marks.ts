/** A place in a shell's output where its line editor begins (`prompt`) or hands over to a command. */
export type ShellBoundary = {
  readonly kind: 'prompt' | 'command'
  readonly by: 'osc133' | 'paste'
  readonly start: number
  readonly end: number
}

/**
 * OSC 133 where the shell marks its prompts (FinalTerm; fish 4, integrations). Else bracketed paste: bash, zsh and fish
 * turn it on for their line editor and off before they run a line.
 */
// eslint-disable-next-line no-control-regex -- sequences begin with ESC
const boundary = /\u001b\[\?2004([hl])|\u001b\]133;([ACD])[^\u0007\u001b]*(?:\u0007|\u001b\\)/gu

/** What turns a mode on or off, or pushes and pops keyboard flags. */
const modeChange =
  // eslint-disable-next-line no-control-regex -- sequences begin with ESC
  /\u001b(?:\[(?:\?[\d;]+[hl]|\d+[hl]|[<>=][\d;]*u|>[\d;]*m|!p)|[=>c])/gu

/** The boundaries in a piece of output, in order; such as are not whole in it are not found. */
export function shellBoundaries(bytes: Uint8Array): readonly ShellBoundary[] {
  const buffer = viewOf(bytes)
  if (!buffer.includes('\u001b[?2004') && !buffer.includes('\u001b]133;')) return []
  return [...buffer.toString('latin1').matchAll(boundary)].map((match) => {
    const [text, paste, letter] = match
    return {
      kind: paste === 'l' || letter === 'C' ? 'command' : 'prompt',
      by: paste === undefined ? 'osc133' : 'paste',
      start: match.index,
      end: match.index + text.length,
    }
  })
}

/** Where the last change of a mode in a piece of output ends; 0 where it has none. */
export function lastModeChange(bytes: Uint8Array): number {
  const last = [...viewOf(bytes).toString('latin1').matchAll(modeChange)].at(-1)
  return last === undefined ? 0 : last.index + last[0].length
}

/**
 * Whether the next bytes of a string sequence that stands open end it properly. A program's do; the words of a shell that
 * came to the front begin another line or another sequence before any end.
 */
export function endsOpenString(bytes: Uint8Array): boolean {
  const at = bytes.findIndex((byte) => byte < 0x20)
  return bytes[at] === 0x07 || (bytes[at] === 0x1b && bytes[at + 1] === 0x5c)
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}
