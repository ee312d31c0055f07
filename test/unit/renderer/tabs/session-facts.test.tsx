import { afterEach, describe, expect, test } from 'vitest'
import { fail } from '../../../../app/base/result.ts'
import type { GitView, SessionView } from '../../../../app/ipc/read-model.ts'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import { ToastStack } from '../../../../renderer/notices/toast-stack.tsx'
import { dismissToast, toasts } from '../../../../renderer/notices/toast.ts'
import { SessionHeader } from '../../../../renderer/tabs/session-header.tsx'
import { Sidebar } from '../../../../renderer/tabs/sidebar.tsx'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames } from '../status/by-name.ts'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

const id = sessionId(1)
const git: GitView = { branch: 'main', head: null, dirty: 0, conflicts: [], operation: null }

async function show(part: Partial<SessionView>) {
  for (const toast of toasts.peek()) dismissToast(toast.id)
  const main = new FakeMain({ sessions: [sessionView(1, { title: 'apple', ...part })], activeId: id })
  page = await renderApp(
    main,
    <>
      <SessionHeader id={id} />
      <Sidebar onWidth={() => undefined} onStatusView={() => undefined} />
      <ToastStack />
    </>,
  )
  return { main, settle: page.settle }
}

const header = () => need(document.querySelector('.session-header'), 'header')
const fact = (name: string) => header().querySelector(`.fact-${name}`)
const tabName = () => document.querySelector('[role=tab] > .visually-hidden')?.textContent

describe('the header of a session', () => {
  test('says nothing of what is not there', async () => {
    await show({})
    expect(header().querySelectorAll('.fact, .conflict-chip, .mode-switch, .interrupt-button')).toHaveLength(
      0,
    )
  })

  test('says the branch, or where a detached head is, and how much is changed', async () => {
    const { main, settle } = await show({ git: { ...git, dirty: 3 } })
    expect(fact('branch')?.getAttribute('title')).toBe('Branch main, 3 changed files')
    const detached = sessionView(1, { git: { ...git, branch: null, head: 'a1b2c3d' } })
    await settle(() => main.patch({ kind: 'session', session: detached }))
    expect(fact('branch')?.getAttribute('title')).toBe('Detached at a1b2c3d')
  })

  test('says its process and that its conversation can be picked up', async () => {
    await show({ process: { name: 'claude', pid: 4821 }, resumes: true })
    expect(fact('process')?.getAttribute('title')).toBe('Process claude, pid 4821')
    expect(fact('resumes')?.textContent).toBe('resumable')
  })

  test('opens the files in conflict and what caused them', async () => {
    const { settle } = await show({ git: { ...git, conflicts: ['a.ts', 'b.ts'], operation: 'rebase' } })
    const chip = need(header().querySelector<HTMLElement>('.conflict-chip'), 'chip')
    expect(chip.textContent).toContain('2 conflicts')
    await settle(() => chip.click())
    const list = need(document.querySelector('[role=dialog]'), 'list')
    expect([...list.querySelectorAll('li')].map((file) => file.textContent)).toEqual(['a.ts', 'b.ts'])
    expect(list.textContent).toContain('A rebase is in progress.')
    await settle(() => press('Escape'))
    expect(document.querySelector('[role=dialog]')).toBeNull()
  })

  test('switches the mode where the tool has both, and tells a refusal', async () => {
    const { main, settle } = await show({ hasHeadless: true })
    expect(button('Terminal').getAttribute('aria-pressed')).toBe('true')
    await settle(() => button('Terminal').click())
    await settle(() => button('Headless').click())
    expect(main.asked('session:mode')).toEqual([{ id, mode: 'headless' }])
    main.answers['session:mode'] = () => fail('x', 'A prompt is on its way.', '')
    await settle(() => button('Headless').click())
    expect(alerts()).toEqual(['A prompt is on its way.'])
    expect(button('Headless').getAttribute('aria-pressed')).toBe('false')
  })

  test('interrupts what works, from the menu of the tab and by command too, and offers it only then', async () => {
    const { main, settle } = await show({ status: statuses.working })
    await settle(() => button('Interrupt').click())
    const tab = need(document.querySelector('[role=tab]'), 'tab')
    await settle(() => tab.dispatchEvent(new MouseEvent('contextmenu', { button: 2, bubbles: true })))
    await settle(() => button('Interrupt').click())
    await settle(() => runCommand('interruptSession'))
    expect(main.asked('session:interrupt')).toEqual([{ id }, { id }, { id }])
    await settle(() => main.patch({ kind: 'session', session: sessionView(1) }))
    expect(buttonNames()).not.toContain('Interrupt')
  })
})

describe('the tab of a session', () => {
  test('says how many prompts wait and how many files are in conflict', async () => {
    const { main, settle } = await show({
      queue: { length: 2, revision: 1, hasInLine: true },
      git: { ...git, conflicts: ['a.ts'] },
    })
    expect(tabName()).toBe('apple, idle, 1 conflict, 2 queued prompts')
    expect(document.querySelector('.queue-count')?.textContent).toBe('2')
    expect(document.querySelector('.conflict-mark')).not.toBeNull()
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { title: 'apple' }) }))
    expect(tabName()).toBe('apple, idle')
    expect(document.querySelector('.queue-count, .conflict-mark')).toBeNull()
  })

  test('offers both ways to start again where the conversation can be picked up', async () => {
    const { main, settle } = await show({ status: statuses.exited, resumes: true })
    const tab = need(document.querySelector('[role=tab]'), 'tab')
    await settle(() => tab.dispatchEvent(new MouseEvent('contextmenu', { button: 2, bubbles: true })))
    await settle(() => button('Start new conversation').click())
    expect(main.asked('session:start')).toEqual([{ id, fresh: true }])
  })
})
