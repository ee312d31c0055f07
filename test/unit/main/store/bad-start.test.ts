import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newRecord } from '../../../../app/session/session-record.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { noSessions } from '../../../../app/store/parse.ts'
import { sessionsVersion } from '../../../../app/store/schema.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { openElectronStores } from '../../../../main/store/electron-stores.ts'
import { safeWrite } from '../../../../main/store/safe-write.ts'
import { serializeStore } from '../../../../main/store/store-file.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { absolutePath, sessionId } from '../../../support/fake-bridge.ts'
import { waitingPrompts } from '../../../support/kept-prompts.ts'
import { mountSmallDisk, type SmallDisk } from '../../../support/small-disk.ts'

// The first import of electron-store: without this the package `electron` would download one.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere'
})

let disk: SmallDisk
let folder: string
let notices: ReturnType<typeof createNoticeBoard>

beforeEach(() => {
  disk = mountSmallDisk()
  folder = join(disk.folder, 'data')
  mkdirSync(folder)
  notices = createNoticeBoard()
})
afterEach(() => disk.dispose())

const pathOf = (name = 'sessions.json'): string => join(folder, name)
const textOf = (name?: string): string => readFileSync(pathOf(name), 'utf8')
const aside = (): string[] => readdirSync(folder).filter((name) => name.includes('.corrupt-'))

function open() {
  const t = translateIn(() => 'en')
  const clock = new VirtualClock()
  return openElectronStores({ folder, clock, notices, t, openFolder: () => undefined })
}

const badEntry = JSON.stringify({ ...noSessions, counter: 1, sessions: [{ id: 'no id' }] })
const damaged = '{"version":3,"sess'

test.for(['bytes', 'names'] as const)(
  'on a disk without room for more %s a bad entry does not stop the start, and is kept aside before anything is written',
  (what, { skip }) => {
    if (disk.whyNot !== null) return skip(disk.whyNot)
    writeFileSync(pathOf(), badEntry)
    disk.fill(what)
    const { sessions } = open()
    expect(sessions.loaded.counter).toBe(1)
    expect(notices.list()).toMatchObject([
      { hint: expect.stringContaining(what === 'bytes' ? 'is kept as' : 'no room') },
    ])
    expect(sessions.save(() => ({ ...noSessions, counter: 2 }), 'now')).toBe(false)
    expect(textOf()).toBe(badEntry)
    disk.empty()
    expect(sessions.save(() => ({ ...noSessions, counter: 2 }), 'now')).toBe(true)
    expect(textOf()).toContain('"counter": 2')
    expect(aside().map(textOf)).toEqual([badEntry])
  },
)

test('on a disk that takes no more files a migration does not stop the start, and the old file stays until it is kept', ({
  skip,
}) => {
  if (disk.whyNot !== null) return skip(disk.whyNot)
  const old = JSON.stringify({ ...noSessions, version: 1, counter: 7 })
  writeFileSync(pathOf(), old)
  disk.fill('names')
  const { sessions } = open()
  expect(sessions.loaded).toMatchObject({ version: sessionsVersion, counter: 7 })
  expect(sessions.save(() => sessions.loaded, 'now')).toBe(false)
  expect(textOf()).toBe(old)
  disk.empty()
  expect(sessions.save(() => sessions.loaded, 'now')).toBe(true)
  expect(textOf('sessions.v1.json')).toBe(old)
})

test('on a disk that takes no more files a damaged file gives way to its copy, which no failed write takes away', ({
  skip,
}) => {
  if (disk.whyNot !== null) return skip(disk.whyNot)
  const good = JSON.stringify({ ...noSessions, counter: 5 })
  writeFileSync(pathOf(), damaged)
  writeFileSync(pathOf('sessions.json.bak'), good)
  disk.fill('names')
  for (let start = 0; start < 2; start++) {
    const { sessions } = open()
    expect(sessions.loaded.counter).toBe(5)
    expect(sessions.save(() => sessions.loaded, 'now')).toBe(false)
    expect(textOf()).toBe(good)
    expect(aside().map(textOf)).toEqual([damaged])
  }
  expect(existsSync(pathOf('settings.json'))).toBe(false)
})

test('on a disk that takes no more files a broken line of prompts stays in its file until that is kept aside', async ({
  skip,
}) => {
  if (disk.whyNot !== null) return skip(disk.whyNot)
  const id = sessionId(1)
  const session = {
    ...newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, 0),
    closedAt: null,
  }
  writeFileSync(pathOf(), serializeStore({ ...noSessions, sessions: [{ ...session, lastStatus: 'idle' }] }))
  mkdirSync(pathOf('prompts'))
  const log = join('prompts', `${id}.jsonl`)
  writeFileSync(pathOf(log), 'no line\n')
  disk.fill('names')
  const { prompts } = open().sessions
  prompts.keep(id, waitingPrompts(1))
  expect(await prompts.written(id)).toBe(false)
  disk.empty()
  expect(await prompts.written(id)).toBe(true)
  const [kept = ''] = readdirSync(pathOf('prompts')).filter((name) => name.includes('.corrupt-'))
  expect(textOf(join('prompts', kept))).toBe('no line\n')
  expect(open().sessions.prompts.loaded(id)).toEqual(waitingPrompts(1))
})

test('a file system that says it has no room is not believed over a write that works', ({ skip }) => {
  if (disk.whyNot !== null) return skip(disk.whyNot)
  const path = pathOf()
  const write = (value: object): void => writeFileSync(path, serializeStore(value))
  const say = (free: number | null) =>
    safeWrite({ path, write }, { ...noSessions, counter: 8 }, false, () => free)
  for (const free of [0, null]) {
    writeFileSync(path, damaged)
    expect(say(free)).toEqual({ ok: true })
    expect(textOf()).toContain('"counter": 8')
  }
  expect(say(10)).toMatchObject({ ok: false, reason: 'full' })
  writeFileSync(path, damaged)
  disk.fill('bytes')
  for (const free of [0, null]) expect(say(free)).toMatchObject({ ok: false, reason: 'full' })
  expect(textOf()).toBe(damaged)
  disk.empty()
  expect(readdirSync(folder)).toEqual(['sessions.json'])
})
