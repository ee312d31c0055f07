import { signal } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../../app/base/result.ts'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import type { StatusView } from '../../../../renderer/model/open-status-view.ts'
import { StatusViews } from '../../../../renderer/status/status-views.tsx'
import { SessionHeader } from '../../../../renderer/tabs/session-header.tsx'
import { FakeMain, sessionId, sessionView, statuses } from '../../../support/fake-bridge.ts'
import { press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, dialog, nameOf, section } from './by-name.ts'
import { builtIn, draft, oneSession, timeline, transition, today, waiting, why } from './samples.ts'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

async function show(main: FakeMain): Promise<Rendered> {
  main.answers['status:why'] ??= () => succeed(why)
  main.answers['status:timeline'] = () => succeed(timeline)
  main.answers['case:draft'] = () => succeed(draft)
  main.answers['rules:read'] = () => succeed({ preset: '[]', own: '[]', origin: builtIn })
  const view = signal<StatusView | null>(null)
  page = await renderApp(
    main,
    <>
      <SessionHeader id={sessionId(1)} />
      <StatusViews view={view} />
    </>,
  )
  return page
}

const whyButton = () => button('Why? – needs approval')
const isOpen = () => document.querySelector('dialog') !== null

describe('"Why?"', () => {
  test('opens from the status in the header and by its command, and gives the focus back', async () => {
    const { settle } = await show(oneSession())
    whyButton().focus()
    await settle(() => whyButton().click())
    expect(nameOf(dialog())).toBe('Why this status?')
    await settle(() => press('Escape'))
    expect(isOpen()).toBe(false)
    expect(document.activeElement).toBe(whyButton())
    await settle(() => runCommand('whyStatus'))
    expect(isOpen()).toBe(true)
  })

  test('leaves its key to the program where there is no session', async () => {
    await show(new FakeMain())
    expect(runCommand('whyStatus')).toBe(false)
    expect(runCommand('timeline')).toBe(false)
  })

  test('says what it is since when, and what decided, by rule, text and time', async () => {
    const { settle } = await show(oneSession())
    await settle(() => whyButton().click())
    expect(dialog().textContent).toContain('needs approvalRun rm -rf build?since 14:02:10')
    expect(section('Decided by').textContent).toBe(
      'Decided byText on the screensays: waiting for yousince 14:02:10' +
        'Ruleapproval-boxMatching textDo you want to proceed?',
    )
  })

  test('says which version its rules know and which is installed, as far as that is known', async () => {
    const main = oneSession()
    main.answers['status:why'] = () =>
      succeed({ ...why, versions: { installed: '2.1.329', measured: '2.1.330' } })
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    expect(dialog().textContent).toContain(
      'Its rules were measured with Claude Code 2.1.330; 2.1.329 is installed.',
    )
  })

  test.each([
    [
      { kind: 'unrecognised', installed: '2.1.340', measured: '2.1.332' },
      'Claude Code 2.1.340 is newer than Roost’s rules (2.1.332).',
    ],
    [
      { kind: 'contradicted', installed: '2.1.340', measured: '2.1.332' },
      'Claude Code 2.1.340 is newer than Roost’s rules (2.1.332).',
    ],
    [
      { kind: 'unrecognised', installed: '2.1.330', measured: '2.1.332' },
      'Roost does not recognize what Claude Code 2.1.330 shows.',
    ],
    [
      { kind: 'unrecognised', installed: null, measured: '2.1.332' },
      'Roost does not recognize what Claude Code shows.',
    ],
    [
      { kind: 'contradicted', installed: '2.1.330', measured: null },
      'What Claude Code 2.1.330 reports and what it shows contradict each other.',
    ],
  ] as const)('says why a status is doubted, also where one only points: %j', async (doubt, words) => {
    const main = oneSession()
    const [session] = main.model.sessions
    if (session === undefined) throw new Error('there is no session')
    main.model = { ...main.model, sessions: [{ ...session, doubt }] }
    const { settle } = await show(main)
    expect(whyButton().title.split('\n')).toContain(words)
    await settle(() => whyButton().click())
    expect(dialog().textContent).toContain(words)
  })

  test('says by what an agent is heard that the user started by hand, and why not by hooks', async () => {
    const main = oneSession()
    main.answers['status:why'] = () => succeed({ ...why, heardBy: ['osc7501', 'screen'] })
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    expect(dialog().textContent).toContain(
      'Told by: reports, screen. Hooks cannot be given to an agent that you start yourself.',
    )
  })

  test('says what else was seen and why it lost', async () => {
    const { settle } = await show(oneSession())
    await settle(() => whyButton().click())
    const seen = section('Also seen').textContent
    expect(seen).toContain('Clock and counterssays: workingsince 14:01:20')
    expect(seen).toContain('Why it did not decidea stronger source decided')
    expect(seen).toContain('Window titlesays nothing')
    expect(seen).toContain('it reports no status')
  })

  test('says the clock and the counters, and leaves out what the tool does not show', async () => {
    const { settle } = await show(oneSession())
    await settle(() => whyButton().click())
    const rows = [...section('The tool’s clock and counters').querySelectorAll('dl > div')]
    expect(rows.map((row) => [...row.children].map((part) => part.textContent))).toEqual([
      ['Elapsed', '42s'],
      ['Tokens', '1,234'],
      ['Clock last changed', '14:02:09'],
      ['Counters last changed', '14:02:01'],
    ])
    expect(dialog().textContent).toContain('2 tasks in the background')
  })

  test('lists the last changes with their times', async () => {
    const main = oneSession()
    const transitions = [
      transition({ at: today(14, 2, 10), kind: 'waiting', reason: 'approval', words: 'Run it?' }),
      transition({ at: today(14, 1, 0), kind: 'idle', certainty: 'guess', source: 'silence' }),
      transition({ at: today(13, 0, 0), kind: 'exited', words: '1', source: 'process' }),
    ]
    main.answers['status:why'] = () => succeed({ ...why, transitions })
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    const rows = [...section('Recent changes').querySelectorAll('li')].map((row) => row.textContent)
    expect(rows).toEqual([
      '14:02:10needs approvalRun it?Text on the screen',
      '14:01:00seems idleNo output',
      '13:00:00exited with code 1Process',
    ])
  })

  test('follows the status while it is open', async () => {
    const main = oneSession()
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    expect(main.asked('status:why')).toHaveLength(1)
    main.answers['status:why'] = () => succeed({ ...why, status: statuses.idle, sources: [], background: 0 })
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { title: 'apple' }) }))
    expect(main.asked('status:why')).toHaveLength(2)
    expect(section('Decided by').textContent).toContain('No evidence decided this status.')
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { title: 'a new title' }) }))
    expect(main.asked('status:why')).toHaveLength(2)
    expect(dialog().textContent).toContain('a new title')
  })

  test('says in words that it could not be read, and keeps what it had', async () => {
    const main = oneSession()
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    main.answers['status:why'] = () => fail('no-session', 'Gone.', 'Reopen it.')
    await settle(() =>
      main.patch({ kind: 'session', session: sessionView(1, { status: { ...waiting, since: 5 } }) }),
    )
    expect(alerts()).toEqual([
      'This session no longer exists. It was closed in the meantime. Reopen it, or start a new one.',
    ])
    expect(section('Decided by').textContent).toContain('approval-box')
  })

  test('goes with its session', async () => {
    const main = oneSession()
    const { settle } = await show(main)
    await settle(() => whyButton().click())
    await settle(() => main.patch({ kind: 'sessionRemoved', id: sessionId(1) }))
    await settle()
    expect(isOpen()).toBe(false)
  })

  test.each([
    ['That’s wrong…', 'Which status is correct?'],
    ['Timeline', 'Timeline of apple'],
    ['Rules…', 'Status rules'],
  ])('leads by %s to "%s", whose end gives the focus back', async (label, title) => {
    const { settle } = await show(oneSession())
    whyButton().focus()
    await settle(() => whyButton().click())
    await settle(() => button(label).click())
    expect(document.querySelectorAll('dialog')).toHaveLength(1)
    expect(nameOf(dialog())).toBe(title)
    await settle(() => press('Escape'))
    expect(document.activeElement).toBe(whyButton())
  })

  test('does not open over another dialog', async () => {
    const { settle } = await show(oneSession())
    await settle(() => runCommand('rules'))
    await settle(() => runCommand('whyStatus'))
    expect(nameOf(dialog())).toBe('Status rules')
  })

  test('speaks Russian', async () => {
    const main = oneSession()
    main.model = { ...main.model, locale: 'ru' }
    const { settle } = await show(main)
    await settle(() => button('Почему? — просит разрешение').click())
    expect(nameOf(dialog())).toBe('Почему такое состояние?')
    expect(section('Чем определено').textContent).toContain('Текст на экранесообщает: ждёт вас')
  })
})
