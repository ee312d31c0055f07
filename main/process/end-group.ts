import { killGroup } from './send-signal.ts'
import { startPiped } from './start-piped.ts'

/**
 * Ends a process that `startPiped` started, and what it started, at once. One that the disk holds ends when the disk
 * lets go; nobody waits for it.
 */
export function endGroup(pid: number, platform: NodeJS.Platform): void {
  if (platform !== 'win32') return killGroup(pid)
  // Windows has no groups. Exit code 128 is "not found": it has gone already.
  const args = ['/PID', String(pid), '/T', '/F']
  void startPiped({ program: 'taskkill', args, env: process.env, platform }).then((child) => {
    if ('pid' in child) child.stdout.resume()
  })
}
