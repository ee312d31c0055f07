import { describe, expect, test } from 'vitest'
import { systemClock } from '../../../../main/base/clock.ts'
import { createLinuxProcessTable } from '../../../../main/process/process-table-linux.ts'
import type { ProcessFacts } from '../../../../main/process/process-table.ts'
import { trackTree } from '../../../../main/process/tree-tracker.ts'
import { makeSessionId } from '../../../../app/session/session.ts'
import { steppedClock } from '../../../support/stepped-clock.ts'

const factsOf = (pid: number): ProcessFacts => ({ pid, ppid: 1, sid: pid, startTime: pid, marker: null })
const pids = Array.from({ length: 500 }, (_, index) => index + 2)

function lack(): never {
  throw Object.assign(new Error('too many open files'), { code: 'EMFILE' })
}

describe.skipIf(process.platform !== 'linux')('the process table of Linux', () => {
  test('reads no more than eight processes in one turn of the loop, and all of them', async () => {
    let inTurn = 0
    let most = 0
    let isOver = false
    const turn = (): void => {
      inTurn = 0
      if (!isOver) setImmediate(turn)
    }
    turn()
    const table = createLinuxProcessTable(systemClock, {
      pids: () => pids,
      read: (pid) => {
        inTurn += 1
        most = Math.max(most, inTurn)
        return factsOf(pid)
      },
    })
    expect(await table.list()).toEqual(pids.map(factsOf))
    isOver = true
    expect(most).toBeLessThanOrEqual(8)
  })

  test('waits for a file descriptor, since a list that lacks a process would call it ended', async () => {
    let reads = 0
    const table = createLinuxProcessTable(
      { ...steppedClock() },
      {
        pids: () => pids,
        read: (pid) => {
          reads += 1
          return reads === 20 ? lack() : factsOf(pid)
        },
      },
    )
    expect(await table.list()).toHaveLength(pids.length)
  })

  test('without one there is no list, and what was known of a run is what is left of it', async () => {
    let isOut = false
    const own = { ...factsOf(process.pid), startTime: 0 }
    const table = createLinuxProcessTable(steppedClock(), {
      pids: () => (isOut ? lack() : [7]),
      read: factsOf,
    })
    const run = { sessionId: makeSessionId(1, 'abcd'), marker: 'm', pid: 7, startTime: 7 }
    const processes = { ...table, isAlive: ({ pid }: ProcessFacts) => pid === 7 }
    const sample = trackTree({ processes, excluded: new Set() }, run)
    expect(await sample()).toEqual([factsOf(7)])
    isOut = true
    await expect(table.list()).rejects.toThrow('too many open files')
    expect(await sample()).toEqual([factsOf(7)])
    expect(table.isAlive(own)).toBe(false)
  })
})
