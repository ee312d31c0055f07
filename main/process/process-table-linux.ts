import { readdirSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import type { ProcessFacts, ProcessTable } from './process-table.ts'
import { sendSignal } from './send-signal.ts'
import { readStat, readText, type StatFields } from './proc-stat.ts'

/** Reads `/proc` directly: no process is started, so that no open pty can be inherited. */
export function createLinuxProcessTable(clock: Pick<Clock, 'dateNow'>): ProcessTable {
  return {
    bootId: readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '',
    list: () => Promise.resolve(listProcesses()),
    find: (pid) => Promise.resolve(readProcess(pid)),
    bornAt: ({ startTime }) => clock.dateNow() - (uptimeTicks() - startTime) * msPerTick,
    isAlive: ({ pid, startTime }) => isRunning(readStat(pid), startTime),
    signal({ pid, startTime }, signal) {
      if (!isRunning(readStat(pid), startTime)) return
      sendSignal(pid, signal)
    },
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
