import { readFileSync } from 'node:fs'

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

/** The text of a file of `/proc`; null where it cannot be read. */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    // A process may go between the listing and the reading; that is the answer.
    return null
  }
}
