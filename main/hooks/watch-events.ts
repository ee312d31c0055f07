import { constants, fstatSync, ftruncateSync, watch } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { maxEventLine } from '../../app/hooks/read-hook-event.ts'
import { systemClock, type Clock } from '../base/clock.ts'

/**
 * Follows an append-only file from its beginning and tells each line that is whole, in order. A change is seen as the
 * system tells of it, and where it does not (a network disk, no watches left), within `pollMs`. A file that was cut or
 * replaced is read from its beginning; one that is not there is waited for. A line beyond `maxEventLine` is left out. A
 * link is not followed, and only the file that was there at the beginning is ever emptied: a tool may put anything in
 * its place.
 *
 * @param file absolute
 * @returns a function that ends it; no line comes after that
 */
export function watchEvents(
  file: string,
  onLine: (line: string) => void,
  clock: Pick<Clock, 'setTimer'> = systemClock,
  watchFile: WatchFile = watchBySystem,
): () => void {
  const reader = new EventsReader(file, onLine, watchFile)
  let cancelTimer = (): void => undefined
  const poll = (): void => {
    reader.look()
    cancelTimer = clock.setTimer(poll, pollMs)
  }
  poll()
  return () => {
    cancelTimer()
    reader.dispose()
  }
}

/** Calls back at each change of a file until the result is called. @throws where it cannot be watched */
export type WatchFile = (file: string, onChange: () => void) => () => void

/** A missed change is seen within this, and the time of a look. */
const pollMs = 700
/** Above this, in bytes, a file that has been read is emptied: no session runs out of disk by its events. */
const maxFileBytes = 4 * 1024 * 1024
const chunkBytes = 64 * 1024
const newline = 0x0a
/** A link is an error, and a pipe is not waited for. Windows has neither flag. */
const openFlags = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK

type FileIdentity = { readonly ino: number; readonly dev: number }

function isSameFile(one: FileIdentity, other: FileIdentity): boolean {
  return one.ino === other.ino && one.dev === other.dev
}

class EventsReader {
  readonly #file: string
  readonly #onLine: (line: string) => void
  readonly #watchFile: WatchFile
  #unwatchFile: (() => void) | null = null
  #inode: number | null = null
  /** The file that was made for the run: it is there before anything can write to it. */
  #made: FileIdentity | null = null
  #offset = 0
  /** The beginning of a line whose end has not been written yet. */
  #rest: Buffer = Buffer.alloc(0)
  #isSkipping = false
  #isReading = false
  #isAsked = false
  #isOver = false

  constructor(file: string, onLine: (line: string) => void, watchFile: WatchFile) {
    this.#file = file
    this.#onLine = onLine
    this.#watchFile = watchFile
  }

  /** Reads what is new, if anything. A look during a look makes for one more after it. */
  look(): void {
    this.#isAsked = true
    if (!this.#isReading) void this.#readOn()
  }

  dispose(): void {
    this.#isOver = true
    this.#unwatch()
  }

  async #readOn(): Promise<void> {
    this.#isReading = true
    try {
      while (this.#isAsked && !this.#isOver) {
        this.#isAsked = false
        await this.#readNew()
      }
    } finally {
      this.#isReading = false
    }
  }

  async #readNew(): Promise<void> {
    // Before the read: what is written later causes an event.
    if (this.#unwatchFile === null) this.#watch()
    const found = await lstat(this.#file).catch(() => null)
    if (found === null || !found.isFile() || this.#isOver) return
    this.#made ??= { ino: found.ino, dev: found.dev }
    if (found.ino !== this.#inode) this.#turnTo(found.ino)
    if (found.size < this.#offset) this.#startOver()
    if (found.size === this.#offset) return
    const handle = await open(this.#file, openFlags).catch(() => null)
    if (handle === null) return
    try {
      // It may have been replaced between the look and the opening: the next look finds that.
      const opened = await handle.stat()
      if (opened.isFile() && isSameFile(opened, found))
        await this.#readAll(handle, isSameFile(opened, this.#made))
      else this.#isAsked = true
    } finally {
      await handle.close()
    }
  }

  async #readAll(handle: FileHandle, isOurs: boolean): Promise<void> {
    const chunk = Buffer.alloc(chunkBytes)
    for (;;) {
      const { bytesRead } = await handle.read(chunk, 0, chunkBytes, this.#offset)
      if (bytesRead === 0 || this.#isOver) break
      this.#offset += bytesRead
      this.#take(chunk.subarray(0, bytesRead))
    }
    // Nothing lies between these two calls but the processor: a line that is written just there, once in thousands of
    // turns, is followed by others.
    if (isOurs && this.#offset > maxFileBytes && fstatSync(handle.fd).size === this.#offset) {
      ftruncateSync(handle.fd)
      this.#offset = 0
    }
  }

  #take(chunk: Buffer): void {
    let from = 0
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      const line = Buffer.concat([this.#rest, chunk.subarray(from, at)])
      const isWhole = !this.#isSkipping && line.length <= maxEventLine
      this.#rest = Buffer.alloc(0)
      this.#isSkipping = false
      from = at + 1
      if (isWhole && !this.#isOver) this.#onLine(line.toString('utf8'))
    }
    this.#rest = Buffer.concat([this.#rest, chunk.subarray(from)])
    if (this.#rest.length <= maxEventLine) return
    this.#rest = Buffer.alloc(0)
    this.#isSkipping = true
  }

  /** Another file has the name: the watch is on the one before. */
  #turnTo(inode: number): void {
    if (this.#inode !== null) {
      this.#unwatch()
      this.#isAsked = true
    }
    this.#inode = inode
    this.#startOver()
  }

  #startOver(): void {
    this.#offset = 0
    this.#rest = Buffer.alloc(0)
    this.#isSkipping = false
  }

  /** Without a watch the poll is enough. */
  #watch(): void {
    try {
      this.#unwatchFile = this.#watchFile(this.#file, () => this.look())
    } catch {
      this.#unwatchFile = null
    }
  }

  #unwatch(): void {
    this.#unwatchFile?.()
    this.#unwatchFile = null
  }
}

function watchBySystem(file: string, onChange: () => void): () => void {
  const watcher = watch(file, { persistent: false }, onChange)
  watcher.on('error', () => watcher.close())
  return () => watcher.close()
}
