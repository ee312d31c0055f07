import { afterEach, expect, test, vi } from 'vitest'
import { defaultSettings } from '../../../../../app/store/schema.ts'
import { createReadModelPublisher } from '../../../../../main/ipc/read-model-publisher.ts'
import type { HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import { SessionRegistry } from '../../../../../main/session/registry/session-registry.ts'
import { SessionState } from '../../../../../main/session/state/session-state.ts'
import { openSilentSessions } from '../../../../support/silent-sessions.ts'

afterEach(() => void vi.restoreAllMocks())

test('an event about one session costs with 200 sessions what it costs with 1', async () => {
  const alone = await countEvents(1)
  const among = await countEvents(200)
  expect(among).toEqual(alone)
  expect(among.output).toMatchObject({ stored: 0 })
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
): Promise<Readonly<Record<'output' | 'title' | 'work' | 'wait' | 'end', Counts>>> {
  const { id, manager, notices, hear, dispose } = await openSilentSessions(count)
  const settings = { read: () => defaultSettings, onChange: () => () => undefined }
  const window = { platform: 'linux', homeFolder: '/', locale: () => 'en' as const } as const
  const publisher = createReadModelPublisher({ manager, settings, notices, ...window })
  const patches: unknown[] = []
  publisher.onPatch((patch) => patches.push(patch))
  manager.onSessionChange(() => void manager.waitingCount())
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
  const output = take({
    type: 'observed',
    session: id,
    at: Date.now(),
    observations: [{ kind: 'output', bytes: 100 }],
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
  await dispose()
  return { output, title, work, wait, end }
}
