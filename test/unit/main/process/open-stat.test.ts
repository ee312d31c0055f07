import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFilesBelow } from '../../../../main/process/open-files.ts'
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

  test('a process has no files that are known, and nothing rejects', async () => {
    await descriptors.exhaust()
    const files = openFilesBelow(process.pid, 'linux')
    await expect(files).resolves.toEqual([])
    await descriptors.restore()
    expect(await openFilesBelow(process.pid, 'linux')).not.toEqual([])
  })
})
