import { readFileSync } from 'node:fs'

/** The fields of `/proc/<pid>/stat` that matter here (proc_pid_stat(5)). */
export type StatFields = {
  /** Of the program, cut to 15 bytes. */
  readonly name: string
  readonly state: string
  readonly ppid: number
  readonly pgrp: number
  readonly sid: number
  /** The device of its controlling terminal, 0 without one. */
  readonly terminal: number
  /** The foreground process group of its terminal, -1 without one. */
  readonly tpgid: number
  /** Page faults of the children that it has waited for: they rise with each that ends. */
  readonly childFaults: number
  /** Clock ticks since boot. */
  readonly startTime: number
}

/** The stat of a process; null where it is gone. Throws as `readText`. */
export function readStat(pid: number): StatFields | null {
  const text = readText(`/proc/${pid}/stat`)
  return text === null ? null : parseStat(text)
}

/** Reads the text of a `/proc/<pid>/stat`. The name in the second field may hold spaces and brackets. */
export function parseStat(text: string): StatFields {
  const nameEnd = text.lastIndexOf(')')
  const fields = text.slice(nameEnd + 2).split(' ')
  const numberAt = (index: number): number => Number(fields[index] ?? Number.NaN)
  // Counted from the third field on, which is the state.
  return {
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    state: fields[0] ?? '',
    ppid: numberAt(1),
    pgrp: numberAt(2),
    sid: numberAt(3),
    terminal: numberAt(4),
    tpgid: numberAt(5),
    childFaults: numberAt(8),
    startTime: numberAt(19),
  }
}

/**
 * The text of a file of `/proc`; null where it cannot be read: a process may go between the listing and the reading, and
 * that is the answer.
 *
 * @throws Error where no file descriptor is left: that says nothing of the process
 */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'latin1')
  } catch (error) {
    if (isOutOfDescriptors(error)) throw error
    return null
  }
}

/** Whether a file could not be opened because this process, or the machine, has too many open. */
export function isOutOfDescriptors(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE')
}
