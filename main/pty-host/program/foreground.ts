import { closeSync, openSync, readSync } from 'node:fs'
import { parseStat } from '../../process/proc-stat.ts'

/** Who has a terminal at one moment. */
export type Foreground = {
  /** The process group in front. */
  readonly group: number
  /** It is that of the process which the terminal was made for. */
  readonly isOwn: boolean
  /** The name of the program that the process runs. */
  readonly name: string
  /** Another number than at the last look: children of that process have ended in between. */
  readonly childFaults: number
}

/** Looks who is in front of a terminal: one read of an open file of `/proc`, 6 µs. Elsewhere than on Linux it never knows. */
export class ForegroundLook {
  readonly #buffer = Buffer.alloc(1024)
  readonly #pid: number
  #file: number | 'unopened' | 'gone' = 'unopened'

  /** @param pid the process that the terminal was made for */
  constructor(pid: number) {
    this.#pid = pid
  }

  now(): Foreground | null {
    try {
      this.#file = this.#file === 'unopened' ? openSync(`/proc/${this.#pid}/stat`, 'r') : this.#file
      if (this.#file === 'gone') return null
      const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0)
      const { name, tpgid, pgrp, childFaults } = parseStat(this.#buffer.toString('latin1', 0, length))
      return tpgid > 0 ? { group: tpgid, isOwn: tpgid === pgrp, name, childFaults } : null
    } catch {
      // There is no such file, or the process has gone.
      this.close()
      return null
    }
  }

  close(): void {
    if (typeof this.#file === 'number') closeSync(this.#file)
    this.#file = 'gone'
  }
}

/** Whether a process of the group lives, be it stopped. */
export function isGroupAlive(group: number): boolean {
  try {
    process.kill(-group, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
