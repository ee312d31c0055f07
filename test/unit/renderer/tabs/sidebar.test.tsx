import { options } from 'preact'
import { afterEach, describe, expect, test } from 'vitest'
import { succeed } from '../../../../app/base/result.ts'
import { registerCommand, runCommand } from '../../../../renderer/keys/commands.ts'
import type { StatusView } from '../../../../renderer/model/open-status-view.ts'
import { Sidebar } from '../../../../renderer/tabs/sidebar.tsx'
import { Announcer } from '../../../../renderer/notices/announcer.tsx'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'

let page: Rendered | null = null
let views: StatusView[] = []
afterEach(() => {
  page?.unmount()
  page = null
  views = []
})

async function show(main: FakeMain): Promise<Rendered> {
  page = await renderApp(
    main,
    <>
      <Sidebar onWidth={() => undefined} onStatusView={(view) => void views.push(view)} />
      <Announcer />
    </>,
  )
  return page
}

const threeSessions = () =>
  new FakeMain({
    sessions: [
      sessionView(1, { title: 'apple' }),
      sessionView(2, { title: 'birch', status: statuses.waiting, unseen: true }),
      sessionView(3, { title: 'cedar', status: statuses.exited }),
    ],
    activeId: sessionId(1),
  })

const tabs = () => [...document.querySelectorAll<HTMLElement>('[role=tab]')]
const tab = (place: number) => need(tabs()[place], `tab ${place}`)
/** As a screen reader has them: what is hidden from it is no part of a name. */
const names = () =>
  tabs().map((one) => need(one.querySelector(':scope > :not([aria-hidden])'), 'name').textContent)
const menuItem = (label: string) =>
  need(
    [...document.querySelectorAll<HTMLElement>('[role=menuitem]')].find((item) =>
      item.textContent.startsWith(label),
    ),
    `menu item ${label}`,
  )

describe('the list of sessions', () => {
  test('shows titles, folders and questions of others in their own direction', async () => {
    const question = 'למחוק 50%?'
    const status = { ...statuses.waiting, question }
    await show(
      new FakeMain({
        sessions: [sessionView(1, { title: 'שלום 50%', shortFolder: '~/תיקייה', status })],
      }),
    )
    const isolated = [...tab(0).querySelectorAll('bdi')].map((part) => part.textContent)
    expect(isolated).toEqual(['שלום 50%', 'תיקייה', question])
    expect(names()).toEqual(['\u2068שלום 50%\u2069, needs approval'])
  })

  test('is a vertical tab list whose tabs are named by title and status', async () => {
    await show(threeSessions())
    const list = need(document.querySelector('[role=tablist]'), 'tab list')
    expect(list.getAttribute('aria-label')).toBe('Sessions')
    expect(list.getAttribute('aria-orientation')).toBe('vertical')
    expect(names()).toEqual(['apple, idle', 'birch, needs approval, unseen', 'cedar, exited with code 1'])
  })

  test('says the own name of the folder beside the title, where a row has one line', async () => {
    await show(threeSessions())
    expect(tab(0).querySelector('.session-line')?.textContent).toBe('appleroost')
  })

  test('holds one tab that is selected and that the Tab key reaches', async () => {
    await show(threeSessions())
    expect(tabs().map((one) => one.getAttribute('aria-selected'))).toEqual(['true', 'false', 'false'])
    expect(tabs().map((one) => one.getAttribute('tabindex'))).toEqual(['0', '-1', '-1'])
  })

  test('renders one badge when one badge changes', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    const rendered: string[] = []
    // A hook of Preact, called after each component has rendered.
    const before = Reflect.get(options, 'diffed')
    options.diffed = (vnode) => {
      if (typeof vnode.type === 'function') rendered.push(vnode.type.name)
      if (typeof before === 'function') before(vnode)
    }
    await settle(() =>
      main.patch({ kind: 'session', session: sessionView(1, { status: statuses.idleGuess }) }),
    )
    Reflect.set(options, 'diffed', before)
    expect(rendered.filter((name) => name === 'Badge')).toHaveLength(1)
    expect(rendered).not.toContain('SessionTab')
    expect(rendered).not.toContain('SessionList')
    expect(names()[0]).toBe('session 1, seems idle')
  })

  test('shows the session that is clicked, and gives the focus to the terminal of the one on show', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    await settle(() => tab(2).click())
    expect(main.asked('session:activate')).toEqual([{ id: sessionId(3) }])
    let focused = 0
    const undo = registerCommand('focusTerminal', () => void (focused += 1))
    await settle(() => tab(2).click())
    undo()
    expect(focused).toBe(1)
  })

  test('walks by arrow keys, Home and End, and moves the focus along', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    tab(0).focus()
    for (const [key, place] of [
      ['ArrowDown', 1],
      ['ArrowDown', 2],
      ['ArrowDown', 2],
      ['Home', 0],
      ['End', 2],
      ['ArrowUp', 1],
    ] as const) {
      await settle(() => press(key))
      expect(document.activeElement).toBe(tab(place))
      expect(tab(place).getAttribute('aria-selected')).toBe('true')
    }
  })

  test('moves a session by keys, says where to, and keeps the focus on it', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    tab(0).focus()
    await settle(() => press('ArrowDown', { altKey: true, shiftKey: true }))
    expect(names()[1]).toBe('apple, idle')
    expect(document.activeElement).toBe(tab(1))
    expect(document.querySelector('[data-announcer]')?.textContent).toBe('apple moved to position 2 of 3')
    await settle(() => press('ArrowUp', { altKey: true, shiftKey: true }))
    await settle(() => press('ArrowUp', { altKey: true, shiftKey: true }))
    expect(main.asked('session:move')).toHaveLength(2)
  })

  test('renames by F2 and Enter, and not by Escape', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    const field = () => document.querySelector<HTMLInputElement>('.rename-field')
    tab(0).focus()
    await settle(() => press('F2'))
    expect(document.activeElement).toBe(field())
    expect(field()?.getAttribute('aria-label')).toBe('New name for apple')
    await settle(() => {
      need(field(), 'field').value = 'my work'
      press('Escape')
    })
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(tab(0))
    await settle(() => press('F2'))
    await settle(() => {
      need(field(), 'field').value = ' my work '
      press('Enter')
    })
    expect(main.asked('session:rename')).toEqual([{ id: sessionId(1), title: 'my work' }])
    expect(names()[0]).toBe('my work, idle')
  })

  test('closes a resting session at once', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    tab(0).focus()
    await settle(() => press('Delete'))
    expect(main.asked('session:close')).toEqual([{ id: sessionId(1), confirmed: false, leave: false }])
    expect(names()).toHaveLength(2)
    expect(document.querySelector('dialog')).toBeNull()
  })

  test('asks before it closes one at work, by name', async () => {
    const main = threeSessions()
    main.answers['session:close'] = ({ confirmed }) => succeed(confirmed ? 'closed' : 'asks')
    const { settle } = await show(main)
    await settle(() => tab(1).dispatchEvent(new MouseEvent('auxclick', { button: 1, bubbles: true })))
    const dialog = need(document.querySelector('dialog'), 'dialog')
    expect(dialog.querySelector('h2')?.textContent).toBe('Close “birch”?')
    const [cancel, confirm] = dialog.querySelectorAll('button')
    expect(document.activeElement).toBe(cancel)
    await settle(() => need(confirm, 'button').click())
    expect(main.asked('session:close')).toEqual([
      { id: sessionId(2), confirmed: false, leave: false },
      { id: sessionId(2), confirmed: true, leave: false },
    ])
    expect(document.querySelector('dialog')).toBeNull()
  })

  test('names what the user put into the background, and leaves it where they want that, now and the next time', async () => {
    const main = threeSessions()
    main.answers['session:close'] = ({ confirmed }) => succeed(confirmed ? 'closed' : 'asks')
    main.answers['session:background'] = () => succeed(['tmux', 'serve'])
    const { settle } = await show(main)
    const ask = async () => {
      tab(0).focus()
      await settle(() => press('Delete'))
      await settle()
      const dialog = need(document.querySelector('dialog'), 'dialog')
      return {
        dialog,
        box: need(dialog.querySelector('input'), 'box'),
        buttons: dialog.querySelectorAll('button'),
      }
    }
    const first = await ask()
    expect(first.dialog.textContent).toContain('Still running in the background: tmux, serve.')
    expect(first.box.checked).toBe(false)
    await settle(() => first.box.click())
    await settle(() => need(first.buttons[1], 'button').click())
    expect(main.asked('session:close').at(-1)).toEqual({ id: sessionId(1), confirmed: true, leave: true })
    expect((await ask()).box.checked).toBe(true)
  })

  test('says that nothing is cut off any more when the session comes to rest under the question', async () => {
    const main = threeSessions()
    main.answers['session:close'] = () => succeed('asks')
    const { settle } = await show(main)
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { status: statuses.working }) }))
    await settle(() => runCommand('closeSession'))
    await settle()
    const dialog = need(document.querySelector('dialog'), 'dialog')
    expect(dialog.textContent).toContain('has not finished (working)')
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { status: statuses.idle }) }))
    expect(dialog.textContent).toContain(
      'It is no longer at work (idle). Closing the session cuts nothing off.',
    )
  })

  test('takes its question back when the session is gone meanwhile', async () => {
    const main = threeSessions()
    main.answers['session:close'] = () => succeed('asks')
    const { settle } = await show(main)
    await settle(() => runCommand('closeSession'))
    expect(document.querySelector('dialog')).not.toBeNull()
    await settle(() => main.patch({ kind: 'sessionRemoved', id: sessionId(1) }))
    await settle()
    expect(document.querySelector('dialog')).toBeNull()
    expect(main.asked('session:close')).toEqual([{ id: sessionId(1), confirmed: false, leave: false }])
  })

  test('has a menu with what fits the session', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    const openMenu = (place: number) =>
      settle(() => tab(place).dispatchEvent(new MouseEvent('contextmenu', { button: 2, bubbles: true })))
    await openMenu(0)
    const labels = () => [...document.querySelectorAll('[role=menuitem]')].map((item) => item.textContent)
    expect(labels().some((label) => label.startsWith('Start again'))).toBe(false)
    expect(menuItem('Move up').hasAttribute('disabled')).toBe(true)
    await settle(() => press('Escape'))
    expect(document.querySelector('[role=menu]')).toBeNull()
    await openMenu(2)
    await settle(() => menuItem('Start again').click())
    expect(main.asked('session:start')).toEqual([{ id: sessionId(3), fresh: false }])
    expect(document.querySelector('[role=menu]')).toBeNull()
  })

  test('leads from the menu of a tab to why it is so, and to what it was before', async () => {
    const { settle } = await show(threeSessions())
    const openMenu = () =>
      settle(() => tab(1).dispatchEvent(new MouseEvent('contextmenu', { button: 2, bubbles: true })))
    await openMenu()
    await settle(() => menuItem('Why this status?').click())
    await openMenu()
    await settle(() => menuItem('Timeline').click())
    expect(views).toEqual([
      { kind: 'why', id: sessionId(2) },
      { kind: 'timeline', id: sessionId(2) },
    ])
  })

  test('takes drops of files on its tabs', async () => {
    await show(threeSessions())
    expect(tabs().map((one) => one.getAttribute('data-drop-session'))).toEqual([1, 2, 3].map(sessionId))
  })
})

describe('the commands for sessions', () => {
  test('go to the next and the previous one, around the ends', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    await settle(() => runCommand('previousSession'))
    await settle(() => runCommand('nextSession'))
    await settle(() => runCommand('nextSession'))
    expect(main.asked('session:activate')).toEqual([3, 1, 2].map((place) => ({ id: sessionId(place) })))
  })

  test('go to a session by number, nine being the last', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    await settle(() => runCommand('selectSession2'))
    await settle(() => runCommand('selectSession7'))
    await settle(() => runCommand('selectSession9'))
    expect(main.asked('session:activate')).toEqual([2, 3].map((place) => ({ id: sessionId(place) })))
  })

  test('go to the next session that waits, from its button too', async () => {
    const main = threeSessions()
    const { settle } = await show(main)
    const button = need(document.querySelector<HTMLElement>('.count-waiting'), 'count')
    expect(button.textContent).toBe('1 waiting')
    await settle(() => button.click())
    expect(main.model.activeId).toBe(sessionId(2))
    await settle(() => runCommand('nextWaiting'))
    expect(main.asked('session:activate')).toHaveLength(1)
  })

  test('do nothing where there is no session', async () => {
    const main = new FakeMain()
    const { settle } = await show(main)
    for (const command of ['nextSession', 'closeSession', 'selectSession1', 'nextWaiting'] as const) {
      await settle(() => runCommand(command))
    }
    expect(main.requests.map(({ channel }) => channel)).toEqual(['model:read'])
  })
})
