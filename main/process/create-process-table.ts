import type { Clock } from '../base/clock.ts'
import { createLinuxProcessTable } from './process-table-linux.ts'
import { createPsProcessTable } from './process-table-ps.ts'
import { createWindowsProcessTable } from './process-table-windows.ts'
import type { ProcessFacts, ProcessTable } from './process-table.ts'

/** The process table of this machine; requests of the same moment share one reading. */
export function createProcessTable(
  platform: NodeJS.Platform,
  clock: Pick<Clock, 'dateNow' | 'setTimer'>,
): ProcessTable {
  return shareReadings(createForPlatform(platform, clock))
}

function createForPlatform(
  platform: NodeJS.Platform,
  clock: Pick<Clock, 'dateNow' | 'setTimer'>,
): ProcessTable {
  if (platform === 'linux') return createLinuxProcessTable(clock)
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
