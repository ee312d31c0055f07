import { runForOutput } from './run-for-output.ts'
import { sendSignal } from './send-signal.ts'
import type { ProcessFacts, ProcessTable } from './process-table.ts'

/** Reads processes by `ps`, as macOS and the BSDs have it. `-E` shows the environment of one's own processes. */
export function createPsProcessTable(): ProcessTable {
  return {
    bootId: '',
    list: () => listProcesses(['-axww']),
    find: async (pid) => (await listProcesses(['-ww', '-p', String(pid)]))[0] ?? null,
    bornAt: ({ startTime }) => startTime,
    isAlive: ({ pid }) => {
      try {
        process.kill(pid, 0)
        return true
      } catch {
        return false
      }
    },
    signal: ({ pid }, signal) => sendSignal(pid, signal),
  }
}

/** Reads the lines of `ps -E -o pid=,ppid=,sess=,stat=,lstart=,command=`. */
export function parsePs(text: string): readonly ProcessFacts[] {
  return text.split('\n').flatMap((line) => {
    // lstart is five words: Mon Jan  2 15:04:05 2006.
    const match =
      /^\s*(?<pid>\d+)\s+(?<ppid>\d+)\s+(?<sess>\S+)\s+(?<stat>\S+)\s+(?<start>\w+\s+\w+\s+\d+\s+[\d:]+\s+\d+)\s(?<command>.*)$/u.exec(
        line,
      )
    const { pid, ppid, sess, stat, start, command } = match?.groups ?? {}
    if (pid === undefined || start === undefined || stat?.startsWith('Z') === true) return []
    return {
      pid: Number(pid),
      ppid: Number(ppid),
      // macOS prints an address or 0 here: then the tree and the marker must do.
      sid: /^\d+$/u.test(sess ?? '') ? Number(sess) : 0,
      startTime: Date.parse(start),
      marker: /(?:^|\s)ROOST_SESSION=(\S*)/u.exec(command ?? '')?.[1] ?? null,
    }
  })
}

async function listProcesses(selection: readonly string[]): Promise<readonly ProcessFacts[]> {
  const args = [...selection, '-E', '-o', 'pid=,ppid=,sess=,stat=,lstart=,command=']
  const env = { ...process.env, LC_ALL: 'C' }
  const { stdout } = await runForOutput(
    { program: '/bin/ps', args, env, platform: process.platform },
    { timeoutMs: 2000, maxBytes: 32 * 1024 * 1024 },
  )
  // `ps -p` of a process that has gone says nothing: nobody is there.
  return parsePs(stdout.toString('utf8'))
}
