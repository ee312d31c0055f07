import { afterEach, describe, expect, test, vi } from 'vitest'
import { announceWaiting } from '../../../../renderer/notices/announce-waiting.ts'
import { announce, Announcer } from '../../../../renderer/notices/announcer.tsx'
import { NoticeStack } from '../../../../renderer/notices/notice-stack.tsx'
import { dismissToast, showError, showInfo, toasts } from '../../../../renderer/notices/toast.ts'
import { ToastStack } from '../../../../renderer/notices/toast-stack.tsx'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { need, renderApp } from '../../../support/render.tsx'

afterEach(() => {
  for (const { id } of toasts.value) dismissToast(id)
  vi.useRealTimers()
})

const failure = { code: 'x', message: 'It broke.', hint: 'Mend it.' }
const buttons = (root: HTMLElement) => [...root.querySelectorAll('button')]

describe('a toast', () => {
  test('of a failure is an alert with its next step, of news a status', async () => {
    const { root, settle, unmount } = await renderApp(new FakeMain(), <ToastStack />)
    await settle(() => showError(failure))
    await settle(() => showInfo('Copied.'))
    expect(root.querySelector('[role=alert]')?.textContent).toBe('It broke.Mend it.')
    expect(root.querySelector('[role=status]')?.textContent).toBe('Copied.')
    await settle(() => need(buttons(root)[0], 'dismiss button').click())
    expect(toasts.value.map(({ message }) => message)).toEqual(['Copied.'])
    unmount()
  })

  test('goes by itself, but not while the pointer is on it', async () => {
    vi.useFakeTimers()
    const { root, settle, unmount } = await renderApp(new FakeMain(), <ToastStack />)
    await settle(() => showError(failure))
    const card = need(root.querySelector<HTMLElement>('[role=alert]'), 'toast')
    await settle(() => void card.dispatchEvent(new PointerEvent('pointerenter')))
    await settle(() => void vi.advanceTimersByTime(60_000))
    expect(toasts.value).toHaveLength(1)
    await settle(() => void card.dispatchEvent(new PointerEvent('pointerleave')))
    await settle(() => void vi.advanceTimersByTime(7_000))
    expect(toasts.value).toHaveLength(1)
    await settle(() => void vi.advanceTimersByTime(2_000))
    expect(toasts.value).toHaveLength(0)
    unmount()
  })

  test('that is already there is not shown twice, and only a few are', () => {
    showError(failure)
    showError(failure)
    expect(toasts.value).toHaveLength(1)
    for (const text of ['a', 'b', 'c', 'd']) showInfo(text)
    expect(toasts.value.map(({ message }) => message)).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('a notice of main', () => {
  const main = () =>
    new FakeMain({
      sessions: [sessionView(1, { title: 'apple' })],
      notices: [
        {
          id: 'n1',
          level: 'error',
          message: 'The host ended.',
          hint: 'Its sessions kept their text.',
          sessionId: sessionId(1),
          actions: [{ id: 'restart', label: 'Restart' }],
        },
        { id: 'n2', level: 'info', message: 'All is well.', hint: '', sessionId: null, actions: [] },
      ],
    })

  test('says its session, what happened and what can be done', async () => {
    const { root, unmount } = await renderApp(main(), <NoticeStack />)
    const alert = need(root.querySelector('[role=alert]'), 'alert')
    expect(alert.textContent).toBe('appleThe host ended.Its sessions kept their text.Restart')
    expect(root.querySelector('[role=status]')?.textContent).toBe('All is well.')
    unmount()
  })

  test('is acted on and dismissed through main', async () => {
    const fake = main()
    const { root, settle, unmount } = await renderApp(fake, <NoticeStack />)
    const [restart, dismiss] = buttons(root)
    await settle(() => need(restart, 'action').click())
    expect(fake.asked('notice:act')).toEqual([{ noticeId: 'n1', actionId: 'restart' }])
    await settle(() => need(dismiss, 'dismiss button').click())
    expect(fake.asked('notice:dismiss')).toEqual([{ noticeId: 'n1' }])
    expect(root.querySelector('[role=alert]')).toBeNull()
    unmount()
  })
})

describe('a session that starts to wait', () => {
  test('is announced, one that waits already is not', async () => {
    const main = new FakeMain({
      sessions: [
        sessionView(1, { title: 'apple', status: statuses.waiting }),
        sessionView(2, { title: 'birch' }),
      ],
    })
    const { app, root, settle, unmount } = await renderApp(main, <Announcer />)
    await settle(() => announce('said before'))
    const end = announceWaiting(app.state)
    await settle()
    expect(root.textContent).toBe('said before')
    await settle(() =>
      main.patch({
        kind: 'session',
        session: sessionView(2, { title: 'birch', status: { ...statuses.waiting, reason: 'question' } }),
      }),
    )
    expect(root.textContent).toBe('birch asks a question')
    end()
    unmount()
  })
})
