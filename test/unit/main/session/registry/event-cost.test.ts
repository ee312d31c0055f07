import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { translateIn } from '../../../../../app/i18n/translate.ts'
import { newRecord } from '../../../../../app/session/session-record.ts'
import { noSessions } from '../../../../../app/store/parse.ts'
import { defaultSettings, type SessionsFile } from '../../../../../app/store/schema.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import { systemClock } from '../../../../../main/base/clock.ts'
import { systemRandom } from '../../../../../main/base/random.ts'
import { createSessionLock } from '../../../../../main/base/session-lock.ts'
import { createReadModelPublisher } from '../../../../../main/ipc/read-model-publisher.ts'
import { createNoticeBoard } from '../../../../../main/notices/notice-board.ts'
import type { HostLink } from '../../../../../main/pty-host/client/host-link.ts'
import { createHostQuestions } from '../../../../../main/pty-host/client/host-questions.ts'
import type { HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import { SessionRegistry } from '../../../../../main/session/registry/session-registry.ts'
import { SessionManager } from '../../../../../main/session/session-manager.ts'
import { SessionState } from '../../../../../main/session/state/session-state.ts'
import { openSessionsStore } from '../../../../../main/store/sessions-store.ts'
import { serializeStore } from '../../../../../main/store/store-file.ts'
import { absolutePath, sessionId } from '../../../../support/fake-bridge.ts'

const endings: (() => void)[] = []
afterEach(() => {
  vi.restoreAllMocks()
  for (const end of endings.splice(0)) end()
})

const id = sessionId(1)
const [shell] = presets.filter((tool) => tool.kind === 'shell')

test('an event about one session costs with 200 sessions what it costs with 1', async () => {
  const alone = await countEvents(1)
  const among = await countEvents(200)
  expect(among).toEqual(alone)
  // Not by chance: something is counted, and of the title no more than one view is built.
  expect(alone.title).toMatchObject({ views: 1, stored: 0 })
  expect(alone.title.records).toBeGreaterThan(0)
  expect(alone.title.dueTimes).toBeGreaterThan(0)
})

type Counts = {
  /** Views of sessions that were built. */ readonly views: number
  /** Sessions put into the form in which they are kept on disk. */ readonly stored: number
  readonly records: number
  readonly statuses: number
  /** How often it was asked when time changes a status. */ readonly dueTimes: number
  /** What the page was sent. */ readonly patches: number
}

/** What the events of one session cost beside others, up to `count` in all. */
async function countEvents(
  count: number,
): Promise<Readonly<Record<'title' | 'work' | 'wait' | 'end', Counts>>> {
  const { manager, hear, patches } = await openSessions(count)
  const views = vi.spyOn(SessionRegistry.prototype, 'viewOf')
  const stored = vi.spyOn(SessionState.prototype, 'stored')
  const records = vi.spyOn(SessionState.prototype, 'record', 'get')
  const statuses = vi.spyOn(SessionState.prototype, 'status', 'get')
  const dueTimes = vi.spyOn(SessionState.prototype, 'nextWakeAt', 'get')
  const spies = [views, stored, records, statuses, dueTimes]
  const take = (event: HostEvent): Counts => {
    for (const spy of spies) spy.mockClear()
    patches.length = 0
    hear(event)
    const [viewCount = 0, storedCount = 0, recordCount = 0, statusCount = 0, dueCount = 0] = spies.map(
      (spy) => spy.mock.calls.length,
    )
    return {
      views: viewCount,
      stored: storedCount,
      records: recordCount,
      statuses: statusCount,
      dueTimes: dueCount,
      patches: patches.length,
    }
  }
  const observed = (body: string): HostEvent => ({
    type: 'observed',
    session: id,
    at: Date.now(),
    observations: [{ kind: 'osc7501', body }],
  })
  const title = take({
    type: 'observed',
    session: id,
    at: Date.now(),
    observations: [{ kind: 'title', title: 'tests' }],
  })
  const work = take(observed('state=working'))
  const wait = take(observed('state=blocked:kind=permission'))
  expect(manager.waitingCount()).toBe(1)
  const end = take({ type: 'exit', session: id, exitCode: 0, signal: null, tail: '', at: Date.now() })
  expect(manager.waitingCount()).toBe(0)
  vi.restoreAllMocks()
  await manager.shutdown()
  return { title, work, wait, end }
}

/** `count` sessions in a file, of which the first was started; its host does nothing. */
async function openSessions(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'roost-cost-'))
  endings.push(() => rmSync(folder, { recursive: true, force: true }))
  const listeners = new Set<(event: HostEvent) => void>()
  const hear = (event: HostEvent): void => {
    for (const listener of listeners) listener(event)
  }
  const host: HostLink = {
    send(command) {
      if (command.type === 'flush') hear({ type: 'flushed', id: command.id })
    },
    onEvent(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    onLost: () => () => undefined,
  }
  const notices = createNoticeBoard()
  const common = { notices, t: translateIn(() => 'en'), clock: systemClock }
  const deps = { ...common, openFolder: () => undefined }
  const path = join(folder, 'sessions.json')
  const file = { path, write: (value: object) => writeFileSync(path, serializeStore(value)) }
  file.write(fileOf(count, folder))
  const store = openSessionsStore(path, () => file, deps)
  const manager = new SessionManager({
    ...common,
    host,
    store,
    random: systemRandom,
    tools: {
      all: () => (shell === undefined ? [] : [shell]),
      named: () => shell ?? null,
      onChange: () => () => undefined,
      learn: () => ({ ok: true, value: null }),
    },
    questions: createHostQuestions(host, systemClock),
    typingLock: createSessionLock(),
    imagesFolder: folder,
    rules: { of: (tool) => tool.statusRules, onChange: () => () => undefined },
    environment: { PATH: process.env['PATH'], HOME: folder, SHELL: '/bin/sh' },
    cliEnvironment: {},
    platform: process.platform,
    homeFolder: folder,
    dataFolder: folder,
    appVersion: '1.2.3',
  })
  await manager.restore()
  const settings = { read: () => defaultSettings, onChange: () => () => undefined }
  const window = { platform: 'linux', homeFolder: folder, locale: () => 'en' as const } as const
  const publisher = createReadModelPublisher({ manager, settings, notices, ...window })
  const patches: unknown[] = []
  publisher.onPatch((patch) => patches.push(patch))
  manager.onSessionChange(() => void manager.waitingCount())
  expect((await manager.start(id)).ok).toBe(true)
  return { manager, hear, patches }
}

function fileOf(count: number, folder: string): SessionsFile {
  const sessions = Array.from({ length: count }, (_, place) => {
    const made = { id: sessionId(place + 1), toolName: 'shell', workdir: absolutePath(folder) }
    return { ...newRecord(made, 0), lastStatus: null, closedAt: null }
  })
  return { ...noSessions, counter: count, activeId: id, sessions }
}
