import { createWriteStream } from 'node:fs'
import { chmod, mkdir, symlink } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

const fileTypeMask = 0o170000
const symlinkType = 0o120000

/**
 * Unpacks the entries of a zip that `place` gives a path for, with their modes and symbolic links (the macOS
 * Electron is full of them). An entry or a link that would leave the folder is refused.
 * @param {string} zip
 * @param {string} folder
 * @param {(name: string) => string | undefined} place entry name -> path inside the folder, or undefined to skip
 */
export async function unzip(zip, folder, place = (name) => name) {
  const archive = await openPromise(zip, { lazyEntries: true, autoClose: false })
  try {
    for await (const entry of archive.eachEntry()) {
      const name = place(entry.fileName)
      if (!name || name.endsWith('/')) continue
      const target = inside(folder, resolve(folder, name))
      const mode = entry.externalFileAttributes >>> 16
      await mkdir(dirname(target), { recursive: true })
      const content = await archive.openReadStreamPromise(entry)
      if ((mode & fileTypeMask) === symlinkType) {
        const link = await text(content)
        inside(folder, resolve(dirname(target), link))
        await symlink(link, target)
        continue
      }
      await pipeline(content, createWriteStream(target))
      if (mode !== 0) await chmod(target, mode & 0o777)
    }
  } finally {
    archive.close()
  }
}

/**
 * @param {string} folder
 * @param {string} target
 */
function inside(folder, target) {
  const path = relative(folder, target)
  if (path === '..' || path.startsWith(`..${sep}`)) throw new Error(`a zip entry leaves its folder: ${path}`)
  return target
}
