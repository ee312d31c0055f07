import {
  appendFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname } from 'node:path'
import type { LogDisk } from '../../main/store/log-disk.ts'

/** `full`: writes are refused. `gone`: the app was killed, and nothing that it had under way is written any more. */
export type DiskMood = 'well' | 'full' | 'gone'

/**
 * A real disk whose writes are over in the turn in which they are asked for, so that a test can say when that is.
 *
 * @param untilMay what a write at a file's end waits for
 */
export function steppedDisk(mood: () => DiskMood, untilMay = () => Promise.resolve()): LogDisk {
  const replaceNow = (path: string, lines: Iterable<Uint8Array>): number => {
    mayWrite(mood())
    const bytes = Buffer.concat([...lines])
    mkdirSync(dirname(path), { recursive: true })
    if (mood() === 'gone') return bytes.length
    writeFileSync(`${path}.new`, bytes)
    renameSync(`${path}.new`, path)
    return bytes.length
  }
  return {
    async append(path, lines, at) {
      await untilMay()
      mayWrite(mood())
      if (mood() === 'gone') return true
      if (!existsSync(path) || statSync(path).size < at) return false
      truncateSync(path, at)
      appendFileSync(path, Buffer.concat(lines))
      return true
    },
    replace: async (path, lines) => replaceNow(path, lines),
    replaceNow,
  }
}

function mayWrite(mood: DiskMood): void {
  if (mood === 'full') throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
}
