import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OpenStat } from '../../../../main/process/open-stat.ts'
import { limitDescriptors } from '../../../support/out-of-descriptors.ts'

describe.skipIf(process.platform !== 'linux')('without a free file descriptor', () => {
  let descriptors: Awaited<ReturnType<typeof limitDescriptors>>
  beforeAll(async () => {
    descriptors = await limitDescriptors()
  })
  afterAll(() => descriptors.dispose())

  test('a process is not taken for one that has gone', async () => {
    const stat = new OpenStat(process.pid)
    await descriptors.exhaust()
    expect(stat.read()).toBeNull()
    await descriptors.restore()
    expect(stat.read()).toMatchObject({ ppid: process.ppid })
    stat.close()
    expect(stat.read()).toBeNull()
  })
})
