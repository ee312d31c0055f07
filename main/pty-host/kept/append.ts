import { appendFile, open } from 'node:fs/promises'

/**
 * Writes at the end of a file, which is made where there is none, for its owner alone.
 *
 * @param path absolute
 * @param sync whether to wait for the disk itself
 * @throws what the file system throws
 */
export type Append = (path: string, bytes: Uint8Array, sync: boolean) => Promise<void>

export const appendToFile: Append = async (path, bytes, sync) => {
  if (!sync) return appendFile(path, bytes, { mode: 0o600 })
  const file = await open(path, 'a', 0o600)
  try {
    await file.writeFile(bytes)
    await file.datasync()
  } finally {
    await file.close()
  }
}
