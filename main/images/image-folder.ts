import { createHash } from 'node:crypto'
import { lstat, mkdir, readdir, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionId } from '../../app/session/session.ts'
import { asciiImageName, type ImageExtension } from '../../app/terminal/image.ts'

/**
 * Keeps a copy of an image for a session as `<folder>/<session>/<n>-<hash>.<ext>`, readable by its owner only.
 * The same bytes dropped again are the same file.
 *
 * @returns the absolute path; or `drop-not-kept` where it cannot be written
 */
export async function keepImage(
  folder: string,
  session: SessionId,
  bytes: Uint8Array,
  extension: ImageExtension,
  hash = imageHash(bytes),
): Promise<Result<string>> {
  const own = join(folder, session)
  try {
    await mkdir(own, { recursive: true, mode: 0o700 })
    if (!(await isOurs(folder))) return failWith('drop-not-kept')
    const names = await readdir(own)
    const ending = asciiImageName(0, hash, extension).slice(1)
    const known = names.find((name) => /^\d+-/.test(name) && name.endsWith(ending))
    if (known !== undefined && (await lstat(join(own, known))).size === bytes.length) {
      return succeed(join(own, known))
    }
    const number = 1 + Math.max(0, ...names.map((name) => Number.parseInt(name, 10) || 0))
    const path = join(own, asciiImageName(number, hash, extension))
    // Never through a link, never over another file: the name was free a moment ago.
    await writeFile(path, bytes, { flag: 'wx', mode: 0o600 })
    return succeed(path)
  } catch {
    return failWith('drop-not-kept')
  }
}

/** Part of the name of a copy: 13 ms for the largest image, so it is made once for all copies of one. */
export function imageHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The folder for the copies: inside the app's data, unless that path holds a space (macOS, `Application Support`).
 * Codex, measured, takes no path with a space in it, however it is written, so the folder is then in the user's
 * home, or where that has one too, in the temporary folder.
 */
export function imageFolderFor(dataFolder: string, home = homedir(), temporary = tmpdir()): string {
  const candidates = [
    join(dataFolder, 'drops'),
    join(home, '.roost', 'drops'),
    join(temporary, 'roost-drops'),
  ]
  return candidates.find((path) => !/[\s'"`$&;|<>()*?![\]{}#]/.test(path)) ?? join(dataFolder, 'drops')
}

/** In a shared temporary folder somebody else may have made it first, or put a link in its place. */
async function isOurs(folder: string): Promise<boolean> {
  const facts = await lstat(folder)
  return facts.isDirectory() && (process.getuid === undefined || facts.uid === process.getuid())
}
