import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { interruptStepMs, interruptTree } from '../../../../main/process/interrupt-tree.ts'
import type { ProcessFacts, ProcessTable } from '../../../../main/process/process-table.ts'
import { terminateTree } from '../../../../main/process/terminate-tree.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { passTime } from '../../../support/pass-time.ts'

const hourMs = 3_600_000
const run = { sessionId: makeSessionId(1, 'deaf'), marker: 'deaf', pid: 500, startTime: 7 }

/** A process that ends by nothing but a kill. */
function deafProcess(clock: VirtualClock) {
  const only: ProcessFacts = { pid: 500, ppid: 1, sid: 500, startTime: 7, marker: 'deaf' }
  const signals: string[] = []
  const isAlive = (): boolean => !signals.includes('SIGKILL')
  const processes: ProcessTable = {
    bootId: '',
    list: async () => (isAlive() ? [only] : []),
    find: async () => (isAlive() ? only : null),
    bornAt: () => 0,
    isAlive,
    signal: (_, signal) => void signals.push(signal),
  }
  return { control: { processes, clock, excluded: new Set<number>() }, signals }
}

test.each([hourMs, -hourMs])(
  'a process that ignores its signals is ended within 5 s, also where the date is set by %i ms meanwhile',
  async (byMs) => {
    const clock = new VirtualClock()
    const { control, signals } = deafProcess(clock)
    let survivors: readonly ProcessFacts[] | null = null
    void terminateTree(control, run, null).then((left) => (survivors = left))
    await passTime(clock, 300)
    clock.setDate(byMs)
    await passTime(clock, 200)
    expect(signals).toEqual(['SIGHUP'])
    await passTime(clock, 1000)
    expect(signals).toEqual(['SIGHUP', 'SIGTERM'])
    await passTime(clock, 3500)
    expect(survivors).toEqual([])
  },
)

test.each([hourMs, -hourMs])(
  'an interrupt goes up after 3 s of each step, also where the date is set by %i ms meanwhile',
  async (byMs) => {
    const clock = new VirtualClock()
    const { control, signals } = deafProcess(clock)
    interruptTree(control, Promise.resolve(run)).escalate()
    await passTime(clock, 1000)
    clock.setDate(byMs)
    await passTime(clock, interruptStepMs - 1500)
    expect(signals).toEqual(['SIGINT'])
    await passTime(clock, interruptStepMs)
    expect(signals).toEqual(['SIGINT', 'SIGTERM'])
    await passTime(clock, interruptStepMs)
    expect(signals).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL'])
  },
)
