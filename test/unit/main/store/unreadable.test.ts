import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { newRecord } from '../../../../app/session/session-record.ts'
import { noSessions } from '../../../../app/store/parse.ts'
import { defaultSettings } from '../../../../app/store/schema.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { openElectronStores } from '../../../../main/store/electron-stores.ts'
import { backupPath, safeWrite } from '../../../../main/store/safe-write.ts'
import { serializeStore } from '../../../../main/store/store-file.ts'
import { VirtualClock } from '../../../eval/virtual-clock.ts'
import { absolutePath, sessionId } from '../../../support/fake-bridge.ts'
import { waitingPrompts } from '../../../support/kept-prompts.ts'
import { limitDescriptors } from '../../../support/out-of-descriptors.ts'

// The first import of electron-store: without this the package `electron` would download one.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere'
})

const id = sessionId(1)
const session = {
  ...newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, 0),
  lastStatus: 'idle',
  closedAt: null,
}
const good = serializeStore({ ...noSessions, counter: 1, sessions: [session] })

let folder: string
let notices: ReturnType<typeof createNoticeBoard>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-unreadable-'))
  notices = createNoticeBoard()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const pathOf = (name = 'sessions.json'): string => join(folder, name)
const textOf = (name?: string): string => readFileSync(pathOf(name), 'utf8')

function open() {
  const t = translateIn(() => 'en')
  return openElectronStores({ folder, clock: new VirtualClock(), notices, t, openFolder: () => undefined })
}

test('files that no descriptor is left for stay as they are, and the session is in memory alone', async () => {
  const older = serializeStore({ ...noSessions, counter: 0 })
  const settings = serializeStore({ ...defaultSettings, fontSize: 20 })
  writeFileSync(pathOf(), good)
  writeFileSync(backupPath(pathOf()), older)
  writeFileSync(pathOf('settings.json'), settings)
  const descriptors = await limitDescriptors()
  await descriptors.exhaust()
  const stores = open()
  await descriptors.restore()
  await descriptors.dispose()
  stores.sessions.save(() => ({ ...noSessions, counter: 2 }), 'now')
  stores.settings.change({ fontSize: 30 })
  stores.settings.flush()
  expect(textOf()).toBe(good)
  expect(textOf('sessions.json.bak')).toBe(older)
  expect(textOf('settings.json')).toBe(settings)
  expect(readdirSync(folder)).toHaveLength(3)
  expect(notices.list()).toMatchObject([
    { id: 'store-load-sessions', message: expect.stringContaining('EMFILE') },
    { id: 'store-load-settings', message: expect.stringContaining('EMFILE') },
  ])
})

test('a session’s prompts that cannot be read now are neither moved nor written over', async () => {
  writeFileSync(pathOf(), good)
  mkdirSync(pathOf('prompts'))
  // A link in circles is refused as a file without rights is, also to root.
  const log = pathOf(join('prompts', `${id}.jsonl`))
  symlinkSync(log, log)
  const { prompts } = open().sessions
  prompts.keep(id, waitingPrompts(1))
  expect(await prompts.written(id)).toBe(false)
  expect(lstatSync(log).isSymbolicLink()).toBe(true)
  expect(readdirSync(pathOf('prompts'))).toHaveLength(1)
  expect(notices.list()).toMatchObject([{ id: 'store-load-prompts' }, { id: 'store-write-prompts' }])
})

test('a file that cannot be read back after a write is not replaced by its older copy', () => {
  writeFileSync(pathOf(), good)
  const outcome = safeWrite(
    {
      path: pathOf(),
      write() {
        rmSync(pathOf())
        // What is read back is refused, as by a disk that fails for a moment: a link in circles is, also to root.
        symlinkSync(pathOf(), pathOf())
      },
    },
    { ...noSessions, counter: 2 },
    true,
  )
  expect(outcome).toMatchObject({ ok: false, reason: 'failed' })
  expect(lstatSync(pathOf()).isSymbolicLink()).toBe(true)
  expect(textOf('sessions.json.bak')).toBe(good)
})

test('a mark of the byte order in front is no damage', () => {
  writeFileSync(pathOf(), `\uFEFF${good}`)
  writeFileSync(pathOf('settings.json'), `\uFEFF${serializeStore({ ...defaultSettings, fontSize: 20 })}`)
  const { sessions, settings } = open()
  expect(sessions.loaded.sessions).toHaveLength(1)
  expect(settings.read().fontSize).toBe(20)
  expect(notices.list()).toEqual([])
  expect(sessions.save(() => ({ ...noSessions, counter: 2 }), 'now')).toBe(true)
  settings.change({ fontSize: 21 })
  settings.flush()
  expect(textOf('settings.json')).toContain('"fontSize": 21')
  expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
})

test('a file that is a link is written through it, with a copy of its own beside it', () => {
  mkdirSync(pathOf('dotfiles'))
  const target = pathOf(join('dotfiles', 'roost-sessions'))
  writeFileSync(target, good)
  symlinkSync(join('dotfiles', 'roost-sessions'), pathOf())
  const { sessions } = open()
  expect(sessions.save(() => ({ ...noSessions, counter: 2 }), 'now')).toBe(true)
  expect(sessions.save(() => ({ ...noSessions, counter: 3 }), 'now')).toBe(true)
  expect(lstatSync(pathOf()).isSymbolicLink()).toBe(true)
  expect(readFileSync(target, 'utf8')).toContain('"counter": 3')
  const copy = backupPath(target)
  expect(lstatSync(copy).isFile()).toBe(true)
  expect(readFileSync(copy, 'utf8')).toContain('"counter": 2')

  writeFileSync(target, '{"version":3,"sess')
  expect(open().sessions.loaded.counter).toBe(2)
  expect(lstatSync(pathOf()).isSymbolicLink()).toBe(true)
  expect(readFileSync(target, 'utf8')).toContain('"counter": 2')
})

test('a link to a file that is not there yet makes it; one into a folder that is not there is left alone', () => {
  mkdirSync(pathOf('dotfiles'))
  symlinkSync(join('dotfiles', 'new'), pathOf())
  symlinkSync(join('not-mounted', 'settings'), pathOf('settings.json'))
  const { sessions, settings } = open()
  sessions.save(() => noSessions, 'now')
  settings.change({ fontSize: 30 })
  settings.flush()
  expect(lstatSync(pathOf()).isSymbolicLink()).toBe(true)
  expect(existsSync(pathOf(join('dotfiles', 'new')))).toBe(true)
  expect(existsSync(pathOf('not-mounted'))).toBe(false)
  expect(notices.list()).toMatchObject([
    { id: 'store-load-settings', hint: expect.stringContaining('not saved') },
  ])
})
