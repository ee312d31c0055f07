import { readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { appendToFile, isMissing } from './append.ts'
import type { CoreLine } from '../screen/xterm-core.ts'
import { cellWords as words } from '../screen/xterm-core.ts'

/** Two segments are kept, so that the oldest can go without rewriting: 20 MB or 50,000 lines in all. */
const maxSegmentBytes = 10 * 1024 * 1024
const maxSegmentLines = 25_000
/** A flood outruns the disk: of more than this, collected between two writes, the older half is not even written. */
const maxPendingBytes = 2 * maxSegmentBytes
const maxPendingLines = 4 * maxSegmentLines
const firstBufferBytes = 16 * 1024
/** A cluster of combined characters is cut to this. */
const maxCellBytes = 64
const { perCell } = words
const oneWide = 1 << words.widthShift
const newline = 0x0a
const space = 0x20

/** Where in the history a snapshot stands. */
export type HistoryMark = { readonly segment: number; readonly bytes: number }

/**
 * The text of lines that have scrolled off a session's screen and scrollback, in files `history-<n>.txt`. Collected
 * at once as bytes, written when the owner says so.
 */
export class History {
  readonly #folder: string
  readonly #append: typeof appendToFile
  #pending = Buffer.allocUnsafe(firstBufferBytes)
  #pendingBytes = 0
  #pendingLines = 0
  #segment = 1
  #segmentBytes = 0
  #segmentLines = 0
  /** Whether it is known where on disk the text ends. */
  #isPlaced = false
  /** Whether what is collected follows what is on disk without a gap. */
  #follows = true
  #added = 0
  /** The place up to which the text is in the files. */
  #written = 0

  constructor(folder: string, append = appendToFile) {
    this.#folder = folder
    this.#append = append
  }

  get hasPending(): boolean {
    return this.#pendingBytes > 0
  }

  /** Whether there is nothing on disk, as far as is known. */
  get isEmpty(): boolean {
    return this.#segment === 1 && this.#segmentBytes === 0
  }

  /** Bytes of text that were ever added in this life; a place to read on from. */
  get position(): number {
    return this.#added
  }

  /** Where the history stands with all that is collected; valid until the next write. */
  get mark(): HistoryMark {
    return { segment: this.#segment, bytes: this.#segmentBytes }
  }

  /** Takes a row that scrolls off. @param continues the next row is of the same line */
  add(line: CoreLine, cols: number, continues: boolean): void {
    if (this.#pendingBytes > maxPendingBytes || this.#pendingLines > maxPendingLines) this.#dropOldHalf()
    this.#reserve(cols * maxCellBytes + 1)
    const before = this.#pendingBytes
    this.#pendingBytes = writeRow(line, cols, continues, this.#pending, before)
    this.#added += this.#pendingBytes - before
    if (!continues) this.#pendingLines++
  }

  /**
   * Appends what is collected up to this call; `mark` tells where that ends when it is done. One at a time.
   *
   * @throws what the file system throws; what was collected stays
   */
  async write(): Promise<void> {
    if (this.#pendingBytes === 0 && this.#isPlaced) return
    const bytes = this.#pending.subarray(0, this.#pendingBytes)
    const lines = this.#pendingLines
    const end = this.#added
    const follows = this.#follows
    this.#follows = true
    this.#pending = Buffer.allocUnsafe(firstBufferBytes)
    this.#pendingBytes = 0
    this.#pendingLines = 0
    try {
      if (!this.#isPlaced) await this.rewind(null)
      // Lines are missing between what is on disk and this: all that is older goes, as it would have gone anyway.
      if (!follows) await this.#startOver()
      const at = this.#segmentBytes
      if (bytes.length > 0)
        this.#segmentBytes = await this.#append(this.#file(this.#segment), bytes, { at, sync: false })
    } catch (error) {
      this.#putBack(bytes, lines, follows)
      throw error
    }
    this.#written = end
    this.#segmentLines += lines
    if (this.#segmentBytes < maxSegmentBytes && this.#segmentLines < maxSegmentLines) return
    this.#segment += 1
    this.#segmentBytes = 0
    this.#segmentLines = 0
    for (const segment of await this.#segments())
      if (segment < this.#segment - 1) await rm(this.#file(segment), { force: true })
  }

  async #startOver(): Promise<void> {
    const old = await this.#segments()
    this.#segment = Math.max(this.#segment, old.at(-1) ?? 0) + 1
    this.#segmentBytes = 0
    this.#segmentLines = 0
    for (const segment of old) await rm(this.#file(segment), { force: true })
  }

  /**
   * Goes back to where a snapshot stands: later lines come again from what is replayed after it.
   *
   * @param mark null goes on at the end of what is there
   */
  async rewind(mark: HistoryMark | null): Promise<void> {
    const segments = await this.#segments()
    this.#segment = Math.max(mark?.segment ?? segments.at(-1) ?? 1, 1)
    for (const segment of segments)
      if (segment > this.#segment) await rm(this.#file(segment), { force: true })
    const kept = await readFile(this.#file(this.#segment)).catch((error: unknown) =>
      isMissing(error) ? Buffer.alloc(0) : null,
    )
    // What cannot be read now may be another time: it is not written over.
    if (kept === null) this.#segment += 1
    const bytes = Math.min(kept?.length ?? 0, mark?.bytes ?? Infinity)
    if (kept !== null && kept.length > bytes) await truncate(this.#file(this.#segment), bytes)
    this.#segmentBytes = bytes
    this.#segmentLines = kept === null ? 0 : countLines(kept.subarray(0, bytes))
    this.#isPlaced = true
  }

  /**
   * The text that was added between two places, as far as it is kept, on disk or not. Not while a write is under way.
   *
   * @param from -Infinity: all that is kept, of earlier lives too
   * @param to not after `position`; lines may be added before the result is there
   */
  async textBetween(from: number, to: number): Promise<string> {
    const pending = partOf(this.#pending.subarray(0, this.#pendingBytes), this.#added, from, to).toString()
    const written = this.#written
    const files: Buffer[] = []
    for (const segment of await this.#segments().catch(() => [])) {
      const bytes = await readFile(this.#file(segment))
      // Behind its known length stands what a write that failed has left; it is pending still.
      const isLast = this.#isPlaced && segment === this.#segment
      files.push(isLast ? bytes.subarray(0, this.#segmentBytes) : bytes)
    }
    return partOf(Buffer.concat(files), written, from, to).toString() + pending
  }

  async #segments(): Promise<number[]> {
    const names = await readdir(this.#folder).catch((error: unknown) => {
      if (isMissing(error)) return []
      throw error
    })
    const numbers = names.flatMap((name) => /^history-(\d+)\.txt$/.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }

  #file(segment: number): string {
    return join(this.#folder, `history-${segment}.txt`)
  }

  #putBack(bytes: Buffer, lines: number, follows: boolean): void {
    // So much has come meanwhile that older lines were dropped: these are older still.
    if (!this.#follows) return
    this.#follows = follows
    this.#pending = Buffer.concat([bytes, this.#pending.subarray(0, this.#pendingBytes)])
    this.#pendingBytes = this.#pending.length
    this.#pendingLines += lines
  }

  #reserve(bytes: number): void {
    if (this.#pendingBytes + bytes <= this.#pending.length) return
    const larger = Buffer.allocUnsafe(this.#pending.length * 2 + bytes)
    larger.set(this.#pending.subarray(0, this.#pendingBytes))
    this.#pending = larger
  }

  #dropOldHalf(): void {
    const cut = this.#pending.indexOf(newline, this.#pendingBytes >> 1) + 1
    const from = cut === 0 || cut > this.#pendingBytes ? this.#pendingBytes : cut
    this.#pending.copyWithin(0, from, this.#pendingBytes)
    this.#pendingBytes -= from
    this.#pendingLines = countLines(this.#pending.subarray(0, this.#pendingBytes))
    this.#follows = false
  }
}

/** What of `bytes`, which end at the place `end`, lies between two places. */
function partOf(bytes: Buffer, end: number, from: number, to: number): Buffer {
  const at = (place: number) => Math.min(Math.max(bytes.length - (end - place), 0), bytes.length)
  return bytes.subarray(at(from), at(to))
}

/**
 * Writes a row as UTF-8 at `at`, without blanks at its end. @returns where it ends. A flood scrolls off a million rows
 * a second: a loop over words, with one comparison for a cell of ASCII.
 */
function writeRow(line: CoreLine, cols: number, continues: boolean, target: Uint8Array, at: number): number {
  const data = line._data
  let last = cols * perCell
  if (!continues) {
    // Short lines are mostly empty cells: eight at a time, then the rest one by one.
    while (last >= 8 * perCell && (eightCells(data, last) & words.hasContent) === 0) last -= 8 * perCell
    while (last > 0 && ((data[last - perCell] ?? 0) & words.hasContent) === 0) last -= perCell
  }
  let end = at
  for (let index = 0; index < last; index += perCell) {
    const content = data[index] ?? 0
    // Of a cell one column wide, nothing is left but its code point, 0 where it is empty.
    const code = content ^ oneWide
    if (code < 0x80) target[end++] = code === 0 ? space : code
    else if ((content & words.isCombined) !== 0)
      end = writeText(line._combined[index / perCell] ?? '', target, end)
    else if ((content & words.hasContent) !== 0) end = writeCodePoint(content & words.codePoint, target, end)
  }
  if (continues) return end
  while (end > at && target[end - 1] === space) end--
  target[end] = newline
  return end + 1
}

/** All bits of the contents of the eight cells before `end`. */
function eightCells(data: Uint32Array, end: number): number {
  return (
    (data[end - 3] ?? 0) |
    (data[end - 6] ?? 0) |
    (data[end - 9] ?? 0) |
    (data[end - 12] ?? 0) |
    (data[end - 15] ?? 0) |
    (data[end - 18] ?? 0) |
    (data[end - 21] ?? 0) |
    (data[end - 24] ?? 0)
  )
}

function writeText(text: string, target: Uint8Array, at: number): number {
  let end = at
  for (const character of text) {
    if (end - at > maxCellBytes - 4) break
    end = writeCodePoint(character.codePointAt(0) ?? space, target, end)
  }
  return end
}

function writeCodePoint(code: number, target: Uint8Array, at: number): number {
  let end = at
  if (code < 0x80) target[end++] = code
  else if (code < 0x800) {
    target[end++] = 0xc0 | (code >> 6)
    target[end++] = 0x80 | (code & 0x3f)
  } else {
    if (code < 0x10000) target[end++] = 0xe0 | (code >> 12)
    else {
      target[end++] = 0xf0 | (code >> 18)
      target[end++] = 0x80 | ((code >> 12) & 0x3f)
    }
    target[end++] = 0x80 | ((code >> 6) & 0x3f)
    target[end++] = 0x80 | (code & 0x3f)
  }
  return end
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++
  return count
}
