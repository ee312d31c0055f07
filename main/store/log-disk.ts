import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'

/** What is done to a file that grows at its end. Paths are absolute; what fails rejects, or throws. */
export type LogDisk = {
  /**
   * Writes behind byte `at`. What stood there was not acknowledged, and goes.
   *
   * @param isDurable whether it is on the disk when this resolves, and not only with the system
   * @returns false where the file does not reach up to `at`: nothing was written
   */
  append(path: string, lines: readonly Uint8Array[], at: number, isDurable: boolean): Promise<boolean>
  /** Puts a new file in the place of the old one, which stays until the new one is on the disk. @returns its bytes */
  replace(path: string, lines: Iterable<Uint8Array>): Promise<number>
  /** As `replace`, before it returns: for a start, when nothing waits yet. */
  replaceNow(path: string, lines: Iterable<Uint8Array>): number
}

/** The machine's disk. Files are their owner's alone. */
export const machineDisk: LogDisk = {
  async append(path, lines, at, isDurable) {
    const file = await openThere(path)
    if (file === null) return false
    try {
      const { size } = await file.stat()
      if (size < at) return false
      if (size > at) await file.truncate(at)
      let position = at
      for (const piece of inPieces(lines)) position += await writeWhole(file, piece, position)
      if (isDurable) await file.datasync()
      return true
    } finally {
      await file.close()
    }
  },

  async replace(path, lines) {
    const temporary = temporaryOf(path)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    try {
      const file = await open(temporary, 'w', 0o600)
      let bytes = 0
      try {
        for (const piece of inPieces(lines)) bytes += await writeWhole(file, piece, bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(temporary, path)
      await syncFolder(dirname(path))
      return bytes
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw error
    }
  },

  replaceNow(path, lines) {
    const temporary = temporaryOf(path)
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    try {
      const file = openSync(temporary, 'w', 0o600)
      let bytes = 0
      try {
        for (const piece of inPieces(lines))
          for (let done = 0; done < piece.length;) {
            const written = writeSync(file, piece, done, piece.length - done, bytes)
            done += written
            bytes += written
          }
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(temporary, path)
      return bytes
    } catch (error) {
      rmSync(temporary, { force: true })
      throw error
    }
  },
}

/** Keeps nothing, and says that it is kept. */
export const idleDisk: LogDisk = {
  append: async () => true,
  replace: async () => 0,
  replaceNow: () => 0,
}

/** A disk that takes nothing before `makeReady` has returned once; what that throws is what a write throws. */
export function diskAfter(makeReady: () => void, disk: LogDisk): LogDisk {
  let isReady = false
  const ready = (): LogDisk => {
    if (!isReady) makeReady()
    isReady = true
    return disk
  }
  return {
    append: async (path, lines, at, isDurable) => ready().append(path, lines, at, isDurable),
    replace: async (path, lines) => ready().replace(path, lines),
    replaceNow: (path, lines) => ready().replaceNow(path, lines),
  }
}

/** A kill in the middle of `replace` leaves it behind; the next `replace` takes its place. */
function temporaryOf(path: string): string {
  return `${path}.new`
}

/** Lines are made while they are written, and this many bytes at once, so that main gets to other things between. */
const pieceBytes = 256 * 1024

function* inPieces(lines: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece: Uint8Array[] = []
  let bytes = 0
  for (const line of lines) {
    piece.push(line)
    bytes += line.length
    if (bytes < pieceBytes) continue
    yield Buffer.concat(piece)
    piece = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(piece)
}

/** On a disk that fills up a write may be short before the next one fails. */
async function writeWhole(file: FileHandle, piece: Uint8Array, position: number): Promise<number> {
  for (let done = 0; done < piece.length;) {
    const { bytesWritten } = await file.write(piece, done, piece.length - done, position + done)
    done += bytesWritten
  }
  return piece.length
}

async function openThere(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** A new name is on the disk only with its folder. Where a folder cannot be opened (Windows), the system sees to it. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
