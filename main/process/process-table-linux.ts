import { readdirSync, readFileSync } from 'node:fs'
import type { ProcessFacts, ProcessTable } from './process-table.ts'

/** The fields of `/proc/<pid>/stat` that matter here (proc_pid_stat(5)). */
export type StatFields = {
  readonly state: string
  readonly ppid: number
  readonly pgrp: number
  readonly sid: number
  /** The foreground process group of its terminal, -1 without one. */
  readonly tpgid: number
  /** Clock ticks since boot. */
  readonly startTime: number
}

/** Reads `/proc` directly: no process is started, so that no open pty can be inherited. */
export function createLinuxProcessTable(): ProcessTable {
  return {
    bootId: readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '',
    list: () => Promise.resolve(listProcesses()),
    find: (pid) => Promise.resolve(readProcess(pid)),
    bornAt: ({ startTime }) => Date.now() - (uptimeTicks() - startTime) * msPerTick,
    isAlive: ({ pid, startTime }) => isRunning(readStat(pid), startTime),
    signal({ pid, startTime }, signal) {
      if (!isRunning(readStat(pid), startTime)) return
      sendSignal(pid, signal)
    },
  }
}

/** The stat of a process; null where it is gone. The name in the second field may hold spaces and brackets. */
export function readStat(pid: number): StatFields | null {
  const text = readText(`/proc/${pid}/stat`)
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const numberAt = (index: number): number => Number(fields[index] ?? Number.NaN)
  // Counted from the third field on, which is the state.
  return {
    state: fields[0] ?? '',
    ppid: numberAt(1),
    pgrp: numberAt(2),
    sid: numberAt(3),
    tpgid: numberAt(5),
    startTime: numberAt(19),
  }
}

/** Signals a pid; one that has gone meanwhile, or is another user's, is no error here: the ladder looks again. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  if (pid <= 1 || pid === process.pid) throw new Error(`Refused to signal process ${pid}`)
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!(error instanceof Error)) throw error
  }
}

function listProcesses(): readonly ProcessFacts[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/u.test(name))
  return pids.flatMap((pid) => readProcess(Number(pid)) ?? [])
}

function readProcess(pid: number): ProcessFacts | null {
  const stat = readStat(pid)
  if (stat === null || stat.state === 'Z' || stat.state === 'X') return null
  return { pid, ppid: stat.ppid, sid: stat.sid, startTime: stat.startTime, marker: readMarker(pid) }
}

/** The clock that start times are read on. */
function uptimeTicks(): number {
  return (Number(readText('/proc/uptime')?.split(' ')[0] ?? Number.NaN) * 1000) / msPerTick
}

/** USER_HZ is 100 on every Linux that Node runs on (proc_pid_stat(5), field 22). */
const msPerTick = 10

function readMarker(pid: number): string | null {
  // Not every environment may be read: of another user, of a kernel thread.
  const environment = readText(`/proc/${pid}/environ`)
  return environment?.match(/(?:^|\0)ROOST_SESSION=([^\0]*)/u)?.[1] ?? null
}

function isRunning(stat: StatFields | null, startTime: number): boolean {
  return stat !== null && stat.startTime === startTime && stat.state !== 'Z' && stat.state !== 'X'
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // A process may go between the listing and the reading; that is the answer.
    return null
  }
}
