import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** The command line of a process; empty where it is gone, or the system does not tell. Never rejects. */
export async function commandOf(pid: number, platform: NodeJS.Platform): Promise<readonly string[]> {
  try {
    if (platform === 'linux') {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8')
      return text.split('\0').filter((word) => word !== '')
    }
    if (platform === 'win32') return []
    const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'args=', '-p', String(pid)], {
      timeout: 1000,
    })
    return stdout.trim().split(/\s+/u)
  } catch {
    return []
  }
}
