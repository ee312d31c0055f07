import type * as Signals from '@preact/signals'
import type { Signal } from '@preact/signals'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import type { SessionView } from '../../../../app/ipc/read-model.ts'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'

const counted = vi.hoisted(() => ({ writes: 0, reads: 0 }))

vi.mock('@preact/signals', async (original) => {
  const signals = await original<typeof Signals>()
  return {
    ...signals,
    signal<T>(value: T): Signal<T> {
      const made = signals.signal(value)
      return new Proxy(made, {
        get: (target, key) => Reflect.get(target, key, target),
        set(target, key, next) {
          if (key === 'value') counted.writes += 1
          return Reflect.set(target, key, next, target)
        },
      })
    },
  }
})

// Files share what they have loaded: the state is loaded again here with the counting signals, and forgotten after.
vi.resetModules()
const { followModel } = await import('../../../../renderer/model/state.ts')

const endings: (() => void)[] = []
afterAll(() => {
  vi.doUnmock('@preact/signals')
  vi.resetModules()
})
afterEach(() => endings.splice(0).forEach((end) => end()))

/** What one patch costs beside others, up to `count` sessions in all. */
async function countPatches(count: number) {
  const sessions = Array.from({ length: count }, (_, place) => counting(sessionView(place + 1)))
  const main = new FakeMain({ sessions, activeId: sessionId(1) })
  const { state, stop } = followModel(main.bridge, () => undefined)
  endings.push(stop)
  await pollFor(() => state.ready.value)
  for (const { id } of sessions) endings.push(state.session(id).subscribe(() => undefined))
  for (const shown of [state.sessionIds, state.activeId, state.waitingCount, state.workingCount, state.tools])
    endings.push(shown.subscribe(() => undefined))
  const cost = (session: SessionView) => {
    counted.writes = 0
    counted.reads = 0
    main.send('model:patch', { seq: (main.seq += 1), patch: { kind: 'session', session: counting(session) } })
    return { ...counted }
  }
  const costs = {
    title: cost(sessionView(1, { title: 'tests' })),
    works: cost(sessionView(1, { status: statuses.working })),
    waits: cost(sessionView(1, { status: statuses.waiting })),
  }
  expect([state.waitingCount.value, state.workingCount.value]).toEqual([1, 0])
  return costs
}

/** A view that counts each time that something in it is read. */
function counting(view: SessionView): SessionView {
  return new Proxy(view, {
    get(target, key) {
      counted.reads += 1
      return Reflect.get(target, key)
    },
  })
}

test('a patch of one session costs in the page with 200 sessions what it costs with 1', async () => {
  const alone = await countPatches(1)
  expect(await countPatches(200)).toEqual(alone)
  // Its own slot alone; its status also changes a count or two.
  expect(alone.title.writes).toBe(1)
  expect(alone.works.writes).toBeLessThanOrEqual(3)
})
