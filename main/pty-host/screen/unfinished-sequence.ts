import { lastExecutingParserState, parserGround } from './xterm-core.ts'

/** An unfinished sequence longer than this is carried without its end; nothing Roost shows is that long. */
const maxCarriedBytes = 256 * 1024

const esc = 0x1b
/** Second bytes (after C2) of the C1 controls that open a sequence: DCS, SOS, CSI, OSC, PM, APC. */
const c1Openers = new Set([0x90, 0x98, 0x9b, 0x9d, 0x9e, 0x9f])

/**
 * The bytes of the sequence that the parser is inside of. Any opener restarts a sequence in whatever state the
 * parser is, so the last opener seen is where the unfinished one begins.
 */
export class UnfinishedSequence {
  private parts: Uint8Array[] = []
  private length = 0

  /** Call after each parsed chunk with the parser's state. Keeps the chunk's memory only inside a sequence. */
  follow(chunk: Uint8Array, parserState: number): void {
    if (parserState === parserGround) {
      if (this.parts.length > 0) this.restart([])
      return
    }
    const start = lastOpener(chunk)
    if (start >= 0) this.restart([chunk.subarray(start)])
    else if (startsWithSplitOpener(this.parts.at(-1), chunk)) this.restart([new Uint8Array([0xc2]), chunk])
    else if (this.length < maxCarriedBytes) this.restart([...this.parts, chunk])
  }

  /**
   * The text that puts another parser into the same state. Control characters that the parser has run already are
   * left out, so that they have no effect twice.
   *
   * @param pendingBytes how many bytes at the end belong to an unfinished character
   */
  prefix(parserState: number, pendingBytes: number): string {
    if (parserState === parserGround || this.parts.length === 0) return ''
    const bytes = Buffer.concat(this.parts)
    const text = bytes.subarray(0, bytes.length - pendingBytes).toString('utf8')
    if (parserState > lastExecutingParserState) return text
    // oxlint-disable-next-line no-control-regex -- control characters are what is dropped
    return text.slice(0, 1) + text.slice(1).replace(/[\u0000-\u001a\u001c-\u001f]/g, '')
  }

  private restart(parts: Uint8Array[]): void {
    this.parts = parts
    this.length = parts.reduce((sum, part) => sum + part.length, 0)
  }
}

function lastOpener(chunk: Uint8Array): number {
  let start = chunk.lastIndexOf(esc)
  for (let at = chunk.lastIndexOf(0xc2); at > start; at = chunk.lastIndexOf(0xc2, at - 1)) {
    const next = chunk[at + 1]
    if (next !== undefined && c1Openers.has(next)) start = at
    if (at === 0) break
  }
  return start
}

function startsWithSplitOpener(last: Uint8Array | undefined, chunk: Uint8Array): boolean {
  const first = chunk[0]
  return (last === undefined || last.at(-1) === 0xc2) && first !== undefined && c1Openers.has(first)
}
