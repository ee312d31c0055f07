import { readdirSync } from 'node:fs'
import type { Clock } from '../base/clock.ts'
import { pause } from '../base/wait.ts'
import type { ProcessFacts, ProcessTable } from './process-table.ts'
import { sendSignal } from './send-signal.ts'
import { isOutOfDescriptors, readStat, readText, type StatFields } from './proc-stat.ts'

/** What the table reads of `/proc`. Synchronous: a file of it takes no disk, and a dead disk holds no thread of it. */
type ProcFiles = {
  readonly pids: () => readonly number[]
  readonly read: (pid: number) => ProcessFacts | null
}

const procFiles: ProcFiles = {
  pids: () => readdirSync('/proc').flatMap((name) => (/^\d+$/u.test(name) ? Number(name) : [])),
  read: readProcess,
}

/**
 * So many processes are read in one turn of the loop. 0.2 ms each: all of a busy machine at once, at each step of a close,
 * held every key and every frame for 22 ms with 115 processes.
 */
const readInTurn = 8
/** While no file descriptor is left. Then it is an error: a list that lacks a process would call it ended. */
const retryMs = 50
const retries = 40

/** Reads `/proc` directly: no process is started, so that no open pty can be inherited. */
export function createLinuxProcessTable(
  clock: Pick<Clock, 'dateNow' | 'setTimer'>,
  files: ProcFiles = procFiles,
): ProcessTable {
  const patiently = async <T>(read: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await read()
      } catch (error) {
        if (!isOutOfDescriptors(error) || tries > retries) throw error
        await pause(clock, retryMs)
      }
    }
  }
  return {
    bootId: readText('/proc/sys/kernel/random/boot_id')?.trim() ?? '',
    list: () => patiently(() => listProcesses(files)),
    find: (pid) => patiently(async () => files.read(pid)),
    bornAt: ({ startTime }) => clock.dateNow() - (uptimeTicks() - startTime) * msPerTick,
    isAlive: (process) => isRunning(process) ?? true,
    signal(process, signal) {
      if (isRunning(process) === true) sendSignal(process.pid, signal)
    },
  }
}

async function listProcesses(files: ProcFiles): Promise<readonly ProcessFacts[]> {
  const found: ProcessFacts[] = []
  for (const [index, pid] of files.pids().entries()) {
    if (index % readInTurn === readInTurn - 1)
      await new Promise<void>((resolve) => void setImmediate(resolve))
    const facts = files.read(pid)
    if (facts !== null) found.push(facts)
  }
  return found
}

function readProcess(pid: number): ProcessFacts | null {
  const stat = readStat(pid)
  if (stat === null || isDead(stat)) return null
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

/** Whether this very process runs; null where that cannot be known now. */
function isRunning({ pid, startTime }: ProcessFacts): boolean | null {
  try {
    const stat = readStat(pid)
    return stat !== null && stat.startTime === startTime && !isDead(stat)
  } catch {
    return null
  }
}

function isDead({ state }: StatFields): boolean {
  return state === 'Z' || state === 'X'
}
