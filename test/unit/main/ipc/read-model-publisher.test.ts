import { expect, test } from 'vitest'
import { applyPatch, type NumberedPatch, type SessionView } from '../../../../app/ipc/read-model.ts'
import { makeSessionId } from '../../../../app/session/session.ts'
import { defaultSettings, type Settings } from '../../../../app/store/schema.ts'
import type { SessionChange } from '../../../../main/session/registry/session-registry.ts'
import { createNoticeBoard } from '../../../../main/notices/notice-board.ts'
import { createReadModelPublisher } from '../../../../main/ipc/read-model-publisher.ts'
import * as v from 'valibot'
import { AbsolutePathSchema } from '../../../../app/session/session.ts'
import { plainView } from '../../../support/session-view.ts'

function view(number: number, title = `session ${number}`): SessionView {
  return {
    id: makeSessionId(number, 'test'),
    title,
    toolName: 'shell',
    toolDisplayName: 'Shell',
    workdir: v.parse(AbsolutePathSchema, '/tmp'),
    shortFolder: '/tmp',
    status: { kind: 'starting', since: 0, evidence: { source: 'process', rule: 'spawned', text: '', at: 0 } },
    ...plainView,
  }
}

function publisher() {
  let views = [view(1), view(2)]
  /** Whose waiting prompts were asked for. */
  const asked: string[] = []
  let tell: (change: SessionChange) => void = () => undefined
  let tellSettings: (settings: Settings) => void = () => undefined
  const notices = createNoticeBoard()
  const model = createReadModelPublisher({
    manager: {
      views: () => views,
      view: (id) => views.find((one) => one.id === id) ?? null,
      queue(id) {
        const revision = views.find((one) => one.id === id)?.queue.revision
        asked.push(id)
        return revision === undefined ? null : { id, revision, rows: [] }
      },
      get activeSessionId() {
        return views[0]?.id ?? null
      },
      tools: () => [],
      recentFolders: () => [],
      canReopen: () => false,
      onSessionChange(listener) {
        tell = listener
        return () => (tell = () => undefined)
      },
    },
    settings: {
      read: () => defaultSettings,
      onChange(listener) {
        tellSettings = listener
        return () => undefined
      },
    },
    notices,
    platform: 'linux',
    homeFolder: '/home/me',
    locale: () => 'en',
  })
  const patches: NumberedPatch[] = []
  model.onPatch((patch) => patches.push(patch))
  const change = (next: SessionView[], said: SessionChange): void => {
    views = next
    tell(said)
  }
  return {
    model,
    patches,
    change,
    asked,
    notices,
    tellSettings: (settings: Settings) => tellSettings(settings),
  }
}

test('patches after a snapshot lead to what the next snapshot says', () => {
  const { model, patches, change, notices } = publisher()
  const before = model.snapshot()
  change([view(1), view(2, 'renamed')], { kind: 'session', id: view(2).id })
  change([view(2, 'renamed'), view(1)], { kind: 'order' })
  change([view(2, 'renamed')], { kind: 'removed', id: view(1).id })
  change([view(2, 'renamed')], { kind: 'active' })
  notices.post({ id: 'n', level: 'info', message: 'm', hint: 'h' })
  expect(patches.map((patch) => patch.seq)).toEqual(patches.map((_, at) => at + 1))
  expect(patches.map(({ patch }) => patch.kind)).toEqual([
    'session',
    'order',
    'sessionRemoved',
    'active',
    'queue',
    'notices',
  ])
  const followed = patches.reduce((model_, { patch }) => applyPatch(model_, patch), before.model)
  expect(model.snapshot()).toEqual({ seq: 6, model: followed })
})

test('a change of something that the window does not show is no patch', () => {
  const { patches, change, tellSettings } = publisher()
  change([view(1), view(2)], { kind: 'session', id: view(1).id })
  change([view(1), view(2)], { kind: 'order' })
  change([view(1), view(2)], { kind: 'active' })
  tellSettings(defaultSettings)
  tellSettings({ ...defaultSettings, rulesFile: { text: 'rules of a file, up to a megabyte' } })
  expect(patches).toEqual([])
})

test('waiting prompts are told of the session on show alone, and when they are others', () => {
  const { patches, change, asked } = publisher()
  asked.length = 0
  const withQueue = (number: number, revision: number): SessionView => ({
    ...view(number),
    queue: { length: 1, revision, hasInLine: true },
  })
  change([view(1), withQueue(2, 2)], { kind: 'session', id: view(2).id })
  expect(patches.map(({ patch }) => patch.kind)).toEqual(['session'])
  expect(asked).toEqual([])
  change([withQueue(1, 2), withQueue(2, 2)], { kind: 'session', id: view(1).id })
  change([{ ...withQueue(1, 2), title: 'renamed' }, withQueue(2, 2)], { kind: 'session', id: view(1).id })
  change([withQueue(2, 2)], { kind: 'active' })
  expect(patches.map(({ patch }) => patch.kind)).toEqual([
    'session',
    'session',
    'queue',
    'session',
    'active',
    'queue',
  ])
  expect(patches.at(-1)).toMatchObject({ patch: { queue: { id: view(2).id, revision: 2 } } })
})

test('after its end a publisher says nothing', () => {
  const { model, patches, change } = publisher()
  model.dispose()
  change([view(1)], { kind: 'removed', id: view(2).id })
  expect(patches).toEqual([])
})
