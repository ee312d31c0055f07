import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../base/clock.ts'
import { appendToFile } from './append.ts'
import { History } from './history.ts'
import { Keyframes } from './keyframes.ts'
import { decodeRecords, encodeRecord, joinOutput, outputInSlices, type ScreenRecord } from './records.ts'

/** A log longer than this is replaced by a snapshot, so that opening a session stays cheap. */
const maxLogBytes = 1024 * 1024
/** While many sessions flood, snapshots wait for their turn; a log never grows beyond this for it. */
const maxLogBytesEver = 8 * 1024 * 1024
/** Output that came faster than this between two writes goes as a snapshot instead: it is mostly gone again. */
const maxAppendBytes = 512 * 1024
/** A quiet session is made compact when at least this much came since its snapshot. */
const idleSnapshotBytes = 100 * 1024
const idleMs = 5000
/** What is held in memory while the disk takes nothing; beyond it the screen itself stands in. */
const maxPendingBytes = 2 * 1024 * 1024
const maxCorruptKept = 3
const replaySliceBytes = 8 * 1024
/** The host does something else after so long. */
const replayMs = 8

/** The screen as it is now, for a snapshot; parses everything that was received first. */
export type SnapshotSource = () => {
  readonly cols: number
  readonly rows: number
  readonly data: string
}

/**
 * What is kept of one session on disk: `snapshot`, then `log-<generation>` files of output and sizes since, and the
 * history text. A snapshot of generation n covers every log before n; it replaces them by write, fsync and rename, so
 * that at any moment what is on disk can be opened.
 */
export class KeptScreen {
  readonly history: History
  readonly moments: Keyframes
  readonly #folder: string
  readonly #source: SnapshotSource
  readonly #clock: Clock
  readonly #append: typeof appendToFile
  #pending: ScreenRecord[] = []
  #pendingBytes = 0
  #generation = 1
  #logBytes = 0
  #lastOutput = -Infinity
  #needsSnapshot = false
  #work: Promise<void> = Promise.resolve()

  constructor(folder: string, source: SnapshotSource, clock: Clock, append = appendToFile) {
    this.#folder = folder
    this.#source = source
    this.#clock = clock
    this.#append = append
    this.history = new History(folder, append)
    this.moments = new Keyframes(join(folder, 'moments.jsonl'), append)
  }

  output(bytes: Uint8Array): void {
    this.#lastOutput = this.#clock.now()
    if (this.#needsSnapshot) return
    this.#pending.push({ type: 'output', bytes })
    this.#pendingBytes += bytes.length
    // The disk takes nothing: a snapshot will hold all of it.
    if (this.#pendingBytes > maxPendingBytes * (this.isFailing ? 1 : 8)) this.#dropPending()
  }

  resized(cols: number, rows: number): void {
    if (!this.#needsSnapshot) this.#pending.push({ type: 'resize', cols, rows })
  }

  /** Set by the owner while writes fail. */
  isFailing = false

  /** Whether something is to be written now or, for a compact file, later. */
  get isDirty(): boolean {
    return this.#needsSnapshot || this.#pending.length > 0 || this.history.hasPending
  }

  /** When this session will have been quiet for long enough to be made compact; null where nothing came. */
  get idleDue(): number | null {
    return this.#logBytes + this.#pendingBytes >= idleSnapshotBytes ? this.#lastOutput + idleMs : null
  }

  /**
   * Replays what is kept: the snapshot, then the logs since. What is broken is put aside, what is whole of it is used.
   *
   * @returns how much there was, in bytes
   */
  async restore(replay: (record: ScreenRecord) => void): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    await rm(this.#file('snapshot.new'), { force: true })
    const snapshot = await this.#readRecords('snapshot')
    const logs = await this.#logs()
    const [head, ...screen] = snapshot?.records ?? []
    const first = head?.type === 'snapshot' ? head.generation : 0
    if (head?.type === 'snapshot')
      await this.history.rewind({ segment: head.historySegment, bytes: head.historyBytes })
    // Without a snapshot the logs hold everything from the start; one that cannot be read leaves a gap.
    else if (snapshot === null && logs.length > 0) await this.history.rewind({ segment: 1, bytes: 0 })
    else {
      await this.history.rewind(null)
      // What led to this history was set aside: the logs that are still to come do not hold it.
      if (snapshot === null && !this.history.isEmpty) this.#needsSnapshot = true
    }
    await replayInSlices(screen, replay, this.#clock)
    let logBytes = 0
    for (const generation of logs) {
      this.#generation = Math.max(this.#generation, generation + 1)
      if (generation < first) await rm(this.#logFile(generation), { force: true })
      else {
        const log = await this.#readRecords(`log-${generation}`)
        await replayInSlices(log?.records ?? [], replay, this.#clock)
        logBytes += log?.bytes ?? 0
      }
    }
    this.#generation = Math.max(this.#generation, first)
    this.#logBytes = logBytes
    return logBytes + (snapshot?.bytes ?? 0)
  }

  /**
   * Writes what is pending. One at a time; a call while another runs waits for it.
   *
   * @param maySnapshot whether there is time for a snapshot that is wanted but not needed
   * @param sync whether to wait for the disk itself
   * @returns for how many milliseconds the host was kept from other work by serialising
   * @throws what the file system throws; nothing is lost by it
   */
  write(options: { readonly maySnapshot: boolean; readonly sync: boolean }): Promise<number> {
    return this.#inTurn(() => this.#writeNow(options.maySnapshot, options.sync))
  }

  /** The lines that have left the scrollback by now, with what is not written yet. */
  historyText(): Promise<string> {
    return this.historySince(-Infinity)
  }

  /** As `History.textBetween`, up to now: what leaves the scrollback before the text is read is not in it. */
  historySince(position: number): Promise<string> {
    const end = this.history.position
    return this.#inTurn(() => this.history.textBetween(position, end))
  }

  /** One after the other: what is being written is neither in a file as a whole nor in memory. */
  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const done = this.#work.then(run)
    this.#work = done.then(
      () => undefined,
      () => undefined,
    )
    return done
  }

  /** Writes what is not written yet, or with `deleteText` removes everything kept, after what is being written. */
  async close(deleteText: boolean): Promise<void> {
    if (!deleteText) {
      await this.moments.written()
      if (this.isDirty) await this.write({ maySnapshot: true, sync: false })
      return
    }
    await Promise.all([this.#work, this.moments.written()])
    await rm(this.#folder, { recursive: true, force: true })
  }

  async #writeNow(maySnapshot: boolean, sync: boolean): Promise<number> {
    const wanted =
      this.#pendingBytes > maxAppendBytes ||
      this.#logBytes + this.#pendingBytes > maxLogBytes ||
      (this.idleDue !== null && this.#clock.now() >= this.idleDue)
    const needed = this.#needsSnapshot || this.#logBytes + this.#pendingBytes > maxLogBytesEver
    if (needed || (wanted && maySnapshot)) return this.#writeSnapshot()
    const bytes = Buffer.concat(joinOutput(this.#pending).map(encodeRecord))
    this.#pending = []
    this.#pendingBytes = 0
    try {
      await this.history.write()
      if (bytes.length > 0) await this.#append(this.#logFile(this.#generation), bytes, { at: Infinity, sync })
      this.#logBytes += bytes.length
      return 0
    } catch (error) {
      // The log may end in half a record now: only a snapshot of the next generation can follow.
      this.#dropPending()
      throw error
    }
  }

  async #writeSnapshot(): Promise<number> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const start = this.#clock.now()
    const { cols, rows, data } = this.#source()
    const took = this.#clock.now() - start
    // Begun before anything else can be parsed: exactly the lines that the snapshot has lost are older than it.
    const historyWritten = this.history.write()
    this.#pending = []
    this.#pendingBytes = 0
    this.#needsSnapshot = false
    this.#generation += 1
    const generation = this.#generation
    this.#logBytes = 0
    try {
      await historyWritten
      const { segment, bytes } = this.history.mark
      await this.#replaceSnapshot([
        { type: 'snapshot', generation, historySegment: segment, historyBytes: bytes },
        { type: 'resize', cols, rows },
        { type: 'output', bytes: Buffer.from(data, 'utf8') },
      ])
      for (const old of await this.#logs())
        if (old < generation) await rm(this.#logFile(old), { force: true })
    } catch (error) {
      this.#dropPending()
      throw error
    }
    return took
  }

  async #replaceSnapshot(records: readonly ScreenRecord[]): Promise<void> {
    const fresh = this.#file('snapshot.new')
    const file = await open(fresh, 'w', 0o600)
    try {
      await file.writeFile(Buffer.concat(records.map(encodeRecord)))
      await file.sync()
      await file.close()
      await rename(fresh, this.#file('snapshot'))
    } catch (error) {
      await file.close().catch(() => undefined)
      // On a full disk half a file would keep the space that the next try needs.
      await rm(fresh, { force: true })
      throw error
    }
  }

  async #readRecords(name: string): Promise<{ records: readonly ScreenRecord[]; bytes: number } | null> {
    const file = await readFile(this.#file(name)).catch(() => null)
    if (file === null) return null
    const { records, end } = decodeRecords(file)
    if (end === 'corrupt') await this.#putAside(name)
    return { records, bytes: file.length }
  }

  #dropPending(): void {
    this.#pending = []
    this.#pendingBytes = 0
    this.#needsSnapshot = true
  }

  async #putAside(name: string): Promise<void> {
    const names = await readdir(this.#folder)
    if (names.filter((one) => one.includes('.corrupt-')).length >= maxCorruptKept) return
    await copyFile(this.#file(name), this.#file(`${name}.corrupt-${this.#clock.dateNow()}`)).catch(
      () => undefined,
    )
    this.#needsSnapshot = true
  }

  async #logs(): Promise<number[]> {
    const names = await readdir(this.#folder)
    const generations = names.flatMap((name) => /^log-(\d+)$/.exec(name)?.[1] ?? [])
    return generations.map(Number).sort((one, other) => one - other)
  }

  #logFile(generation: number): string {
    return this.#file(`log-${generation}`)
  }

  #file(name: string): string {
    return join(this.#folder, name)
  }
}

/** Parses kept text a slice at a time: fifty sessions are opened at once, and few bytes may ask for much work. */
async function replayInSlices(
  records: readonly ScreenRecord[],
  replay: (record: ScreenRecord) => void,
  clock: Pick<Clock, 'now'>,
): Promise<void> {
  let breakAt = clock.now() + replayMs
  for (const slice of outputInSlices(records, replaySliceBytes)) {
    replay(slice)
    if (clock.now() < breakAt) continue
    await new Promise((resolve) => setImmediate(resolve))
    breakAt = clock.now() + replayMs
  }
}
