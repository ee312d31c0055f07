import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { openElectronStores } from '../../main/store/electron-stores.ts'
import { waitingPrompts } from '../support/kept-prompts.ts'
import { openSilentSessions } from '../support/silent-sessions.ts'
import { measureStart, type StartResult } from './start-time.ts'
import { spreadOf, type Spread } from './statistics.ts'

/** As in the aim: what somebody has who uses queues a lot. */
const size = { sessions: 50, prompts: 100, chars: 20_000 }

export type StoreCost = {
  /** How long the event loop of main is busy, ms, from the request until what it keeps is on disk. */
  readonly operations: Readonly<Record<string, Spread>>
  /** The start with no session, with so many that have no prompts, and with those prompts. */
  readonly start: Readonly<Record<'none' | 'empty' | 'large', StartResult>>
}

/** What keeping costs main, with the real files. */
export async function measureStore(count: number, runs: number): Promise<StoreCost> {
  const openStore: NonNullable<Parameters<typeof openSilentSessions>[1]>['openStore'] = (folder, deps) =>
    openElectronStores({ ...deps, folder }).sessions
  const prompts = waitingPrompts(size.prompts, size.chars)
  const { id, manager, store, folder, hear, dispose } = await openSilentSessions(size.sessions, {
    prompts,
    openStore,
  })
  try {
    await store.prompts.flush(60_000)
    const change = (item: number, make: Parameters<typeof manager.prompts.change>[0]['change']) =>
      manager.prompts.change({ id, item, change: make })
    const text = (at: number): string => `${at} `.padEnd(size.chars, 'z')
    const operations: Record<string, (at: number) => unknown> = {
      'a keystroke in a draft': (at) => manager.prompts.saveDraft(id, { text: text(at), images: [] }),
      'a status': (at) => {
        const body = at % 2 === 0 ? 'state=working' : 'state=blocked:kind=permission'
        hear({ type: 'observed', session: id, at: Date.now(), observations: [{ kind: 'osc7501', body }] })
        // What is written half a second later, at once.
        store.flush()
      },
      'a prompt held': (at) => change(1 + (at % size.prompts), { kind: 'hold' }),
      'a prompt moved': (at) => change(1 + (at % size.prompts), { kind: 'move', toIndex: 50 }),
      'a prompt edited': (at) =>
        change(1 + (at % size.prompts), { kind: 'edit', prompt: { text: text(at), images: [] } }),
      'a prompt added and removed': async (at) => {
        const added = await manager.prompts.add(id, { text: text(at), images: [] })
        if (added.ok) await change(added.value, { kind: 'remove' })
      },
    }
    const spreads: Record<string, Spread> = {}
    for (const [name, run] of Object.entries(operations)) {
      const times: number[] = []
      // The first few warm up.
      for (let at = -5; at < count; at++) {
        const before = performance.eventLoopUtilization()
        const started = performance.now()
        await run(at + 5)
        await store.prompts.written(id)
        const { active } = performance.eventLoopUtilization(before)
        // Without a turn of the loop in between there is no utilization yet.
        if (at >= 0) times.push(active > 0 ? active : performance.now() - started)
      }
      spreads[name] = spreadOf(times)
    }
    const startWith = (names: readonly string[]): Promise<StartResult> =>
      measureStart(runs, ({ data }) => {
        for (const name of names) cpSync(join(folder, name), join(data, name), { recursive: true })
      })
    const none = await startWith([])
    const empty = await startWith(['sessions.json'])
    const large = await startWith(['sessions.json', 'prompts'])
    return { operations: spreads, start: { none, empty, large } }
  } finally {
    await dispose()
  }
}
