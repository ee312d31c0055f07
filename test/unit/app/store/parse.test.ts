import { expect, test } from 'vitest'
import { parseSessionsFile, parseSettingsFile } from '../../../../app/store/parse.ts'
import { migrate } from '../../../../app/store/migrate.ts'
import { defaultSettings, sessionsSteps, sessionsVersion } from '../../../../app/store/schema.ts'

const prompt = (id: number) => ({ id, text: 'a prompt', images: ['/a.png'], addedAt: 5 })
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
const file = {
  version: sessionsVersion,
  counter: 3,
  activeId: 's3-abcdef',
  sessions: [entry],
  recentFolders: ['/tmp'],
  seenAt: 5,
}

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

test('bad fields beside the sessions are made again', () => {
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

const prompts = {
  queue: { lastId: 2, items: [{ ...prompt(2), state: { kind: 'queued' } }] },
  history: [{ text: 'sent', images: [], at: 4, mode: 'interactive' }],
  draft: { text: 'half a', images: [] },
}

/** The file as this version reads one of an older. */
function parseOld(version: number, session: object) {
  const migrated = migrate({ ...file, version, sessions: [session] }, sessionsVersion, sessionsSteps)
  return parseSessionsFile('file' in migrated ? migrated.file : null)?.value.sessions[0]
}

test('what an older version kept of prompts stands apart', () => {
  expect(parseOld(2, { ...entry, ...prompts })).toEqual({ ...entry, prompts })
})

test('a waiting prompt that cannot be read is lost alone, and a session of a still older app has none', () => {
  const bad = { ...prompt(1), state: { kind: 'unheard-of' } }
  const queue = { lastId: 2, items: [bad, ...prompts.queue.items] }
  expect(parseOld(2, { ...entry, ...prompts, queue })).toEqual({ ...entry, prompts })
  const none = { queue: { lastId: 0, items: [] }, history: [], draft: null }
  expect(parseOld(1, entry)).toEqual({ ...entry, prompts: none })
})

test('the conversation of an agent that was started by hand is kept, and one that does not parse is lost alone', () => {
  const handStarted = { toolName: 'claude', resumeToken: '1234', args: ['--model', 'opus'], at: 5 }
  const kept = (part: object) =>
    parseSessionsFile({ ...file, sessions: [{ ...entry, ...part }] })?.value.sessions[0]
  expect(kept({ handStarted })).toEqual({ ...entry, handStarted })
  expect(kept({ handStarted: null })).toEqual({ ...entry, handStarted: null })
  for (const bad of ['1234', { ...handStarted, resumeToken: '' }, { ...handStarted, args: [1] }])
    expect(kept({ handStarted: bad })).toEqual(entry)
})
