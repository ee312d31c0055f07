import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { systemRandom } from '../../../../main/base/random.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import type { ProcessFacts, ProcessTable } from '../../../../main/process/process-table.ts'
import { followRuns } from '../../../../main/process/runs.ts'

/** Processes that carry these markers, and how often somebody asked for all of them. */
class FakeTable implements ProcessTable {
  readonly bootId = 'boot'
  markers: readonly string[] = []
  lists = 0

  async list(): Promise<readonly ProcessFacts[]> {
    this.lists += 1
    return this.markers.map((marker, at) => ({ pid: 100 + at, ppid: 1, sid: 100 + at, startTime: 5, marker }))
  }
  find = async () => null
  bornAt = () => 0
  isAlive = () => true
  signal = () => undefined
}

test('the processes of many sessions are found by one look at the machine', async () => {
  const processes = new FakeTable()
  const journal = { left: [], put: () => undefined, remove: () => undefined }
  const runs = followRuns({ processes, clock: systemClock, excluded: new Set() }, journal, systemRandom)
  const ids = Array.from({ length: 50 }, (_, at) => makeSessionId(at + 1, 'test'))
  processes.markers = ids.map((id) => runs.begin(id).marker)
  const trees = await runs.trees(ids)
  expect(trees.map((tree) => tree.map(({ pid }) => pid))).toEqual(ids.map((_, at) => [100 + at]))
  expect(processes.lists).toBe(1)
})
