import { signal } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { fail, succeed } from '../../../../app/base/result.ts'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import { SettingsButton } from '../../../../renderer/settings/settings-button.tsx'
import type { StatusView } from '../../../../renderer/model/open-status-view.ts'
import { StatusViews } from '../../../../renderer/status/status-views.tsx'
import { FakeMain } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, dialog, nameOf, textField, typeInto } from './by-name.ts'
import { builtIn, oneSession } from './samples.ts'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

async function show(main: FakeMain): Promise<Rendered> {
  main.answers['rules:read'] ??= ({ toolName }) =>
    succeed({ preset: `[{"id":"${toolName}-preset"}]`, own: `[{"id":"${toolName}-own"}]`, origin: builtIn })
  const view = signal<StatusView | null>(null)
  page = await renderApp(
    main,
    <>
      <SettingsButton />
      <StatusViews view={view} />
    </>,
  )
  return page
}

async function open(main: FakeMain): Promise<Rendered> {
  const shown = await show(main)
  await shown.settle(() => runCommand('rules'))
  return shown
}

const own = () => textField('Your rules')
const tool = () => need(document.querySelector('select'), 'choice of the tool')
const note = () => document.querySelector('dialog .rules-texts [role=status]')?.textContent

function choose(name: string): void {
  tool().value = name
  tool().dispatchEvent(new Event('change', { bubbles: true }))
}

describe('the rules', () => {
  test('open from the settings, whose button has the focus again after', async () => {
    const { settle } = await show(oneSession())
    button('Settings').focus()
    await settle(() => button('Settings').click())
    await settle(() => button('Status rules…').click())
    await pollFor(async () => {
      await settle()
      return document.querySelector('dialog') !== null
    })
    expect(nameOf(dialog())).toBe('Status rules')
    expect(dialog().contains(document.activeElement)).toBe(true)
    await settle(() => press('Escape'))
    expect(document.activeElement).toBe(button('Settings'))
  })

  test('begin with the tool of the active session, else with the first one', async () => {
    const first = await open(oneSession())
    expect(tool().value).toBe('claude')
    first.unmount()
    await open(new FakeMain())
    expect(tool().value).toBe('shell')
  })

  test('show the built-in ones to read and the own ones to edit, of the tool that is chosen', async () => {
    const { settle } = await open(oneSession())
    expect([...tool().options].map((one) => one.textContent)).toEqual([
      'Shell',
      'Claude Code',
      'Codex',
      'Gemini CLI',
    ])
    const preset = () => textField('Built-in rules (read-only)')
    expect(preset().value).toBe('[{"id":"claude-preset"}]')
    expect(preset().readOnly).toBe(true)
    expect(own().value).toBe('[{"id":"claude-own"}]')
    await settle(() => choose('codex'))
    await settle()
    expect(preset().value).toBe('[{"id":"codex-preset"}]')
    expect(own().value).toBe('[{"id":"codex-own"}]')
  })

  test('explain their language', async () => {
    await open(oneSession())
    const help = need(document.querySelector('details'), 'help').textContent
    for (const word of ['contains', 'regex', 'promptBox', 'claim', 'keep', 'off'])
      expect(help).toContain(word)
  })

  test('are saved as typed, and say so', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '[1]'))
    expect(note()).toContain('Not saved yet.')
    await settle(() => button('Save').click())
    expect(main.asked('rules:save')).toEqual([{ toolName: 'claude', text: '[1]' }])
    expect(note()).toBe('Saved. The rules are now in use.')
    expect(own().value).toBe('[1]')
  })

  test('stay as typed where they are refused, with the reason at the field', async () => {
    const main = oneSession()
    main.answers['rules:save'] = () => fail('rule', 'The rule x has no claim.', 'Add one.')
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '[{"id":"x"}]'))
    await settle(() => button('Save').click())
    expect(alerts()).toEqual(['The rule x has no claim. Add one.'])
    expect(own().value).toBe('[{"id":"x"}]')
    expect(own().getAttribute('aria-invalid')).toBe('true')
    const [describedBy] = (own().getAttribute('aria-describedby') ?? '').split(' ')
    expect(document.getElementById(describedBy ?? '')?.textContent).toContain('The rule x has no claim.')
    main.answers['rules:save'] = () => succeed(null)
    await settle(() => button('Save').click())
    expect(alerts()).toEqual([])
    expect(own().getAttribute('aria-invalid')).toBe('false')
  })

  test('are not lost when the dialog closes or another tool is chosen', async () => {
    const { settle } = await open(oneSession())
    await settle(() => typeInto(own(), '[half'))
    await settle(() => choose('codex'))
    await settle()
    expect(own().value).toBe('[{"id":"codex-own"}]')
    await settle(() => press('Escape'))
    await settle(() => runCommand('rules'))
    expect(own().value).toBe('[half')
    expect(note()).toContain('Not saved yet.')
  })

  test('that were saved elsewhere meanwhile are not replaced without a word', async () => {
    const main = oneSession()
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '[half'))
    await settle(() => press('Escape'))
    main.answers['rules:read'] = () => succeed({ preset: '[]', own: '[{"id":"of-a-fix"}]', origin: builtIn })
    await settle(() => runCommand('rules'))
    await settle()
    expect(own().value).toBe('[half')
    expect(note()).toContain('The saved rules changed while you were editing.')
  })

  test('keep what is typed while they are being saved', async () => {
    const main = oneSession()
    let answer = () => undefined as void
    main.answers['rules:save'] = () =>
      new Promise((resolve) => {
        answer = () => resolve(succeed(null))
      })
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '[1]'))
    await settle(() => button('Save').click())
    await settle(() => typeInto(own(), '[1, 2]'))
    await settle(() => answer())
    expect(own().value).toBe('[1, 2]')
    expect(note()).toContain('Not saved yet.')
    expect(note()).not.toContain('have changed')
  })

  test('go back to the saved ones only after a question', async () => {
    const { settle } = await open(oneSession())
    expect(buttonNames()).not.toContain('Revert to saved')
    await settle(() => typeInto(own(), '[half'))
    await settle(() => button('Revert to saved').click())
    expect(nameOf(dialog())).toBe('Discard what you typed?')
    await settle(() => press('Escape'))
    expect(own().value).toBe('[half')
    await settle(() => button('Revert to saved').click())
    await settle(() => button('Discard').click())
    expect(own().value).toBe('[{"id":"claude-own"}]')
  })

  test('that cannot be read are not overwritten', async () => {
    const main = oneSession()
    main.answers['rules:read'] = () => fail('tool-unknown', '', '')
    await open(main)
    expect(alerts()[0]).toContain('There is no tool with this name.')
    expect(button('Save').disabled).toBe(true)
    expect(own().readOnly).toBe(true)
  })
})
