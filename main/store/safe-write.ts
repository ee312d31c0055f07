import { copyFileSync, linkSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { codeOf, isReadRefused, parseStoreText, serializeStore, type StoreFile } from './store-file.ts'

/** Whether a write is on disk. `full`: the disk has no room. The file then is as it was before. */
export type WriteOutcome =
  { readonly ok: true } | { readonly ok: false; readonly reason: 'full' | 'failed'; readonly error: unknown }

/** The copy that is one write older than the file. */
export function backupPath(path: string): string {
  return `${path}.bak`
}

/**
 * Writes the whole file and makes sure: a full disk makes electron-store leave half a file without an error (M1).
 *
 * @param isValid whether the file there now was read or written whole: only such a file becomes the backup
 * @param freeBytes what the file system says of its room; null where it does not
 */
export function safeWrite(
  file: StoreFile,
  value: object,
  isValid: boolean,
  freeBytes: (path: string) => number | null = reportedFreeBytes,
): WriteOutcome {
  let expected: string
  try {
    // A value may be too large for a string.
    expected = serializeStore(value)
    if (!hasRoomFor(file.path, expected, freeBytes(file.path))) {
      return { ok: false, reason: 'full', error: new Error('no space left on the disk') }
    }
    if (isValid) refreshBackup(file.path)
  } catch (error) {
    return failedWrite(error)
  }
  try {
    file.write(value)
    if (readFileSync(file.path, 'utf8') === expected) return { ok: true }
    putBack(file.path)
    return { ok: false, reason: 'full', error: new Error('the file was not written whole') }
  } catch (error) {
    if (isDamaged(file.path)) putBack(file.path)
    return failedWrite(error)
  }
}

/** Puts the backup in the file's place; where there is none, takes the half file away. */
export function putBack(path: string): void {
  try {
    renameSync(backupPath(path), path)
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    return rmSync(path, { force: true })
  }
  try {
    linkOrCopy(path, backupPath(path))
  } catch {
    // No room for a copy now: the next write makes one.
  }
}

/** What a write that threw, or rejected, came to. */
export function failedWrite(error: unknown): Extract<WriteOutcome, { ok: false }> {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))
  return { ok: false, reason: isFull ? 'full' : 'failed', error }
}

/** A second name for a file, which keeps its content when another file is renamed over the first. */
export function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    // File systems without hard links, and Android's.
    copyFileSync(from, to)
  }
}

/** Room for the temporary file and as much again, so that other programs do not find a full disk either. */
const roomFactor = 2

function hasRoomFor(path: string, text: string, free: number | null): boolean {
  // A file system that does not count its room says that it has none (some over a network or FUSE): a full one cannot
  // be told from it but by a write.
  if (free === null || free <= 0) return takes(path, text)
  return free >= Buffer.byteLength(text) * roomFactor
}

function reportedFreeBytes(path: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    return bavail * bsize
  } catch {
    return null
  }
}

/** Whether as much can be written beside the file. @throws what the file system throws */
function takes(path: string, text: string): boolean {
  const trial = `${path}.tmp-trial`
  try {
    writeFileSync(trial, text, { mode: 0o600, flush: true })
    return readFileSync(trial, 'utf8') === text
  } finally {
    rmSync(trial, { force: true })
  }
}

/** A hard link costs no room. The next write renames another file over the name, so the link keeps the old content. */
function refreshBackup(path: string): void {
  rmSync(backupPath(path), { force: true })
  keepBeside(path, backupPath(path))
}

/** A store file as it is now under a second name, which the next write leaves as it is. */
export function keepBeside(path: string, kept: string): void {
  // Inside a snap, conf writes into the file itself, and a link would change with it.
  if (process.env['SNAP'] === undefined) linkOrCopy(path, kept)
  else copyFileSync(path, kept)
}

/** A file that cannot be read now may be whole, and the copy is older. */
function isDamaged(path: string): boolean {
  try {
    parseStoreText(readFileSync(path, 'utf8'))
    return false
  } catch (error) {
    return !isReadRefused(error)
  }
}
