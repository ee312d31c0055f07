import { expect, test, vi } from 'vitest'
import type { KeptPrompts } from '../../../../../app/session/session-record.ts'
import { noPrompts } from '../../../../../app/session/session-record.ts'
import { SessionRegistry } from '../../../../../main/session/registry/session-registry.ts'
import type { LogDisk } from '../../../../../main/store/log-disk.ts'
import { waitingPrompts } from '../../../../support/kept-prompts.ts'
import { settle } from '../../../../support/pass-time.ts'
import { openSilentSessions } from '../../../../support/silent-sessions.ts'
import { steppedDisk } from '../../../../support/stepped-disk.ts'

const many: KeptPrompts = {
  ...waitingPrompts(100, 2000),
  history: Array.from({ length: 100 }, (_, at) => ({
    text: `sent ${at}`.padEnd(2000, 'y'),
    images: [],
    at,
    mode: 'interactive' as const,
  })),
}

/**
 * Bytes of JSON that were made, bytes that were written of the sessions file and of the sessions' prompts, and how often
 * the sessions file was given something to write.
 */
type Cost = {
  readonly made: number
  readonly store: number
  readonly prompts: number
  readonly saves: number
}

test('a keystroke, a status and a queue cost the same beside any number of long queues and histories', async () => {
  const empty = await measure(20, noPrompts)
  const long = await measure(20, many)
  expect(long.status).toEqual(empty.status)
  expect(long.keystroke).toEqual(empty.keystroke)
  expect(long.added).toEqual(empty.added)
  // Nothing of the sessions file, and of the session's own queue only what changed.
  expect(long.keystroke).toMatchObject({ store: 0, saves: 0 })
  expect(long.keystroke.prompts).toBeLessThan(2200)
  expect(long.added).toMatchObject({ store: 0, saves: 0 })
  expect(long.held).toMatchObject({ store: 0, saves: 0 })
  expect(long.held.prompts).toBeLessThan(100)
  expect(long.moved.prompts).toBeLessThan(600)
  // Not by chance: something is counted.
  expect(long.status.store).toBeGreaterThan(1000)
  expect(long.keystroke.prompts).toBeGreaterThan(2000)
})

async function measure(count: number, prompts: KeptPrompts) {
  const cost = { made: 0, store: 0, prompts: 0 }
  const disk = countingDisk((bytes) => (cost.prompts += bytes))
  const onWrite = (text: string): void => void (cost.store += text.length)
  const { id, manager, hear, dispose } = await openSilentSessions(count, { prompts, disk, onWrite })
  const stringify = JSON.stringify.bind(JSON)
  const spy = vi.spyOn(JSON, 'stringify').mockImplementation((...given: Parameters<typeof stringify>) => {
    const text = stringify(...given)
    cost.made += text.length
    return text
  })
  const save = vi.spyOn(SessionRegistry.prototype, 'save')
  const costOf = async (run: () => unknown): Promise<Cost> => {
    manager.persist()
    await settle()
    Object.assign(cost, { made: 0, store: 0, prompts: 0 })
    save.mockClear()
    await run()
    await settle()
    const saves = save.mock.calls.length
    // What is due a little later is written now.
    if (saves > 0) manager.persist()
    return { ...cost, saves }
  }
  const { lastId } = prompts.queue
  try {
    return {
      status: await costOf(() =>
        hear({
          type: 'observed',
          session: id,
          at: Date.now(),
          observations: [{ kind: 'osc7501', body: 'state=working' }],
        }),
      ),
      keystroke: await costOf(() => manager.prompts.saveDraft(id, { text: 'k'.repeat(2000), images: [] })),
      added: sameIds(
        lastId,
        await costOf(() => manager.prompts.send([id], { text: 'one more', images: [] })),
      ),
      held: await costOf(() => manager.prompts.change({ id, item: 1, change: { kind: 'hold' } })),
      moved: await costOf(() =>
        manager.prompts.change({ id, item: 1, change: { kind: 'move', toIndex: 50 } }),
      ),
    }
  } finally {
    spy.mockRestore()
    save.mockRestore()
    await dispose()
  }
}

/** As if the id of the new prompt had one digit. */
function sameIds(lastId: number, { made, prompts, ...cost }: Cost): Cost {
  const more = String(lastId + 1).length - 1
  return { ...cost, made: made - more, prompts: prompts - more }
}

function countingDisk(count: (bytes: number) => void): LogDisk {
  const disk = steppedDisk(() => 'well')
  return {
    ...disk,
    append(path, lines, at, isDurable) {
      count(lines.reduce((sum, line) => sum + line.length, 0))
      return disk.append(path, lines, at, isDurable)
    },
    async replace(path, lines) {
      const bytes = await disk.replace(path, lines)
      count(bytes)
      return bytes
    },
  }
}
