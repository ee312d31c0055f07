import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import * as v from 'valibot'
import type { ProcessFacts, ProcessTable } from './process-table.ts'

/**
 * Reads processes through PowerShell and ends them by taskkill with their trees. There is no environment to read and
 * no session id of a terminal: the tree of parents is all there is.
 */
export function createWindowsProcessTable(): ProcessTable {
  return {
    bootId: '',
    list: () => listProcesses(''),
    find: async (pid) => (await listProcesses(` -Filter 'ProcessId=${pid}'`))[0] ?? null,
    bornAt: ({ startTime }) => startTime,
    isAlive({ pid }) {
      try {
        process.kill(pid, 0)
        return true
      } catch {
        return false
      }
    },
    signal({ pid }, signal) {
      if (signal !== 'SIGKILL' || pid <= 4 || pid === process.pid) return
      // Exit code 128 is "not found": it has gone already. The ladder looks again in any case.
      execFile('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => undefined)
    },
  }
}

/** Reads the JSON that `listProcesses` asks PowerShell for. */
export function parseCimProcesses(json: string): readonly ProcessFacts[] {
  if (json.trim() === '') return []
  const rows: unknown = JSON.parse(json)
  return v.parse(v.array(RowSchema), Array.isArray(rows) ? rows : [rows]).map((row) => ({
    pid: row.ProcessId,
    ppid: row.ParentProcessId,
    sid: 0,
    startTime: row.Started ?? 0,
    marker: null,
  }))
}

const RowSchema = v.object({
  ProcessId: v.number(),
  ParentProcessId: v.number(),
  Started: v.nullable(v.number()),
})

async function listProcesses(filter: string): Promise<readonly ProcessFacts[]> {
  const script =
    `Get-CimInstance Win32_Process${filter} | Select-Object ProcessId, ParentProcessId, ` +
    `@{n='Started';e={if ($_.CreationDate) {[DateTimeOffset]::new($_.CreationDate).ToUnixTimeMilliseconds()}}} | ConvertTo-Json -Compress`
  try {
    const { stdout } = await promisify(execFile)(
      'powershell.exe',
      ['-NoProfile', '-NonInteractive', '-Command', script],
      { windowsHide: true, timeout: 4000, maxBuffer: 32 * 1024 * 1024 },
    )
    return parseCimProcesses(stdout)
  } catch {
    // Without a list the root alone is known; taskkill ends its tree.
    return []
  }
}
