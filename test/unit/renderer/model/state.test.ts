import { effect } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { succeed, type AppError } from '../../../../app/base/result.ts'
import { followModel, type AppState } from '../../../../renderer/model/state.ts'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'

const endings: (() => void)[] = []
afterEach(() => endings.splice(0).forEach((end) => end()))

async function follow(main: FakeMain): Promise<AppState> {
  const { state, stop } = followModel(main.bridge, () => undefined)
  endings.push(stop)
  await pollFor(() => state.ready.value)
  return state
}

/** How often what `read` reads has changed since. */
function countChanges(read: () => unknown): () => number {
  let runs = -1
  endings.push(
    effect(() => {
      read()
      runs += 1
    }),
  )
  return () => runs
}

describe('the read model of the page', () => {
  test('shows the snapshot, and is not ready before', async () => {
    const main = new FakeMain({ sessions: [sessionView(1)], activeId: sessionId(1) })
    const { state, stop } = followModel(main.bridge, () => undefined)
    endings.push(stop)
    expect(state.ready.value).toBe(false)
    await pollFor(() => state.ready.value)
    expect(state.sessionIds.value).toEqual([sessionId(1)])
    expect(state.activeId.value).toBe(sessionId(1))
    expect(state.session(sessionId(1)).value?.title).toBe('session 1')
  })

  test('follows patches', async () => {
    const main = new FakeMain({ sessions: [sessionView(1), sessionView(2)] })
    const state = await follow(main)
    main.patch({ kind: 'session', session: sessionView(2, { title: 'renamed' }) })
    main.patch({ kind: 'order', ids: [sessionId(2), sessionId(1)] })
    expect(state.session(sessionId(2)).value?.title).toBe('renamed')
    expect(state.sessionIds.value).toEqual([sessionId(2), sessionId(1)])
    main.patch({ kind: 'sessionRemoved', id: sessionId(1) })
    expect(state.session(sessionId(1)).value).toBeNull()
  })

  test('tells readers of one session and of the order nothing of another session', async () => {
    const main = new FakeMain({ sessions: [sessionView(1), sessionView(2)] })
    const state = await follow(main)
    const other = countChanges(() => state.session(sessionId(2)).value)
    const order = countChanges(() => state.sessionIds.value)
    const own = countChanges(() => state.session(sessionId(1)).value)
    main.patch({ kind: 'session', session: sessionView(1, { status: statuses.working }) })
    expect([own(), other(), order()]).toEqual([1, 0, 0])
  })

  test('counts what waits and what works, and tells of each session that begins to wait', async () => {
    const waits = { status: statuses.waiting }
    const main = new FakeMain({ sessions: [sessionView(1, waits), sessionView(2), sessionView(3)] })
    const { state, stop } = followModel(main.bridge, () => undefined)
    endings.push(stop)
    const told: string[] = []
    endings.push(state.onWaiting(({ title }) => told.push(title)))
    await pollFor(() => state.ready.value)
    const counts = () => [state.waitingCount.value, state.workingCount.value]
    expect(counts()).toEqual([1, 0])
    main.patch({ kind: 'session', session: sessionView(2, { status: statuses.working }) })
    main.patch({ kind: 'session', session: sessionView(3, waits) })
    main.patch({ kind: 'session', session: sessionView(3, { ...waits, unseen: true }) })
    expect(counts()).toEqual([2, 1])
    main.patch({ kind: 'sessionRemoved', id: sessionId(3) })
    main.patch({ kind: 'session', session: sessionView(2) })
    expect(counts()).toEqual([1, 0])
    main.patch({ kind: 'session', session: sessionView(3, waits) })
    expect(state.sessionIds.value).toEqual([sessionId(1), sessionId(2), sessionId(3)])
    expect(told).toEqual(['session 3', 'session 3'])
  })

  test('reads the model again when a patch is missing', async () => {
    const main = new FakeMain({ sessions: [sessionView(1)] })
    const state = await follow(main)
    main.seq += 1
    main.model = { ...main.model, sessions: [sessionView(1), sessionView(7)] }
    main.patch({ kind: 'canReopen', canReopen: true })
    await pollFor(() => state.sessionIds.value.includes(sessionId(7)))
    expect(main.asked('model:read')).toHaveLength(2)
    expect(state.canReopen.value).toBe(true)
  })

  test('applies what came while it read, once', async () => {
    const main = new FakeMain({ sessions: [] })
    let answer = () => {}
    main.answers['model:read'] = () => {
      const snapshot = succeed({ seq: main.seq, model: main.model })
      return new Promise((resolve) => {
        answer = () => resolve(snapshot)
      })
    }
    const { state, stop } = followModel(main.bridge, () => undefined)
    endings.push(stop)
    await pollFor(() => main.asked('model:read').length === 1)
    main.patch({ kind: 'session', session: sessionView(1) })
    main.patch({ kind: 'session', session: sessionView(2) })
    answer()
    await pollFor(() => state.ready.value)
    expect(state.sessionIds.value).toEqual([sessionId(1), sessionId(2)])
    expect(main.asked('model:read')).toHaveLength(1)
  })

  test('ignores a patch that the snapshot already holds', async () => {
    const main = new FakeMain({ sessions: [sessionView(1)] })
    main.seq = 4
    const state = await follow(main)
    main.send('model:patch', { seq: 4, patch: { kind: 'sessionRemoved', id: sessionId(1) } })
    expect(state.sessionIds.value).toEqual([sessionId(1)])
  })

  test('shows a chosen session before main has answered, and the last of several until main knows it', async () => {
    const three = [sessionView(1), sessionView(2), sessionView(3)]
    const main = new FakeMain({ sessions: three, activeId: sessionId(1) })
    const answers: (() => void)[] = []
    main.answers['session:activate'] = ({ id }) =>
      new Promise((resolve) => {
        answers.push(() => {
          main.patch({ kind: 'active', id: three.find((one) => one.id === id)?.id ?? null })
          resolve(succeed(null))
        })
      })
    const state = await follow(main)
    const shown: (string | null)[] = []
    endings.push(effect(() => void shown.push(state.activeId.value)))
    const requests = [state.activate(sessionId(2)), state.activate(sessionId(3))]
    expect(state.activeId.value).toBe(sessionId(3))
    for (const [at, answer] of answers.entries()) {
      answer()
      await requests[at]
    }
    expect(shown).toEqual([sessionId(1), sessionId(2), sessionId(3)])
    main.patch({ kind: 'active', id: sessionId(1) })
    expect(state.activeId.value).toBe(sessionId(1))
  })

  test('goes back to the session that main shows when a choice is refused or its session goes', async () => {
    const main = new FakeMain({ sessions: [sessionView(1), sessionView(2)], activeId: sessionId(1) })
    main.answers['session:activate'] = () => ({
      ok: false,
      error: { code: 'session-missing', message: 'Gone.', hint: '' },
    })
    const state = await follow(main)
    const refused = state.activate(sessionId(2))
    expect(state.activeId.value).toBe(sessionId(2))
    main.patch({ kind: 'sessionRemoved', id: sessionId(2) })
    expect(state.activeId.value).toBe(sessionId(1))
    expect((await refused).ok).toBe(false)
    expect(state.activeId.value).toBe(sessionId(1))
  })

  test('asks main for the language when another one is chosen', async () => {
    const main = new FakeMain()
    const state = await follow(main)
    expect(state.t('tab.list')).toBe('Sessions')
    main.model = { ...main.model, locale: 'ru' }
    main.patch({ kind: 'settings', settings: { ...main.model.settings, locale: 'ru' } })
    await pollFor(() => state.locale.value === 'ru')
    expect(state.t('tab.list')).toBe('Сеансы')
  })

  test('tells why it cannot be read', async () => {
    const main = new FakeMain()
    main.answers['model:read'] = () => ({
      ok: false,
      error: { code: 'bad-request', message: 'Refused.', hint: '' },
    })
    const told: AppError[] = []
    const { state, stop } = followModel(main.bridge, (error) => told.push(error))
    endings.push(stop)
    await pollFor(() => told.length === 1)
    expect(state.ready.value).toBe(false)
  })
})
