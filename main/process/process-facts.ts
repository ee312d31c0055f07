import { readFile } from 'node:fs/promises'
import { processName } from '../../app/session/process-name.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { ProcessTable } from './process-table.ts'
import { runForOutput } from './run-for-output.ts'
import type { Runs } from './runs.ts'

/** What runs in a session, as the system knows it. */
export type ProcessFactsOf = {
  /** Whether a process of this id runs; a zombie does not. */
  pidExists(pid: number): Promise<boolean>
  /** The name of the program with this id, without what only starts it (`node`, `npx`, `sh -c`); null where it is gone. */
  cliProcessName(pid: number): Promise<string | null>
  /**
   * Whether a program of this name runs in a session: in its tree, or anywhere on the machine with the session's marker.
   * One of the same name that belongs to another session, or to the user, does not count.
   */
  isCliProcessAlive(session: SessionId, name: string): Promise<boolean>
}

export function createProcessFacts(deps: {
  readonly processes: Pick<ProcessTable, 'find'>
  readonly runs: Pick<Runs, 'tree'>
  readonly platform: NodeJS.Platform
}): ProcessFactsOf {
  const nameOf = async (pid: number): Promise<string | null> => {
    const argv = await commandOf(pid, deps.platform)
    return argv.length === 0 ? null : processName(argv)
  }
  return {
    pidExists: async (pid) => (await deps.processes.find(pid)) !== null,
    cliProcessName: nameOf,
    async isCliProcessAlive(session, name) {
      for (const { pid } of await deps.runs.tree(session)) if ((await nameOf(pid)) === name) return true
      return false
    },
  }
}

/** The command line of a process; empty where it is gone, or the system does not tell. Never rejects. */
async function commandOf(pid: number, platform: NodeJS.Platform): Promise<readonly string[]> {
  try {
    if (platform === 'linux') {
      const text = await readFile(`/proc/${pid}/cmdline`, 'utf8')
      return text.split('\0').filter((word) => word !== '')
    }
    if (platform === 'win32') return []
    const args = ['-o', 'args=', '-p', String(pid)]
    const { stdout } = await runForOutput(
      { program: '/bin/ps', args, env: process.env, platform },
      { timeoutMs: 1000, maxBytes: 1024 * 1024 },
    )
    const line = stdout.toString('utf8').trim()
    return line === '' ? [] : line.split(/\s+/u)
  } catch {
    return []
  }
}
