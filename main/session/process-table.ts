import { createLinuxProcessTable } from './process-table-linux.ts'
import { createPsProcessTable } from './process-table-ps.ts'
import { createWindowsProcessTable } from './process-table-windows.ts'

/** The variable that every child of a session carries: its processes are found by it, however they were detached. */
export const markerName = 'ROOST_SESSION'

/** One process of the machine. `pid` and `startTime` together name it; a pid alone may be used again. */
export type ProcessFacts = {
  readonly pid: number
  readonly ppid: number
  readonly sid: number
  /** In a unit of the platform's own, rising; comparable within one boot. */
  readonly startTime: number
  /** The value of `ROOST_SESSION` in its environment, null where there is none or it cannot be read. */
  readonly marker: string | null
}

/** The machine's processes. */
export type ProcessTable = {
  /** Every process but zombies. */
  list(): Promise<readonly ProcessFacts[]>
  find(pid: number): Promise<ProcessFacts | null>
  /** Cheap: whether this very process still runs. Zombies do not. */
  isAlive(process: ProcessFacts): boolean
  /**
   * Sends a signal if it still is this very process.
   * On Windows every signal but SIGKILL does nothing: a console program cannot be asked from outside.
   */
  signal(process: ProcessFacts, signal: 'SIGHUP' | 'SIGTERM' | 'SIGKILL'): void
  /** Names this boot: start times of another one mean nothing. */
  readonly bootId: string
}

/** The process table of this machine; requests of the same moment share one reading. */
export function createProcessTable(platform: NodeJS.Platform): ProcessTable {
  return shareReadings(createForPlatform(platform))
}

function createForPlatform(platform: NodeJS.Platform): ProcessTable {
  if (platform === 'linux') return createLinuxProcessTable()
  return platform === 'win32' ? createWindowsProcessTable() : createPsProcessTable()
}

/** Fifty sessions that end in parallel climb their ladders in step: one reading a step serves them all. */
function shareReadings(table: ProcessTable): ProcessTable {
  let upcoming: Promise<readonly ProcessFacts[]> | null = null
  return {
    ...table,
    list() {
      upcoming ??= new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        upcoming = null
        return table.list()
      })
      return upcoming
    },
  }
}
