import { expect, test } from 'vitest'
import { parseSessionsFile, parseSettingsFile } from '../../../../app/store/parse.ts'
import { defaultSettings } from '../../../../app/store/schema.ts'

const entry = {
  id: 's3-abcdef',
  toolName: 'shell',
  workdir: '/tmp',
  userTitle: null,
  toolTitle: null,
  mode: 'interactive',
  resumeToken: null,
  createdAt: 1,
  lastActiveAt: 1,
  unseen: false,
  exit: null,
  lastStatus: null,
  closedAt: null,
}
const file = { version: 1, counter: 3, activeId: 's3-abcdef', sessions: [entry], recentFolders: ['/tmp'] }

test('a good file loses nothing', () => {
  expect(parseSessionsFile(file)).toEqual({ value: file, lost: 0 })
})

test('a bad entry, and one that is there twice, are lost alone', () => {
  const bad = { ...entry, id: 's4-abcdef', createdAt: -1 }
  expect(parseSessionsFile({ ...file, sessions: [bad, entry, entry, null] })).toMatchObject({
    value: { sessions: [entry] },
    lost: 3,
  })
})

test('bad fields beside the sessions are made anew', () => {
  const broken = { ...file, counter: null, activeId: 7, recentFolders: ['/tmp', 'relative', '/a\u0007b'] }
  expect(parseSessionsFile(broken)).toEqual({ value: { ...file, activeId: null }, lost: 0 })
  expect(parseSessionsFile({ ...file, recentFolders: 'none' })?.value.recentFolders).toEqual([])
})

test('a file without a list of sessions is bad', () => {
  expect(parseSessionsFile({ ...file, sessions: {} })).toBeNull()
  expect(parseSessionsFile('text')).toBeNull()
})

test('a setting that does not parse falls back alone', () => {
  expect(parseSettingsFile({ version: 1, fontSize: 500, theme: 'light' })).toEqual({
    value: { ...defaultSettings, theme: 'light' },
    lost: 0,
  })
  expect(parseSettingsFile(null)).toBeNull()
})
