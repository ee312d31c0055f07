import { afterEach, describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../../app/base/result.ts'
import { TimelineDialog } from '../../../../renderer/status/timeline-dialog.tsx'
import { sessionId, sessionView, type FakeMain } from '../../../support/fake-bridge.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, dialog, nameOf, section } from './by-name.ts'
import { oneSession, timeline, today, transition } from './samples.ts'

let page: Rendered | null = null
let closed = 0
afterEach(() => {
  page?.unmount()
  page = null
  closed = 0
})

async function open(main: FakeMain): Promise<Rendered> {
  main.answers['status:timeline'] ??= () => succeed(timeline)
  main.answers['status:moment'] ??= ({ at }) =>
    at === today(14, 0, 10) ? succeed('✻ Thinking…\n  > ') : succeed('')
  page = await renderApp(
    main,
    <TimelineDialog
      id={sessionId(1)}
      onClose={() => {
        closed += 1
      }}
    />,
  )
  return page
}

const band = () => need(document.querySelector<HTMLElement>('[role=toolbar]'), 'band')
const rows = () => [...section('Changes, newest first').querySelectorAll('button')]
const working = 'working, 14:00:10, for 2:00'

describe('the timeline', () => {
  test('has a segment for each stretch, named by status, time and length', async () => {
    await open(oneSession())
    expect(nameOf(dialog())).toBe('Timeline of apple')
    expect(nameOf(band())).toBe('Status over time')
    expect(buttonNames(band())).toEqual([
      'idle, 14:00:00, for 10s',
      working,
      'needs approval, 14:02:10, for 10s',
    ])
  })

  test('tells the kinds apart by a pattern each, not by colour alone', async () => {
    await open(oneSession())
    const looks = [...band().querySelectorAll('button')].map((one) => one.className)
    expect(looks).toEqual(
      ['idle', 'working', 'waiting'].map((kind) => `segment segment-pattern segment-${kind}`),
    )
  })

  test('lists the changes with times and lengths, newest first', async () => {
    await open(oneSession())
    expect(rows().map((row) => row.textContent)).toEqual([
      '14:02:10 needs approvalRun rm -rf build? 10s',
      '14:00:10 working 2:00',
      '14:00:00 idle 10s',
    ])
  })

  test('adds up how long it worked, waited and rested', async () => {
    const main = oneSession()
    const transitions = [...timeline.transitions, transition({ at: today(14, 2, 20) })]
    main.answers['status:timeline'] = () => succeed({ transitions, now: today(14, 3, 20) })
    await open(main)
    const totals = need(document.querySelector('[aria-label=Totals]'), 'totals')
    expect([...totals.children].map((one) => one.textContent)).toEqual([
      'worked2:00',
      'waited for you10s',
      'was idle1:10',
    ])
  })

  test('shows the screen of the moment that is clicked', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    expect(dialog().textContent).toContain('Select a change to see the screen at that time.')
    await settle(() => button(working).click())
    expect(main.asked('status:moment')).toEqual([{ id: sessionId(1), at: today(14, 0, 10) }])
    const text = need(section('Screen at 14:00:10').querySelector('pre'), 'text')
    expect(text.textContent).toBe('✻ Thinking…\n  > ')
    expect(text.tabIndex).toBe(0)
    expect(button(working).getAttribute('aria-pressed')).toBe('true')
    expect(rows().map((row) => row.getAttribute('aria-pressed'))).toEqual(['false', 'true', 'false'])
  })

  test('says that a moment has no text, and why one could not be read', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => need(rows()[2], 'row').click())
    expect(section('Screen at 14:00:00').textContent).toContain('The screen at that time was not saved.')
    main.answers['status:moment'] = () => fail('moment', 'It cannot be read.', 'Try another one.')
    await settle(() => button(working).click())
    expect(alerts()).toEqual(['It cannot be read. Try another one.'])
  })

  test('is walked by arrow keys, in the band and in the list', async () => {
    const { settle } = await open(oneSession())
    const [first, second, third] = band().querySelectorAll('button')
    expect([first?.tabIndex, second?.tabIndex, third?.tabIndex]).toEqual([-1, -1, 0])
    third?.focus()
    await settle(() => press('ArrowLeft'))
    expect(document.activeElement).toBe(second)
    expect(second?.getAttribute('aria-pressed')).toBe('true')
    await settle(() => press('Home'))
    await settle(() => press('ArrowLeft'))
    expect(document.activeElement).toBe(first)
    rows()[0]?.focus()
    await settle(() => press('ArrowDown'))
    expect(document.activeElement).toBe(rows()[1])
    expect(section('Screen at 14:00:10')).toBeTruthy()
    await settle(() => press('End'))
    expect(document.activeElement).toBe(rows()[2])
  })

  test('follows the session, and the moment on show stays', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => button(working).click())
    const transitions = [...timeline.transitions, transition({ at: today(14, 2, 20) })]
    main.answers['status:timeline'] = () => succeed({ transitions, now: today(14, 2, 21) })
    await settle(() => main.patch({ kind: 'session', session: sessionView(1, { title: 'apple' }) }))
    expect(buttonNames(band())).toHaveLength(4)
    expect(button(working).getAttribute('aria-pressed')).toBe('true')
    expect(main.asked('status:moment')).toHaveLength(1)
  })

  test('says that nothing has changed yet, or why it cannot be read', async () => {
    const main = oneSession()
    main.answers['status:timeline'] = () => succeed({ transitions: [], now: today(14, 0, 0) })
    const empty = await open(main)
    expect(dialog().textContent).toContain('No changes yet.')
    empty.unmount()
    main.answers['status:timeline'] = () => fail('no-session', '', '')
    await open(main)
    expect(alerts()[0]).toContain('This session no longer exists.')
  })

  test('goes with its session', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => main.patch({ kind: 'sessionRemoved', id: sessionId(1) }))
    expect(closed).toBe(1)
  })
})
