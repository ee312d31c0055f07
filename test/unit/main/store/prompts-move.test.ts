import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { addToQueue, removeFromQueue } from '../../../../app/session/queue.ts'
import { newRecord, noPrompts, type KeptPrompts } from '../../../../app/session/session-record.ts'
import { noSessions } from '../../../../app/store/parse.ts'
import { sessionsVersion, type SessionsFile } from '../../../../app/store/schema.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import type { LogDisk } from '../../../../main/store/log-disk.ts'
import { openSessionsStore, type SessionsStore } from '../../../../main/store/sessions-store.ts'
import { serializeStore } from '../../../../main/store/store-file.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { absolutePath, sessionId } from '../../../support/fake-bridge.ts'
import { waitingPrompts } from '../../../support/kept-prompts.ts'
import { settle } from '../../../support/pass-time.ts'
import { steppedDisk } from '../../../support/stepped-disk.ts'

const [one, other, unused] = [sessionId(1), sessionId(2), sessionId(3)]
const full = { ...waitingPrompts(3), draft: { text: 'half a sent', images: [] } }
const sent = { text: 'sent', images: [], at: 5, mode: 'interactive' as const }
const kept = new Map<string, KeptPrompts>([
  [one, full],
  [other, { ...noPrompts, history: [sent] }],
])

let root: string
let folder: string
let clock: VirtualClock
let notices: ReturnType<typeof createNoticeBoard>
/** The sessions file is not written, as where the app is killed before it is. */
let isStoreRefused: boolean
let isDiskFull: boolean

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'roost-move-'))
  folder = join(root, 'data')
  mkdirSync(folder)
  clock = new VirtualClock()
  notices = createNoticeBoard()
  isStoreRefused = false
  isDiskFull = false
  writeFileSync(pathOf(), oldText())
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const pathOf = (): string => join(folder, 'sessions.json')
const promptsOf = (id: string): string => join(folder, 'prompts', `${id}.jsonl`)
const textNow = (): string => readFileSync(pathOf(), 'utf8')

/** As version 2 kept it: everything in one file. */
function oldText(): string {
  const sessions = [one, other, unused].map((id) => ({
    ...newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, 0),
    ...kept.get(id),
    lastStatus: 'idle',
    closedAt: id === other ? 1 : null,
  }))
  return serializeStore({ ...noSessions, version: 2, counter: 3, sessions })
}

function open(disk: LogDisk = steppedDisk(() => (isDiskFull ? 'full' : 'well'))): SessionsStore {
  const write = (value: object): void => {
    if (isStoreRefused) throw new Error('killed before')
    writeFileSync(`${pathOf()}.tmp-0`, serializeStore(value))
    renameSync(`${pathOf()}.tmp-0`, pathOf())
  }
  const deps = { clock, notices, t: translateIn(() => 'en'), openFolder: () => undefined }
  return openSessionsStore(pathOf(), () => ({ path: pathOf(), write }), deps, disk)
}

function expectAll(store: SessionsStore): void {
  expect(store.loaded.sessions.map(({ id }) => id)).toEqual([one, other, unused])
  for (const { id } of store.loaded.sessions)
    expect(store.prompts.loaded(id)).toEqual(kept.get(id) ?? noPrompts)
}

test('what version 2 kept in one file is in a file of each session, and the old file is kept aside once', () => {
  expectAll(open())
  expect(JSON.parse(textNow())).toMatchObject({ version: sessionsVersion })
  expect(textNow()).not.toContain('p1')
  expect(readdirSync(join(folder, 'prompts')).sort()).toEqual([`${one}.jsonl`, `${other}.jsonl`].sort())
  expect(readFileSync(join(folder, 'sessions.v2.json'), 'utf8')).toBe(oldText())
  expectAll(open())
  expect(notices.list()).toEqual([])
})

test('killed after each step of the move, the next start loses and doubles nothing', () => {
  let writes = 0
  const well = steppedDisk(() => 'well')
  /** The folder as it was before each write, and after the last. */
  const copies: string[] = []
  const copy = (): void => {
    copies.push(join(root, `copy-${copies.length}`))
    cpSync(folder, copies.at(-1) ?? '', { recursive: true })
  }
  const disk: LogDisk = {
    ...well,
    replaceNow(path, lines) {
      copy()
      writes += 1
      const bytes = well.replaceNow(path, lines)
      copy()
      return bytes
    },
  }
  open(disk)
  copy()
  expect(writes).toBe(2)
  for (const at of copies) {
    folder = at
    expectAll(open())
    expectAll(open())
  }
})

test('where the sessions file is not written after the move, what the session’s file says since is what counts', async () => {
  isStoreRefused = true
  const first = open()
  expectAll(first)
  const { queue } = first.prompts.loaded(one)
  const later = { ...full, queue: addToQueue(removeFromQueue(queue, 1), { text: 'new', images: [] }, 9) }
  first.prompts.keep(one, later)
  expect(await first.prompts.written(one)).toBe(true)
  expect(textNow()).toBe(oldText())
  isStoreRefused = false
  expect(open().prompts.loaded(one)).toEqual(later)
  expect(open().prompts.loaded(one)).toEqual(later)
})

test('on a full disk it stays in the sessions file, as it is by then, until it can move', async () => {
  isDiskFull = true
  const first = open()
  expectAll(first)
  expect(notices.list()).toMatchObject([{ id: 'store-write-prompts' }])
  expect(textNow()).toContain('p1')
  const later = { ...full, queue: removeFromQueue(full.queue, 1) }
  first.prompts.keep(one, later)
  const file = (): SessionsFile => first.loaded
  first.save(file, 'now')
  expect(textNow()).not.toContain('"p1')
  expect(existsSync(promptsOf(one))).toBe(false)
  expect(open().prompts.loaded(one)).toEqual(later)

  isDiskFull = false
  await first.prompts.flush(1000)
  await settle()
  first.save(file, 'now')
  expect(textNow()).not.toContain('p2')
  expect(open().prompts.loaded(one)).toEqual(later)
})

test('what is left of sessions that are gone goes, but not where the list of sessions could not be read whole', () => {
  open()
  const stray = promptsOf('s9-zzzzzz')
  const lay = (): void => {
    writeFileSync(stray, '')
    utimesSync(stray, 0, 0)
  }
  lay()
  clock.setDate(Date.now() - clock.dateNow())
  const seenAt = (daysAgo: number): string =>
    textNow().replace(/"seenAt": [^,\n]+/u, `"seenAt": ${clock.dateNow() - daysAgo * 24 * 3_600_000}`)
  const whole = seenAt(2)
  writeFileSync(pathOf(), whole.replace(`"${unused}"`, '"no id"'))
  open()
  expect(existsSync(stray)).toBe(true)
  writeFileSync(pathOf(), seenAt(0.5))
  open()
  expect(existsSync(stray)).toBe(true)
  writeFileSync(pathOf(), whole)
  open()
  expect(existsSync(stray)).toBe(false)
})

test('a file of a newer version is left alone, and so are its sessions’ prompts', () => {
  const newer = serializeStore({ ...JSON.parse(oldText()), version: sessionsVersion + 1 })
  writeFileSync(pathOf(), newer)
  open()
  expect(textNow()).toBe(newer)
  expect(readdirSync(folder)).toEqual(['sessions.json'])
})
