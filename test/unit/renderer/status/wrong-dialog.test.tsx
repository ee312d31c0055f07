import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../../app/base/result.ts'
import type { StatusView } from '../../../../renderer/model/open-status-view.ts'
import { WrongDialog } from '../../../../renderer/status/wrong-dialog.tsx'
import { sessionId, type FakeMain } from '../../../support/fake-bridge.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, dialog, nameOf, radio, textField, typeInto } from './by-name.ts'
import { draft, fixes, oneSession } from './samples.ts'

let page: Rendered | null = null
let closed = 0
let views: readonly StatusView[] = []
beforeEach(() => {
  closed = 0
  views = []
})
afterEach(() => {
  page?.unmount()
  page = null
})

async function open(main: FakeMain): Promise<Rendered> {
  main.answers['case:draft'] ??= () => succeed(draft)
  main.answers['case:save'] ??= () => succeed({ path: '/data/cases/claude-1.json', fixes })
  page = await renderApp(
    main,
    <WrongDialog
      id={sessionId(1)}
      onView={(view) => {
        views = [...views, view]
      }}
      onClose={() => {
        closed += 1
      }}
    />,
  )
  return page
}

/** Puts the cursor somewhere into this piece of the screen. */
function pointAt(text: string): void {
  const screen = textField('Screen')
  const place = screen.value.indexOf(text) + 1
  screen.setSelectionRange(place, place)
}

const said = () => [...document.querySelectorAll('[role=status]')].map((one) => one.textContent)

describe('"That\'s wrong"', () => {
  test('shows the frame, and that it may hold secrets and stays on this machine', async () => {
    await open(oneSession())
    expect(nameOf(dialog())).toBe('Which status is correct?')
    expect(dialog().textContent).toContain('Roost shows: needs approval')
    expect(textField('Screen').value).toBe(draft.screen)
    expect(textField('Window title').value).toBe('✳ apple')
    expect(textField('Signals, one per line').value).toBe('9;4;0\n777;notify;Claude;Waiting')
    const [describedBy] = (textField('Screen').getAttribute('aria-describedby') ?? '').split(' ')
    const note = document.getElementById(describedBy ?? '')?.textContent
    expect(note).toContain('may contain secrets')
    expect(note).toContain('on this computer only')
  })

  test('offers every status, with the reasons of waiting and failing', async () => {
    await open(oneSession())
    const group = need(document.querySelector('[role=radiogroup]'), 'radio group')
    expect([...group.querySelectorAll('label')].map((one) => one.textContent)).toEqual([
      'idle',
      'working',
      'starting',
      'needs approval',
      'asks a question',
      'asks whether to trust the folder',
      'asks you to sign in',
      'usage limit reached',
      'not signed in',
      'network error',
      'service error',
    ])
    expect(new Set([...group.querySelectorAll('input')].map((one) => one.name)).size).toBe(1)
  })

  test('does not save before the right status is chosen, and says so', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => button('Save').click())
    expect(alerts()).toEqual(['Choose the correct status.'])
    expect(document.activeElement).toBe(radio('idle'))
    expect(main.asked('case:save')).toEqual([])
    await settle(() => radio('working').click())
    expect(alerts()).toEqual([])
  })

  test('saves the frame as edited, with the right status and the line that tells it', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => radio('asks a question').click())
    await settle(() => typeInto(textField('Screen'), draft.screen.replace('sk-secret', '…')))
    await settle(() => typeInto(textField('Window title'), 'apple'))
    await settle(() => typeInto(textField('Signals, one per line'), '9;4;0\n\n'))
    pointAt('want to')
    await settle(() => button('Use this line').click())
    expect(said()).toContain('Line that shows the status: Do you want to proceed?')
    await settle(() => button('Save').click())
    expect(main.asked('case:save')).toEqual([
      {
        id: sessionId(1),
        screen: 'token …\nDo you want to proceed?\n\n❯ 1. Yes',
        title: 'apple',
        signals: ['9;4;0'],
        right: { kind: 'waiting', reason: 'question' },
        sign: 'Do you want to proceed?',
      },
    ])
  })

  test('takes no empty line for the sign', async () => {
    const { settle } = await open(oneSession())
    textField('Screen').setSelectionRange(40, 40)
    await settle(() => button('Use this line').click())
    expect(said()).toContain('The line at the cursor is empty.')
  })

  test('lets a sign go that was taken out of the screen, or by its button', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    pointAt('sk-secret')
    await settle(() => button('Use this line').click())
    await settle(() => typeInto(textField('Screen'), 'token …'))
    await settle(() => radio('idle').click())
    pointAt('token')
    await settle(() => button('Use this line').click())
    await settle(() => button('Clear line').click())
    await settle(() => button('Save').click())
    expect(main.asked('case:save')).toMatchObject([{ sign: null }])
  })

  test('keeps all that was typed where saving failed, and says why', async () => {
    const main = oneSession()
    main.answers['case:save'] = () => fail('disk-full', 'The disk is full.', 'Free some space.')
    const { settle } = await open(main)
    await settle(() => radio('idle').click())
    await settle(() => typeInto(textField('Screen'), 'edited'))
    await settle(() => button('Save').click())
    expect(alerts()).toEqual(['The disk is full. Free some space.'])
    expect(textField('Screen').value).toBe('edited')
    expect(radio('idle').checked).toBe(true)
  })

  test('is not saved twice by two presses', async () => {
    const main = oneSession()
    main.answers['case:save'] = () => new Promise(() => undefined)
    const { settle } = await open(main)
    await settle(() => radio('idle').click())
    await settle(() => button('Save').click())
    await settle(() => button('Save').click())
    expect(main.asked('case:save')).toHaveLength(1)
  })

  test('closes at once while nothing was changed, and asks after that', async () => {
    const { settle } = await open(oneSession())
    await settle(() => press('Escape'))
    expect(closed).toBe(1)
    await settle(() => typeInto(textField('Window title'), 'edited'))
    textField('Window title').focus()
    await settle(() => press('Escape'))
    expect(closed).toBe(1)
    expect(nameOf(dialog())).toBe('Discard your changes?')
    await settle(() => press('Escape'))
    expect(textField('Window title').value).toBe('edited')
    expect(document.activeElement).toBe(textField('Window title'))
    await settle(() => button('Cancel').click())
    await settle(() => button('Discard').click())
    expect(closed).toBe(2)
  })

  test('says that there is no frame', async () => {
    const main = oneSession()
    main.answers['case:draft'] = () => fail('no-session', '', '')
    await open(main)
    expect(alerts()[0]).toContain('This session no longer exists.')
    expect(button('Save').disabled).toBe(true)
  })

  test('keeps what was typed also when the session goes', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => typeInto(textField('Screen'), 'edited'))
    await settle(() => main.patch({ kind: 'sessionRemoved', id: sessionId(1) }))
    expect(textField('Screen').value).toBe('edited')
    expect(closed).toBe(0)
  })
})

describe('a saved case', () => {
  async function saved(main: FakeMain): Promise<Rendered> {
    const opened = await open(main)
    await opened.settle(() => radio('idle').click())
    await opened.settle(() => button('Save').click())
    return opened
  }
  const rows = () => [...document.querySelectorAll('.fix-list li .fix-text')].map((one) => one.textContent)

  test('says where it is, and shows it there', async () => {
    const main = oneSession()
    const { settle } = await saved(main)
    expect(nameOf(dialog())).toBe('Saved on this computer')
    expect(document.activeElement?.textContent).toContain('/data/cases/claude-1.json')
    await settle(() => button('Show in folder').click())
    expect(main.asked('case:reveal')).toEqual([{ path: '/data/cases/claude-1.json' }])
    main.answers['case:reveal'] = () => fail('gone', 'The file is gone.', 'Save it again.')
    await settle(() => button('Show in folder').click())
    expect(alerts()).toEqual(['The file is gone. Save it again.'])
    await settle(() => button('Close').click())
    expect(closed).toBe(1)
  })

  test('offers the changes of the rules that would make it right, with what they do to the others', async () => {
    await saved(oneSession())
    expect(rows()).toEqual([
      'Turn off the rule approval-box3 of 4 other saved cases stay correct.',
      'Check the rule busy-line first4 of 4 other saved cases stay correct.',
      'Add a rule that matches the lineThere are no other saved cases for this tool.',
    ])
  })

  test('uses one of them, and then no other: it was made for the rules before', async () => {
    const main = oneSession()
    const { settle } = await saved(main)
    await settle(() => button('Apply: Check the rule busy-line first').click())
    expect(main.asked('rules:save')).toEqual([{ toolName: 'claude', text: '[{"raise":1}]' }])
    expect(said()).toContain('Applied: Check the rule busy-line first.')
    expect(buttonNames().filter((name) => name.startsWith('Apply'))).toEqual([])
  })

  test('says beside a change why it was refused, and can be tried again', async () => {
    const main = oneSession()
    main.answers['rules:save'] = () => fail('rules', 'The rule approval-box is not known.', 'Look at it.')
    const { settle } = await saved(main)
    await settle(() => button('Apply: Turn off the rule approval-box').click())
    expect(rows()[0]).toContain('The rule approval-box is not known. Look at it.')
    expect(buttonNames().filter((name) => name.startsWith('Apply'))).toHaveLength(3)
  })

  test('says that no change helps, and points to the rules', async () => {
    const main = oneSession()
    main.answers['case:save'] = () => succeed({ path: '/data/cases/1.json', fixes: [] })
    const { settle } = await saved(main)
    expect(dialog().textContent).toContain('No single rule change would correct it.')
    await settle(() => button('Rules…').click())
    expect(views).toEqual([{ kind: 'rules', toolName: 'claude' }])
  })
})
