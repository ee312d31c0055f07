import { basename } from 'node:path'
import type { Foreground } from '../../main/pty-host/program/foreground.ts'
import type { PtyProcess } from '../../main/pty-host/program/pty.ts'
import { namesOf } from '../record/foreground-names.ts'
import type { CastEvent } from './asciicast.ts'

/** Groups of a recording: beyond the pids that Linux gives (2^22 at most), so that none of them is a living one. */
const firstGroup = 2 ** 23

/** What a recording says of who was in front as a chunk was read; null where that has not changed since. */
export function seenWith(chunk: CastEvent, next: CastEvent | undefined): string | null {
  const isLook = next?.kind === 'foreground' && next.seconds - chunk.seconds <= lookMs / 1000
  return isLook ? next.data : null
}

/** The recorder looks as soon as it has written a chunk down. */
const lookMs = 2

/** A pty whose program is a recording. */
export class PlayedPty implements PtyProcess {
  readonly pid = 1
  readonly hasPendingInput = false
  readonly #name: string
  readonly #data: ((bytes: Uint8Array) => void)[] = []
  readonly #exit: ((exit: { exitCode: number; signal: number | null }) => void)[] = []
  #front: Foreground | null = null
  /** The outermost program in front, by which its group is told. */
  #program: string | null = null
  #group = firstGroup

  /** @param command the recording's command line */
  constructor(command: string) {
    this.#name = basename(command.trim().split(/\s+/u)[0] ?? '')
  }

  onData(listener: (bytes: Uint8Array) => void): void {
    this.#data.push(listener)
  }

  onExit(listener: (exit: { exitCode: number; signal: number | null }) => void): void {
    this.#exit.push(listener)
  }

  /** @param front who is in front as this is read, as in `bringToFront`; null for the same as before */
  print(text: string, front: string | null): void {
    if (front !== null) this.bringToFront(front)
    const bytes = Buffer.from(text, 'utf8')
    for (const listener of this.#data) listener(bytes)
  }

  /** @param data of an `f` event */
  bringToFront(data: string): void {
    const [program = null] = namesOf(data)
    if (this.#front !== null && program === this.#program) return
    const hasEnded = program === null && this.#front !== null
    if (program !== null) this.#group += 1
    this.#program = program
    this.#front = {
      group: program === null ? firstGroup : this.#group,
      isOwn: program === null,
      name: this.#name,
      childFaults: (this.#front?.childFaults ?? 0) + (hasEnded ? 1 : 0),
    }
  }

  exit(): void {
    for (const listener of this.#exit) listener({ exitCode: 0, signal: null })
  }

  readNow(): 'unknown' {
    return 'unknown'
  }

  foreground(): Foreground | null {
    return this.#front
  }

  write(): void {}
  resize(): void {}
  pause(): void {}
  resume(): void {}
  release(): void {}
}
