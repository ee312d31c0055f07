import { OpenStat } from '../../process/open-stat.ts'

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

/** Looks who is in front of a terminal. Elsewhere than on Linux it never knows. */
export class ForegroundLook {
  readonly #stat: OpenStat

  /** @param pid the process that the terminal was made for */
  constructor(pid: number) {
    this.#stat = new OpenStat(pid)
  }

  now(): Foreground | null {
    const stat = this.#stat.read()
    if (stat === null || !(stat.tpgid > 0)) return null
    const { name, tpgid, pgrp, childFaults } = stat
    return { group: tpgid, isOwn: tpgid === pgrp, name, childFaults }
  }

  close(): void {
    this.#stat.close()
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
