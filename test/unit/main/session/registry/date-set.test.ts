import { expect, test } from 'vitest'
import { translateIn } from '../../../../../app/i18n/translate.ts'
import { newRecord } from '../../../../../app/session/session-record.ts'
import type { Status } from '../../../../../app/session/status.ts'
import { noSessions } from '../../../../../app/store/parse.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../../app/tool/tool-config.ts'
import { SessionRegistry } from '../../../../../main/session/registry/session-registry.ts'
import type { SessionState } from '../../../../../main/session/state/session-state.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { noPromptFiles } from '../../../../support/no-prompt-files.ts'
import { absolutePath, sessionId } from '../../../../support/fake-bridge.ts'

const hourMs = 3_600_000
const id = sessionId(1)

/** A session that runs, and the registry that follows its time. */
function running() {
  const clock = new VirtualClock()
  const record = newRecord({ id, toolName: 'shell', workdir: absolutePath('/tmp') }, clock.dateNow())
  const loaded = { ...noSessions, sessions: [{ ...record, lastStatus: null, closedAt: null }] }
  // Unlike what a shell writes first, its output is work from the start.
  const tools = presets
    .filter(({ name }) => name === 'shell')
    .map((tool): ToolConfig => ({ ...tool, kind: 'agent' }))
  const registry = new SessionRegistry(
    {
      store: { loaded, prompts: noPromptFiles, save: () => true },
      tools: { all: () => tools, named: () => tools[0] ?? null },
      clock,
      homeFolder: '/tmp',
      t: translateIn(() => 'en'),
    },
    { open: () => undefined, moment: () => undefined },
  )
  const change = (make: (session: SessionState, at: number) => void): void =>
    registry.change(id, (session) => make(session, clock.dateNow()))
  const status = (): Status => registry.list.find(id)?.status ?? never()
  const shown: string[] = []
  registry.onChange(() => {
    const { kind } = status()
    if (shown.at(-1) !== kind) shown.push(kind)
  })
  change((session, at) => session.begin(at, 'new', '/bin/sh'))
  return { clock, registry, change, status, shown }
}

function never(): never {
  throw new Error('the session is gone')
}

const output = (session: SessionState, at: number): void =>
  session.observe([{ kind: 'output', bytes: 10 }], at)

test.each([0, hourMs, -hourMs])(
  'a date that is set by %i ms makes no wrong status, and keeps none waiting',
  (byMs) => {
    const { clock, change, status, shown } = running()
    for (let beat = 0; beat < 10; beat++) {
      clock.pass(300)
      change(output)
    }
    expect(status()).toMatchObject({ kind: 'working', certainty: 'guess' })
    const workedMs = clock.dateNow() - status().since
    clock.setDate(byMs)
    clock.pass(300)
    change(output)
    // What has worked for so long still has, and goes on.
    expect(status().kind).toBe('working')
    expect(clock.dateNow() - status().since).toBe(workedMs + 300)
    // Silence is seen when it is one, by the time that has passed.
    clock.pass(2000)
    expect(status().kind).toBe('working')
    clock.pass(400)
    expect(status()).toMatchObject({ kind: 'idle', certainty: 'guess' })
    expect(shown).toEqual(['starting', 'working', 'idle'])
  },
)

test.each([hourMs, -hourMs])(
  'a date that is set by %i ms while nothing happens is noticed by the timer',
  (byMs) => {
    const { clock, change, status } = running()
    for (let beat = 0; beat < 3; beat++) {
      clock.pass(300)
      change(output)
    }
    clock.setDate(byMs)
    clock.pass(2200)
    expect(status().kind).toBe('working')
    clock.pass(200)
    expect(status().kind).toBe('idle')
  },
)

test('a sleep during which the monotonic clock stood is no silence, and a wait is as long as it was', () => {
  const { clock, registry, change, status } = running()
  clock.pass(300)
  change(output)
  change((session, at) => session.observe([{ kind: 'osc7501', body: 'state=blocked:kind=permission' }], at))
  clock.pass(1000)
  registry.sleeps()
  clock.setDate(8 * hourMs)
  registry.woke()
  expect(status().kind).toBe('waiting')
  expect(clock.dateNow() - status().since).toBe(8 * hourMs + 1000)
})

test('work that slept with the machine goes on, told of the sleep or not', () => {
  for (const isTold of [true, false]) {
    const { clock, registry, change, status } = running()
    for (let beat = 0; beat < 3; beat++) {
      clock.pass(300)
      change(output)
    }
    if (isTold) registry.sleeps()
    clock.setDate(8 * hourMs)
    clock.pass(100)
    if (isTold) registry.woke()
    change(output)
    expect(status().kind).toBe('working')
    clock.pass(2000)
    expect(status().kind).toBe('working')
    clock.pass(500)
    expect(status().kind).toBe('idle')
  }
})
