import {
  existsSync,
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeSessionId } from '../../../../app/session/session.ts'
import { noSessions } from '../../../../app/store/parse.ts'
import {
  type SessionsFile,
  type StoredSession,
  sessionsVersion,
  StoredSessionSchema,
} from '../../../../app/store/schema.ts'
import * as v from 'valibot'
import { epoch, VirtualClock } from '../../../eval/virtual-clock.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { openSessionsStore, type SessionsStore } from '../../../../main/store/sessions-store.ts'
import { serializeStore, type StoreFile } from '../../../../main/store/store-file.ts'

let folder: string
let path: string
let clock: VirtualClock
let notices: ReturnType<typeof createNoticeBoard>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-store-'))
  path = join(folder, 'sessions.json')
  clock = new VirtualClock()
  clock.setDate(Date.UTC(2026, 0, 2, 3, 4, 5) - epoch)
  notices = createNoticeBoard()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function open(file: Partial<StoreFile> = {}): SessionsStore {
  const write = (value: object): void => writeLikeConf(serializeStore(value))
  const deps = { clock, notices, t: translateIn(() => 'en'), openFolder: () => undefined }
  return openSessionsStore(path, () => ({ path, write, ...file }), deps)
}

/** As `conf` does it: another file is renamed over the name. */
function writeLikeConf(text: string): void {
  const temporary = `${path}.tmp-0000000000aaaaaa`
  writeFileSync(temporary, text, { mode: 0o600 })
  rmSync(path, { force: true })
  linkSync(temporary, path)
  rmSync(temporary)
}

function session(number: number, part: Partial<StoredSession> = {}): StoredSession {
  return v.parse(StoredSessionSchema, {
    id: makeSessionId(number, 'abcdef'),
    toolName: 'shell',
    workdir: '/tmp',
    userTitle: `session ${number}`,
    toolTitle: null,
    mode: 'interactive',
    resumeToken: null,
    createdAt: 1,
    lastActiveAt: 2,
    unseen: false,
    exit: null,
    lastStatus: 'idle',
    closedAt: null,
    ...part,
  })
}

function fileOf(...numbers: number[]): SessionsFile {
  return { ...noSessions, counter: Math.max(0, ...numbers), sessions: numbers.map((n) => session(n)) }
}

function titles(store: SessionsStore): (string | null)[] {
  return store.loaded.sessions.map((one) => one.userTitle)
}

const aside = (): string[] => readdirSync(folder).filter((name) => name.includes('.corrupt-'))

test('what is saved now is on disk when the call returns, and there at the next start', () => {
  open().save(() => fileOf(1, 2), 'now')
  expect(titles(open())).toEqual(['session 1', 'session 2'])
  expect(notices.list()).toEqual([])
})

test('changes wait half a second for the next one, but none waits longer than two', () => {
  const store = open()
  let writes = 0
  const text = (): string => (existsSync(path) ? readFileSync(path, 'utf8') : '')
  let last = text()
  for (let step = 1; step <= 10; step++) {
    store.save(() => fileOf(step), 'soon')
    clock.pass(300)
    if (text() !== last) {
      writes += 1
      last = text()
      expect(step * 300).toBeGreaterThanOrEqual(1800)
    }
  }
  expect(writes).toBe(1)
  clock.pass(500)
  expect(titles(open())).toEqual(['session 10'])
})

test('of many changes that one write keeps the file is made once, and is the newest', () => {
  const store = open()
  let made = 0
  for (let step = 1; step <= 50; step++)
    store.save(() => {
      made += 1
      return fileOf(step)
    }, 'soon')
  expect(made).toBe(0)
  clock.pass(500)
  expect(made).toBe(1)
  expect(titles(open())).toEqual(['session 50'])
})

test('flush writes what waits', () => {
  const store = open()
  store.save(() => fileOf(1), 'soon')
  expect(existsSync(path)).toBe(false)
  store.flush()
  expect(titles(open())).toEqual(['session 1'])
})

test('the copy is one write older than the file', () => {
  const store = open()
  store.save(() => fileOf(1), 'now')
  store.save(() => fileOf(1, 2), 'now')
  expect(readFileSync(`${path}.bak`, 'utf8')).not.toContain('session 2')
  expect(readFileSync(path, 'utf8')).toContain('session 2')
})

test('a truncated file gives way to its copy, is kept aside, and the user is told', () => {
  const store = open()
  store.save(() => fileOf(1), 'now')
  store.save(() => fileOf(1, 2), 'now')
  const damaged = readFileSync(path, 'utf8').slice(0, 120)
  rmSync(path)
  writeFileSync(path, damaged)
  const next = open()
  expect(titles(next)).toEqual(['session 1'])
  expect(aside()).toEqual(['sessions.json.corrupt-20260102030405'])
  expect(readFileSync(join(folder, aside()[0] ?? ''), 'utf8')).toBe(damaged)
  expect(notices.list()).toMatchObject([
    { level: 'warning', hint: expect.stringContaining('corrupt-2026'), actions: [{ id: 'open' }] },
  ])
  // The name is whole again at once, also if the app is killed now.
  expect(titles(open())).toEqual(['session 1'])
})

test('a file that is missing gives way to its copy, and nothing is said to be kept that is not', () => {
  const store = open()
  store.save(() => fileOf(1), 'now')
  store.save(() => fileOf(1, 2), 'now')
  rmSync(path)
  expect(titles(open())).toEqual(['session 1'])
  expect(aside()).toEqual([])
  expect(notices.list()).toMatchObject([
    { message: expect.stringContaining('missing'), hint: expect.not.stringContaining('sessions.json') },
  ])
})

test('a damaged file is never made the copy: the good copy survives the writes that follow', () => {
  const store = open()
  store.save(() => fileOf(1), 'now')
  store.save(() => fileOf(1, 2), 'now')
  rmSync(path)
  writeFileSync(path, '{"version":1,"sess')
  open().save(() => fileOf(1, 3), 'now')
  expect(readFileSync(`${path}.bak`, 'utf8')).toContain('session 1')
  expect(titles(open())).toEqual(['session 1', 'session 3'])
})

test('with file and copy both broken by hand the app starts empty and keeps both aside', () => {
  writeFileSync(path, 'not json at all')
  writeFileSync(`${path}.bak`, '[]')
  expect(titles(open())).toEqual([])
  expect(aside().sort()).toEqual([
    'sessions.json.bak.corrupt-20260102030405',
    'sessions.json.corrupt-20260102030405',
  ])
  expect(notices.list()[0]?.message).toContain('no good copy')
})

test('one bad entry loses one entry, and the file as it was is kept aside', () => {
  const file = {
    ...fileOf(1, 2, 3),
    sessions: [session(1), { ...session(2), workdir: 'relative' }, session(3)],
  }
  writeFileSync(path, JSON.stringify(file))
  const store = open()
  expect(titles(store)).toEqual(['session 1', 'session 3'])
  expect(readFileSync(join(folder, aside()[0] ?? ''), 'utf8')).toContain('relative')
  expect(notices.list()[0]?.message).toContain('1 saved session could not be read')
})

test('a file of a newer app is shown as far as it can be read, and is not written', () => {
  const newer = { ...fileOf(1), version: sessionsVersion + 1, unheardOf: true }
  writeFileSync(path, JSON.stringify(newer))
  const store = open()
  expect(titles(store)).toEqual(['session 1'])
  store.save(() => fileOf(1, 2), 'now')
  store.flush()
  clock.pass(60_000)
  expect(readFileSync(path, 'utf8')).toBe(JSON.stringify(newer))
  expect(readdirSync(folder)).toEqual(['sessions.json'])
  expect(notices.list()).toMatchObject([{ hint: expect.stringContaining('newer') }])
})

test('a write that leaves half a file without a word is found out, undone, told and tried again', () => {
  let isFull = false
  const store = open({
    write(value) {
      const text = serializeStore(value)
      writeLikeConf(isFull ? text.slice(0, 100) : text)
    },
  })
  store.save(() => fileOf(1), 'now')
  isFull = true
  store.save(() => fileOf(1, 2), 'now')
  expect(titles(open())).toEqual(['session 1'])
  expect(notices.list()).toMatchObject([{ id: 'store-write-sessions', level: 'error' }])
  store.save(() => fileOf(1, 2, 3), 'soon')
  clock.pass(1000)
  expect(titles(open())).toEqual(['session 1'])
  isFull = false
  clock.pass(10_000)
  expect(titles(open())).toEqual(['session 1', 'session 2', 'session 3'])
  expect(notices.list()).toEqual([])
})

test('the very first write that fails leaves no half file behind', () => {
  const store = open({ write: () => writeLikeConf('{"ver') })
  store.save(() => fileOf(1), 'now')
  expect(existsSync(path)).toBe(false)
  expect(notices.list()).toHaveLength(1)
})

test('what a kill in the middle of a write left is swept away', () => {
  writeFileSync(`${path}.tmp-1700000000abcdef`, 'half')
  writeFileSync(join(folder, 'other.json.tmp-1700000000abcdef'), 'not ours')
  open()
  expect(readdirSync(folder)).toEqual(['other.json.tmp-1700000000abcdef'])
})

test('an id is never used again, also where the counter was lost', () => {
  writeFileSync(path, JSON.stringify({ ...fileOf(7), counter: 'many' }))
  expect(open().loaded.counter).toBe(7)
})

test('the copy is of the same mode as the file', () => {
  const store = open()
  store.save(() => fileOf(1), 'now')
  store.save(() => fileOf(2), 'now')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(`${path}.bak`).mode & 0o777).toBe(0o600)
})
