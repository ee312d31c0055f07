import { appendFile, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoreLine } from './xterm-core.ts'
import { cellWords as words } from './xterm-core.ts'

/** Two segments are kept, so that the oldest can go without rewriting: 20 MB or 50,000 lines in all. */
const maxSegmentBytes = 10 * 1024 * 1024
const maxSegmentLines = 25_000
/** A flood outruns the disk: of more than this, collected between two writes, the older half is not even written. */
const maxPendingBytes = 2 * maxSegmentBytes
const maxPendingLines = 4 * maxSegmentLines
const firstBufferBytes = 16 * 1024
/** A cluster of combined characters is cut to this. */
const maxCellBytes = 64
const newline = 0x0a
const space = 0x20

/** Where in the history a snapshot stands. */
export type HistoryMark = { readonly segment: number; readonly bytes: number }

/**
 * The text of lines that have scrolled off a session's screen and scrollback, in files `history-<n>.txt`. Collected
 * at once as bytes, written when the owner says so.
 */
export class History {
  private readonly folder: string
  private pending = Buffer.allocUnsafe(firstBufferBytes)
  private pendingBytes = 0
  private pendingLines = 0
  private segment = 1
  private segmentBytes = 0
  private segmentLines = 0
  /** Whether what is collected follows what is on disk without a gap. */
  private follows = true

  constructor(folder: string) {
    this.folder = folder
  }

  get hasPending(): boolean {
    return this.pendingBytes > 0
  }

  /** Where the history stands with all that is collected; valid until the next write. */
  get mark(): HistoryMark {
    return { segment: this.segment, bytes: this.segmentBytes }
  }

  /** Takes a row that scrolls off. @param continues the next row is of the same line */
  add(line: CoreLine, cols: number, continues: boolean): void {
    if (this.pendingBytes > maxPendingBytes || this.pendingLines > maxPendingLines) this.dropOldHalf()
    this.reserve(cols * maxCellBytes + 1)
    this.pendingBytes = writeRow(line, cols, continues, this.pending, this.pendingBytes)
    if (!continues) this.pendingLines++
  }

  /**
   * Appends what is collected up to this call; `mark` tells where that ends when it is done. One at a time.
   *
   * @throws what the file system throws; what was collected stays
   */
  async write(): Promise<void> {
    if (this.pendingBytes === 0) return
    const bytes = this.pending.subarray(0, this.pendingBytes)
    const lines = this.pendingLines
    const follows = this.follows
    this.follows = true
    this.pending = Buffer.allocUnsafe(firstBufferBytes)
    this.pendingBytes = 0
    this.pendingLines = 0
    try {
      // Lines are missing between what is on disk and this: all that is older goes, as it would have gone anyway.
      if (!follows) await this.startOver()
      await appendFile(this.file(this.segment), bytes, { mode: 0o600 })
    } catch (error) {
      this.putBack(bytes, lines)
      this.follows = follows
      throw error
    }
    this.segmentBytes += bytes.length
    this.segmentLines += lines
    if (this.segmentBytes < maxSegmentBytes && this.segmentLines < maxSegmentLines) return
    this.segment += 1
    this.segmentBytes = 0
    this.segmentLines = 0
    await rm(this.file(this.segment - 2), { force: true })
  }

  private async startOver(): Promise<void> {
    const old = await this.segments()
    this.segment = Math.max(this.segment, old.at(-1) ?? 0) + 1
    this.segmentBytes = 0
    this.segmentLines = 0
    for (const segment of old) await rm(this.file(segment), { force: true })
  }

  /**
   * Goes back to where a snapshot stands: later lines come again from what is replayed after it.
   *
   * @param mark null goes on at the end of what is there
   */
  async rewind(mark: HistoryMark | null): Promise<void> {
    const segments = await this.segments()
    this.segment = Math.max(mark?.segment ?? segments.at(-1) ?? 1, 1)
    for (const segment of segments) if (segment > this.segment) await rm(this.file(segment), { force: true })
    const kept = await readFile(this.file(this.segment)).catch(() => null)
    const bytes = Math.min(kept?.length ?? 0, mark?.bytes ?? Infinity)
    if (kept !== null && kept.length > bytes) await truncate(this.file(this.segment), bytes)
    this.segmentBytes = bytes
    this.segmentLines = kept === null ? 0 : countLines(kept.subarray(0, bytes))
  }

  /** All text that is kept, oldest first, with what is not written yet. */
  async text(): Promise<string> {
    const parts: Buffer[] = []
    for (const segment of await this.segments()) parts.push(await readFile(this.file(segment)))
    parts.push(Buffer.from(this.pending.subarray(0, this.pendingBytes)))
    return Buffer.concat(parts).toString('utf8')
  }

  private async segments(): Promise<number[]> {
    const names = await readdir(this.folder).catch(() => [])
    const numbers = names.flatMap((name) => /^history-(\d+)\.txt$/.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }

  private file(segment: number): string {
    return join(this.folder, `history-${segment}.txt`)
  }

  private putBack(bytes: Buffer, lines: number): void {
    this.pending = Buffer.concat([bytes, this.pending.subarray(0, this.pendingBytes)])
    this.pendingBytes = this.pending.length
    this.pendingLines += lines
  }

  private reserve(bytes: number): void {
    if (this.pendingBytes + bytes <= this.pending.length) return
    const larger = Buffer.allocUnsafe(this.pending.length * 2 + bytes)
    larger.set(this.pending.subarray(0, this.pendingBytes))
    this.pending = larger
  }

  private dropOldHalf(): void {
    const cut = this.pending.indexOf(newline, this.pendingBytes >> 1) + 1
    const from = cut === 0 || cut > this.pendingBytes ? this.pendingBytes : cut
    this.pending.copyWithin(0, from, this.pendingBytes)
    this.pendingBytes -= from
    this.pendingLines = countLines(this.pending.subarray(0, this.pendingBytes))
    this.follows = false
  }
}

/** Writes a row as UTF-8 at `at`. @returns where it ends. A loop over words: a flood scrolls off a million rows a second. */
function writeRow(line: CoreLine, cols: number, continues: boolean, target: Buffer, at: number): number {
  const { _data: data } = line
  let end = at
  let textEnd = at
  for (let index = 0, last = cols * words.perCell; index < last; index += words.perCell) {
    const content = data[index] ?? 0
    const code = content & words.codePoint
    if (code >= 0x21 && code < 0x80 && (content & words.isCombined) === 0) {
      target[end++] = code
      textEnd = end
    } else if ((content & words.hasContent) === 0 || code === space) {
      if (content >>> words.widthShift !== 0) target[end++] = space
    } else {
      end += writeOther(line, index / words.perCell, content, target, end)
      textEnd = end
    }
  }
  if (continues) return end
  target[textEnd] = newline
  return textEnd + 1
}

function writeOther(line: CoreLine, column: number, content: number, target: Buffer, at: number): number {
  const isCombined = (content & words.isCombined) !== 0
  const chars = isCombined ? (line._combined[column] ?? '') : String.fromCodePoint(content & words.codePoint)
  return target.write(chars, at, maxCellBytes, 'utf8')
}

function countLines(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(newline); at >= 0; at = bytes.indexOf(newline, at + 1)) count++
  return count
}
