import { execFile } from 'node:child_process'
import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * The files that some processes have open, absolute. Of one that has gone, or is another user's: none. On Windows nobody
 * tells.
 */
export async function openFiles(
  pids: readonly number[],
  platform: NodeJS.Platform,
): Promise<readonly string[]> {
  if (pids.length === 0 || platform === 'win32') return []
  return platform === 'linux' ? (await Promise.all(pids.map(filesOnLinux))).flat() : filesByLsof(pids)
}

/** Each entry of `/proc/<pid>/fd` is a link to what is open (proc_pid_fd(5)). */
async function filesOnLinux(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => [])
  const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')))
  return links.filter((link) => link.startsWith('/'))
}

/** `-Fn` prints a line `n<path>` for each open file (lsof(8)). */
async function filesByLsof(pids: readonly number[]): Promise<readonly string[]> {
  try {
    const options = { timeout: 2000, maxBuffer: 8 * 1024 * 1024 }
    const { stdout } = await promisify(execFile)(
      '/usr/sbin/lsof',
      ['-a', '-p', pids.join(','), '-Fn'],
      options,
    )
    return stdout.split('\n').flatMap((line) => (line.startsWith('n/') ? [line.slice(1)] : []))
  } catch {
    return []
  }
}
