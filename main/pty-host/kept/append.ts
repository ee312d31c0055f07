import { open, stat, truncate } from 'node:fs/promises'

type Options = {
  /** Whether to wait for the disk itself. */
  readonly sync: boolean
  /** How long the file is known to be: what stands behind that is of a write that failed, and goes. */
  readonly at: number
}

/**
 * Writes at the end of a file, which is made where there is none, for its owner alone. On a full disk a part of `bytes`
 * may be written before this fails.
 *
 * @param path absolute
 * @returns how long the file is now
 * @throws what the file system throws
 */
export async function appendToFile(path: string, bytes: Uint8Array, { sync, at }: Options): Promise<number> {
  const size = await sizeOf(path)
  if (size > at) await truncate(path, at)
  const file = await open(path, 'a', 0o600)
  try {
    await file.writeFile(bytes)
    if (sync) await file.datasync()
  } finally {
    await file.close()
  }
  return Math.min(size, at) + bytes.length
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (isMissing(error)) return 0
    throw error
  }
}

/** Whether a file is just not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
