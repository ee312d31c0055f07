import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readStat } from '../process/process-table-linux.ts'

/**
 * Whether the shell with this pid has its terminal for itself: the terminal's foreground process group is the shell's
 * own, so nothing it was told to run is running.
 *
 * @returns null where that cannot be known (the process has gone, the platform has no such thing)
 */
export async function isShellInForeground(pid: number, platform: NodeJS.Platform): Promise<boolean | null> {
  if (platform === 'win32') return null
  if (platform !== 'linux') return askPs(pid)
  const stat = readStat(pid)
  return stat === null || stat.tpgid < 0 ? null : stat.tpgid === stat.pgrp
}

async function askPs(pid: number): Promise<boolean | null> {
  try {
    const { stdout } = await promisify(execFile)('/bin/ps', ['-o', 'tpgid=,pgid=', '-p', String(pid)], {
      timeout: 1000,
    })
    const [foreground, own] = stdout.trim().split(/\s+/u).map(Number)
    return foreground === undefined || own === undefined ? null : foreground === own
  } catch {
    return null
  }
}
