import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newRecord } from '../../../../app/session/session-record.ts'
import { noSessions } from '../../../../app/store/parse.ts'
import { bytesIn, removeUnknown } from '../../../../main/store/session-folders.ts'
import { absolutePath, sessionId } from '../../../support/fake-bridge.ts'

const id = sessionId(1)
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-folders-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const daysAgo = (days: number): Date => new Date(Date.now() - days * 24 * 60 * 60 * 1000)

const knows = (oldBy: Date | null) => {
  const record = newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, 0)
  const loaded = { ...noSessions, sessions: [{ ...record, lastStatus: null, closedAt: null }] }
  return { loaded, oldBy: oldBy?.getTime() ?? null }
}

test('the text of a session that no list knows goes after eight days, and nothing else does', async () => {
  for (const name of [id, 's2-gone', 's3-fresh']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'log-1'), 'text')
  }
  writeFileSync(join(folder, 'busy'), '')
  for (const name of [id, 's2-gone', 'busy']) utimesSync(join(folder, name), daysAgo(9), daysAgo(9))
  for (const oldBy of [null, daysAgo(2)]) {
    await removeUnknown(knows(oldBy), [folder])
    expect(readdirSync(folder)).toHaveLength(4)
  }
  await removeUnknown(knows(daysAgo(0)), [join(folder, 'not there'), folder])
  expect(readdirSync(folder).sort()).toEqual(['busy', id, 's3-fresh'])
})

test('the size of a folder is that of all files in it', async () => {
  mkdirSync(join(folder, 'set-aside-1'))
  writeFileSync(join(folder, 'snapshot'), 'x'.repeat(1000))
  writeFileSync(join(folder, 'set-aside-1', 'log-1'), 'x'.repeat(500))
  expect(await bytesIn(folder)).toBe(1500)
  expect(await bytesIn(join(folder, 'not there'))).toBe(0)
})
