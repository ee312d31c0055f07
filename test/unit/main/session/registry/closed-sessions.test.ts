import { expect, test } from 'vitest'
import { newRecord, noPrompts } from '../../../../../app/session/session-record.ts'
import type { SessionId } from '../../../../../app/session/session.ts'
import { noSessions } from '../../../../../app/store/parse.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { SessionList } from '../../../../../main/session/registry/session-list.ts'
import { absolutePath, sessionId } from '../../../../support/fake-bridge.ts'

const megabyte = 1024 * 1024
const always = () => true

/** Sessions that were closed one after the other; the first id was closed first. */
function closed(count: number): { readonly list: SessionList; readonly ids: readonly SessionId[] } {
  const ids = Array.from({ length: count }, (_, at) => sessionId(at + 1))
  const sessions = ids.map((id, at) => ({
    ...newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, 0),
    lastStatus: null,
    closedAt: at,
  }))
  return { list: new SessionList({ ...noSessions, sessions }, () => noPrompts, presets, 0), ids }
}

test('of more than 200 closed sessions the oldest are forgotten', () => {
  const { list, ids } = closed(203)
  expect(list.prune(1000, always)).toEqual(ids.slice(0, 3))
  expect(list.toFile().sessions.map(({ id }) => id)).toEqual(ids.slice(3))
  expect(list.prune(1000, always)).toEqual([])
})

test('but none whose tool is still ending', () => {
  const { list, ids } = closed(202)
  expect(list.prune(1000, (id) => id !== ids[0])).toEqual(ids.slice(1, 2))
  expect(list.prune(1000, always)).toEqual(ids.slice(0, 1))
})

test('where their text takes more than 500 MB the oldest are forgotten', () => {
  const { list, ids } = closed(4)
  const sizes = new Map(ids.map((id) => [id, 200 * megabyte]))
  expect(list.pruneBytes(sizes, always)).toEqual(ids.slice(0, 2))
  expect(list.pruneBytes(sizes, always)).toEqual([])
})

test('the last one can be reopened, however much text it has', () => {
  const { list, ids } = closed(2)
  const sizes = new Map(ids.map((id) => [id, 900 * megabyte]))
  expect(list.pruneBytes(sizes, always)).toEqual(ids.slice(0, 1))
  expect(list.lastClosed?.id).toBe(ids[1])
})
