import { writeSync } from 'node:fs'

/**
 * The true status from a moment on, as a person sees it on the screen and in the title. `unsure`: nobody can say; this
 * time counts neither for nor against.
 */
export const statusLabels = [
  'starting',
  'working',
  'waiting:approval',
  'waiting:question',
  'waiting:trust',
  'waiting:login',
  'idle',
  'failed:api',
  'failed:limit',
  'failed:auth',
  'failed:network',
  'exited',
  'unsure',
] as const

/** A status, or a flag beside it: the output shows a git conflict. */
export const labels = [...statusLabels, 'conflict:on', 'conflict:off'] as const

export type StatusLabel = (typeof statusLabels)[number]
export type Label = (typeof labels)[number]

/** `o` what the program wrote, `i` what went to it; the others have methods of their own. */
type ByteKind = 'o' | 'i'

export type CastHeader = {
  readonly cols: number
  readonly rows: number
  readonly command: readonly string[]
  /** Seconds since the epoch. */
  readonly timestamp: number
}

/**
 * A recording in the making: asciicast v2 (https://docs.asciinema.org/manual/asciicast/v2/), a header and then one
 * JSON array a line, `[seconds, kind, data]`. Each line is written at once, so that a recorder that dies leaves what
 * there was.
 */
export class CastFile {
  readonly #fd: number
  readonly #now: () => number
  readonly #startedAt: number
  readonly #decoders = { o: new TextDecoder(), i: new TextDecoder() }
  #lastSeconds = 0

  /** @param now a clock in ms that never goes back */
  constructor(fd: number, header: CastHeader, now: () => number = () => performance.now()) {
    this.#fd = fd
    this.#now = now
    this.#startedAt = now()
    const { cols, rows, command, timestamp } = header
    this.#writeLine({
      version: 2,
      width: cols,
      height: rows,
      command: command.map(shown).join(' '),
      timestamp,
    })
  }

  /** The time of the last event. */
  get seconds(): number {
    return this.#lastSeconds
  }

  /** Adds bytes as text; the first bytes of a character wait for the rest of it. */
  addBytes(kind: ByteKind, bytes: Uint8Array): void {
    this.#addText(kind, this.#decoders[kind].decode(bytes, { stream: true }))
  }

  /** Adds a new size of the terminal, an `r` event. */
  addSize(cols: number, rows: number): void {
    this.#add('r', `${cols}x${rows}`)
  }

  /**
   * Adds who is in front of the terminal from here on, an `f` event, which is no part of asciicast.
   *
   * @param names of `ForegroundNames`; empty for the process that the terminal was made for
   */
  addForeground(names: string): void {
    this.#add('f', names)
  }

  /** Adds a label. It belongs to the event before it, which made it true, and takes that one's time. */
  mark(label: Label): void {
    this.#writeLine([this.#lastSeconds, 'm', label])
  }

  /** Writes what is left of characters that never were completed. */
  end(): void {
    this.#addText('i', this.#decoders.i.decode())
    this.#addText('o', this.#decoders.o.decode())
  }

  #addText(kind: ByteKind, text: string): void {
    if (text !== '') this.#add(kind, text)
  }

  #add(kind: ByteKind | 'r' | 'f', data: string): void {
    this.#lastSeconds = Math.round(this.#now() - this.#startedAt) / 1000
    this.#writeLine([this.#lastSeconds, kind, data])
  }

  #writeLine(value: unknown): void {
    writeSync(this.#fd, `${JSON.stringify(value)}\n`)
  }
}

/** An argument as a person would type it. */
function shown(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", String.raw`'\''`)}'`
}
