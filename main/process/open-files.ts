import { readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { readText } from './proc-stat.ts'
import { runForOutput } from './run-for-output.ts'

/**
 * The files that some processes have open, absolute. Of one that has gone, or is another user's: none. On Windows nobody
 * tells.
 */
export async function openFiles(
  pids: readonly number[],
  platform: NodeJS.Platform,
): Promise<readonly string[]> {
  if (pids.length === 0 || platform === 'win32') return []
  return platform === 'linux'
    ? (await Promise.all(pids.map(filesOnLinux))).flat()
    : filesByLsof(pids, platform)
}

/**
 * The same of a process and of those that it has started, as of a program and what only starts it. On Linux alone. Never
 * rejects: none also where no file descriptor is left.
 */
export async function openFilesBelow(pid: number, platform: NodeJS.Platform): Promise<readonly string[]> {
  if (platform !== 'linux') return []
  try {
    return await openFiles(pidsBelow(pid), platform)
  } catch {
    return []
  }
}

function pidsBelow(pid: number): readonly number[] {
  const pids = [pid]
  for (let at = 0; at < pids.length && pids.length < maxProcesses; at += 1) {
    const children = readText(`/proc/${pids[at]}/task/${pids[at]}/children`) ?? ''
    pids.push(
      ...children
        .split(' ')
        .map(Number)
        .filter((child) => child > 0),
    )
  }
  return pids.slice(0, maxProcesses)
}

/** An agent and its helpers. */
const maxProcesses = 32

/** Each entry of `/proc/<pid>/fd` is a link to what is open (proc_pid_fd(5)). */
async function filesOnLinux(pid: number): Promise<readonly string[]> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => [])
  const links = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')))
  return links.filter((link) => link.startsWith('/'))
}

/** `-Fn` prints a line `n<path>` for each open file (lsof(8)). */
async function filesByLsof(pids: readonly number[], platform: NodeJS.Platform): Promise<readonly string[]> {
  const { stdout, end } = await runForOutput(
    { program: '/usr/sbin/lsof', args: ['-a', '-p', pids.join(','), '-Fn'], env: process.env, platform },
    { timeoutMs: 2000, maxBytes: 8 * 1024 * 1024 },
  )
  if (end.kind !== 'exit' || end.code !== 0) return []
  const lines = stdout.toString('utf8').split('\n')
  return lines.flatMap((line) => (line.startsWith('n/') ? [line.slice(1)] : []))
}
