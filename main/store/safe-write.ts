import { copyFileSync, linkSync, readFileSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { serializeStore, type StoreFile } from './store-file.ts'

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
 */
export function safeWrite(file: StoreFile, value: object, isValid: boolean): WriteOutcome {
  const expected = serializeStore(value)
  try {
    if (!hasRoomFor(file.path, Buffer.byteLength(expected))) {
      return { ok: false, reason: 'full', error: new Error('no space left on the disk') }
    }
    if (isValid) refreshBackup(file.path)
  } catch (error) {
    return failure(error)
  }
  try {
    file.write(value)
    if (readFileSync(file.path, 'utf8') === expected) return { ok: true }
    putBack(file.path)
    return { ok: false, reason: 'full', error: new Error('the file was not written whole') }
  } catch (error) {
    if (isDamaged(file.path, expected)) putBack(file.path)
    return failure(error)
  }
}

/** Puts the backup in the file's place; where there is none, takes the half file away. */
export function putBack(path: string): void {
  try {
    renameSync(backupPath(path), path)
    linkOrCopy(path, backupPath(path))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    rmSync(path, { force: true })
  }
}

/** Room for the temporary file and as much again, so that other programs do not find a full disk either. */
const roomFactor = 2

function hasRoomFor(path: string, bytes: number): boolean {
  const { bavail, bsize } = statfsSync(dirname(path))
  return bavail * bsize >= bytes * roomFactor
}

/** A hard link costs no room. The next write renames another file over the name, so the link keeps the old content. */
function refreshBackup(path: string): void {
  rmSync(backupPath(path), { force: true })
  // Inside a snap, conf writes into the file itself, and a link would change with it.
  if (process.env['SNAP'] === undefined) linkOrCopy(path, backupPath(path))
  else copyFileSync(path, backupPath(path))
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    // File systems without hard links, and Android's.
    copyFileSync(from, to)
  }
}

function isDamaged(path: string, expected: string): boolean {
  try {
    const text = readFileSync(path, 'utf8')
    if (text === expected) return false
    JSON.parse(text)
    return false
  } catch {
    return true
  }
}

function failure(error: unknown): WriteOutcome {
  const isFull = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))
  return { ok: false, reason: isFull ? 'full' : 'failed', error }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
