import { afterEach, describe, expect, test } from 'vitest'
import type { SessionView } from '../../../../app/ipc/read-model.ts'
import type { Status } from '../../../../app/session/status.ts'
import { SessionHeader } from '../../../../renderer/tabs/session-header.tsx'
import { Sidebar } from '../../../../renderer/tabs/sidebar.tsx'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { need, renderApp, type Rendered } from '../../../support/render.tsx'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

async function show(
  status: Status,
  locale: 'en' | 'ru' = 'en',
  part: Partial<SessionView> = {},
): Promise<Rendered> {
  const main = new FakeMain({
    sessions: [sessionView(1, { title: 'apple', status, ...part })],
    activeId: sessionId(1),
    locale,
  })
  page = await renderApp(
    main,
    <>
      <Sidebar onWidth={() => undefined} onStatusView={() => undefined} />
      <SessionHeader id={sessionId(1)} />
    </>,
  )
  return page
}

const tab = () => need(document.querySelector<HTMLElement>('[role=tab]'), 'tab')
const tabName = () => tab().querySelector(':scope > :not([aria-hidden])')?.textContent
const meta = () => tab().querySelector('.session-meta')?.textContent
const note = () => tab().querySelector('.session-note')?.textContent
const header = () => need(document.querySelector('.header-status'), 'status in the header')
const ago = (seconds: number) => Date.now() - seconds * 1000

describe('a session that works', () => {
  test('shows for how long', async () => {
    await show({ ...statuses.working, since: ago(187) })
    expect(meta()).toBe('3:07')
    expect(header().textContent).toBe('working3:07')
  })

  test('shows how far it is and for how long, where the tool says it', async () => {
    await show({ ...statuses.working, since: ago(187), progress: 40 })
    expect(meta()).toBe('40% · 3:07')
  })

  test('says since when nothing moves, in the row, the header and the hover title', async () => {
    await show({ ...statuses.working, health: 'hung', since: ago(600), standsSince: ago(130) })
    expect(meta()).toBe('10:00')
    expect(note()).toBe('hung · 2:10  ·  src/roost')
    expect(header().textContent).toBe('hung2:10')
    expect(tab().title).toMatch(/Shell · hung\n.*since [^\n]*\nno progress since .*\d\d:\d\d:\d\d/u)
  })

  test('says why it is doubted, in the hover titles of the row and the header', async () => {
    const doubt = { kind: 'unrecognised', installed: '9.1', measured: '9.0' } as const
    await show({ ...statuses.working, certainty: 'guess' }, 'en', { doubt })
    expect(tab().title).toContain('\nShell 9.1 is newer than Roost’s rules (9.0).\n')
    expect(need(header().querySelector('button'), 'button').title).toContain('\nShell 9.1 is newer than')
    expect(header().textContent).toMatch(/^seems busy/u)
  })

  test('says so in Russian', async () => {
    await show({ ...statuses.working, health: 'frozen', since: ago(600), standsSince: ago(130) }, 'ru')
    expect(note()).toBe('нет прогресса · 2:10  ·  src/roost')
  })

  test('counts what works beside it, by name', async () => {
    await show({ ...statuses.working, since: ago(5), background: 2 })
    expect(meta()).toBe('+25s')
    expect(tabName()).toBe('apple, working, 2 tasks in the background')
    expect(tab().title).toContain('\n2 tasks in the background\n')
    const count = need(header().querySelector('[role=img][aria-label="2 tasks in the background"]'), 'count')
    expect(count.textContent).toBe('+2')
  })
})

describe('a session that waits', () => {
  test('shows its question and for how long', async () => {
    await show({ ...statuses.waiting, question: 'Run rm -rf build?', since: ago(42) })
    expect(note()).toBe('Run rm -rf build?')
    expect(meta()).toBe('42s')
    expect(header().textContent).toBe('needs approval42s')
    expect(tab().title).toContain('\nRun rm -rf build?\n')
  })
})

describe('a session that failed', () => {
  test('shows its line', async () => {
    await show(statuses.failed)
    expect(note()).toBe('The tool was not found.')
    expect(tab().title).toContain('The tool was not found.')
  })

  test('shows when a limit ends', async () => {
    await show({ ...statuses.failed, reason: 'limit', message: 'Usage limit reached', resets: '3pm' })
    expect(note()).toBe('Usage limit reached · resets 3pm')
    expect(header().textContent).toBe('usage limit reachedresets 3pm')
  })

  test('without a line says what failed, and where', async () => {
    await show({ ...statuses.failed, reason: 'network', message: '' })
    expect(note()).toBe('network error  ·  src/roost')
  })
})
