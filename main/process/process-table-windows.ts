import * as v from 'valibot'
import { endGroup } from './end-group.ts'
import { runForOutput } from './run-for-output.ts'
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
      endGroup(pid, 'win32')
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
  const args = ['-NoProfile', '-NonInteractive', '-Command', script]
  const { stdout, end } = await runForOutput(
    { program: 'powershell.exe', args, env: process.env, platform: 'win32' },
    { timeoutMs: 4000, maxBytes: 32 * 1024 * 1024 },
  )
  try {
    // Without a list the root alone is known; taskkill ends its tree.
    return end.kind === 'exit' && end.code === 0 ? parseCimProcesses(stdout.toString('utf8')) : []
  } catch {
    return []
  }
}
