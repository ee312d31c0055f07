import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { noSessions, parseSessionsFile } from '../../../../app/store/parse.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { translateIn } from '../../../../app/i18n/translate.ts'
import { machineDisk } from '../../../../main/store/log-disk.ts'
import { PromptFiles } from '../../../../main/store/prompt-files.ts'
import { openElectronStores } from '../../../../main/store/electron-stores.ts'
import { safeWrite } from '../../../../main/store/safe-write.ts'
import { serializeStore } from '../../../../main/store/store-file.ts'
import { sessionId } from '../../../support/fake-bridge.ts'
import { waitingPrompts } from '../../../support/kept-prompts.ts'
import { pollFor } from '../../../support/poll.ts'

// The first import of electron-store: without this the package `electron` would download one.
vi.hoisted(() => {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere'
})

const mountPoint = mkdtempSync(join(tmpdir(), 'roost-full-'))
let whyNot: string | null = null

beforeAll(() => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', mountPoint], { stdio: 'pipe' })
  } catch (error) {
    whyNot = `no tmpfs can be mounted here (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`
  }
})
afterAll(() => {
  if (whyNot === null) execFileSync('umount', [mountPoint])
  rmSync(mountPoint, { recursive: true, force: true })
})

function fill(leaveBytes: number): void {
  const { bavail, bsize } = statfsSync(mountPoint)
  writeFileSync(join(mountPoint, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)))
}

function folders(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `/home/somebody/projects/number-${index}`)
}

test('on a full disk the file stays whole, memory keeps the changes, and they are written when there is room', async (context) => {
  if (whyNot !== null) return context.skip(whyNot)
  const folder = join(mountPoint, 'data')
  mkdirSync(folder)
  const notices = createNoticeBoard()
  const stores = openElectronStores({
    folder,
    notices,
    clock: systemClock,
    t: translateIn(() => 'en'),
    openFolder: () => undefined,
  })
  const read = (): unknown => JSON.parse(readFileSync(join(folder, 'sessions.json'), 'utf8'))
  const parsed = parseSessionsFile({ ...noSessions, recentFolders: folders(300) })
  const large = parsed?.value ?? noSessions
  stores.sessions.save(() => ({ ...noSessions, counter: 1 }), 'now')
  fill(8192)
  stores.sessions.save(() => ({ ...large, counter: 2 }), 'now')
  expect(read()).toMatchObject({ counter: 1 })
  expect(notices.list()).toMatchObject([
    { id: 'store-write-sessions', message: expect.stringContaining('full') },
  ])
  rmSync(join(mountPoint, 'filler'))
  await pollFor(() => JSON.stringify(read()).includes('"counter":2'), {
    what: 'the write that is tried again',
  })
  expect(notices.list()).toEqual([])
})

test('on a full disk a session’s prompts stay as they were there, and as they are in memory, until there is room', async (context) => {
  if (whyNot !== null) return context.skip(whyNot)
  const folder = join(mountPoint, 'prompts')
  const id = sessionId(1)
  const notices = createNoticeBoard()
  const t = translateIn(() => 'en')
  const deps = { clock: systemClock, notices, t, openFolder: () => undefined, disk: machineDisk }
  const open = () => new PromptFiles(folder, [id], { ...deps, stamp: 'full', isReadOnly: false })
  const files = open()
  files.keep(id, waitingPrompts(1))
  expect(await files.written(id)).toBe(true)
  fill(4096)
  const more = waitingPrompts(4, 6000)
  files.keep(id, more)
  expect(await files.written(id)).toBe(false)
  expect(notices.list()).toMatchObject([
    { id: 'store-write-prompts', message: expect.stringContaining('full') },
  ])
  // Some of them may have fitted, and half of one is none.
  const fitted = open()
    .loaded(id)
    .queue.items.map((item) => item.id)
  expect(fitted).toEqual(more.queue.items.slice(0, fitted.length).map((item) => item.id))
  expect(fitted.length).toBeGreaterThan(0)
  expect(fitted.length).toBeLessThan(more.queue.items.length)
  rmSync(join(mountPoint, 'filler'))
  expect(await files.written(id)).toBe(true)
  expect(notices.list()).toEqual([])
  expect(open().loaded(id)).toEqual(more)
  rmSync(folder, { recursive: true })
})

test('electron-store alone leaves half a file on a full disk without an error; a safe write finds out and undoes it', (context) => {
  if (whyNot !== null) return context.skip(whyNot)
  const folder = join(mountPoint, 'alone')
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name: 'half',
    serialize: serializeStore,
  })
  const large = { version: 1, folders: folders(300) }
  const isWhole = (): boolean => {
    try {
      JSON.parse(readFileSync(store.path, 'utf8'))
      return true
    } catch {
      return false
    }
  }
  store.store = { version: 1 }
  fill(8192)
  store.store = large
  expect(isWhole()).toBe(false)
  rmSync(join(mountPoint, 'filler'))
  rmSync(store.path)
  store.store = { version: 1 }
  // Somebody else takes the last room after it was looked for.
  const file = {
    path: store.path,
    write(value: object) {
      fill(8192)
      store.store = { ...value }
    },
  }
  expect(safeWrite(file, large, true)).toMatchObject({ ok: false, reason: 'full' })
  expect(JSON.parse(readFileSync(store.path, 'utf8'))).toEqual({ version: 1 })
  rmSync(join(mountPoint, 'filler'))
})
