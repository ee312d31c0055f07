import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fail } from '../../../../app/base/result.ts'
import { NewSessionDialog } from '../../../../renderer/new-session/new-session-dialog.tsx'
import { absolutePath, FakeMain } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'
import { need, renderApp, type Rendered } from '../../../support/render.tsx'

const shell = { name: 'shell', displayName: 'Shell', kind: 'shell', found: true } as const
let page: Rendered | null = null
let closed = 0
beforeEach(() => {
  closed = 0
  localStorage.clear()
})
afterEach(() => page?.unmount())

async function open(main: FakeMain, toolName: string | null = null): Promise<Rendered> {
  page = await renderApp(
    main,
    <NewSessionDialog
      toolName={toolName}
      size={() => ({ cols: 101, rows: 31 })}
      onDone={() => {
        closed += 1
      }}
    />,
  )
  return page
}

const radios = () => [...document.querySelectorAll<HTMLInputElement>('input[type=radio]')]
const radio = (name: string) =>
  need(
    radios().find((one) => one.getAttribute('aria-label') === name),
    name,
  )
const folder = () => need(document.querySelector<HTMLInputElement>('input[type=text]'), 'folder field')
const alerts = () => [...document.querySelectorAll('[role=alert]')].map((one) => one.textContent)
const submit = () => need(document.querySelector('form'), 'form').requestSubmit()

function type(text: string): void {
  folder().value = text
  folder().dispatchEvent(new InputEvent('input', { bubbles: true }))
}

describe('a new session', () => {
  test('offers the tools that are there, and says which are not', async () => {
    await open(new FakeMain())
    expect(radios().map((one) => one.getAttribute('aria-label'))).toEqual([
      'Shell',
      'Claude Code',
      'Codex',
      'Gemini CLI',
    ])
    const missing = radio('Gemini CLI')
    expect(missing.disabled).toBe(true)
    expect(document.getElementById(missing.getAttribute('aria-describedby') ?? '')?.textContent).toBe(
      'not found',
    )
    expect(document.activeElement).toBe(radio('Shell'))
  })

  test('folds the tools away that are not there, where they are more than a row, and still says which', async () => {
    const names = ['Aider', 'Amp', 'Droid', 'Kilo CLI']
    const missing = names.map((displayName) => ({
      name: displayName.toLowerCase().replace(' ', '-'),
      displayName,
      kind: 'agent' as const,
      found: false,
    }))
    const few = await open(new FakeMain({ tools: [shell, ...missing.slice(0, 3)] }))
    expect(document.querySelector('details')).toBeNull()
    few.unmount()
    await open(new FakeMain({ tools: [...missing, shell] }))
    const folded = need(document.querySelector('details'), 'folded tools')
    expect(folded.open).toBe(false)
    expect(folded.querySelector('summary')?.textContent).toBe('Not found on this computer: 4')
    expect(radios().map((one) => folded.contains(one))).toEqual([false, true, true, true, true])
    expect(radio('Kilo CLI').disabled).toBe(true)
  })

  test('starts the chosen tool in the typed folder, in the size of the terminal', async () => {
    const main = new FakeMain()
    const { settle } = await open(main)
    await settle(() => radio('Codex').click())
    await settle(() => type('~/src'))
    await settle(submit)
    expect(main.asked('session:create')).toEqual([
      { toolName: 'codex', folder: '~/src', cols: 101, rows: 31 },
    ])
    expect(closed).toBe(1)
  })

  test('begins with the tool of the last time and the last folder', async () => {
    const main = new FakeMain({ recentFolders: [absolutePath('/home/ada/src'), absolutePath('/srv')] })
    const first = await open(main)
    expect(folder().value).toBe('~/src')
    await first.settle(() => radio('Claude Code').click())
    await first.settle(submit)
    first.unmount()
    await open(main)
    expect(radio('Claude Code').checked).toBe(true)
  })

  test('begins with the tool it was opened for', async () => {
    await open(new FakeMain(), 'codex')
    expect(radio('Codex').checked).toBe(true)
  })

  test('says under the field what is wrong with the folder, while it is typed', async () => {
    const main = new FakeMain()
    const { settle } = await open(main)
    await settle(() => type('/nowhere'))
    await pollFor(async () => {
      await settle()
      return alerts().length > 0
    })
    expect(alerts()).toEqual(['This folder does not exist. Check the spelling, or choose another folder.'])
    expect(folder().getAttribute('aria-invalid')).toBe('true')
    const note = document.getElementById(folder().getAttribute('aria-describedby') ?? '')
    expect(note?.textContent).toContain('does not exist')
    await settle(() => type('/home/ada/src'))
    expect(alerts()).toEqual([])
    expect(main.asked('session:create')).toEqual([])
  })

  test('stays open and says once why it could not start', async () => {
    const main = new FakeMain()
    main.answers['session:create'] = () =>
      fail('folder-file', 'This is a file, not a folder.', 'Choose another.')
    const { settle } = await open(main)
    await settle(submit)
    expect(alerts()).toEqual(['This is a file, not a folder. Choose the folder that contains it.'])
    main.answers['session:create'] = () => fail('unheard-of', 'The tool is gone.', 'Install it.')
    await settle(submit)
    expect(alerts()).toEqual(['The tool is gone. Install it.'])
    expect(closed).toBe(0)
  })

  test('takes a folder from the list of recent ones and from the native dialog', async () => {
    const main = new FakeMain({ recentFolders: [absolutePath('/home/ada/src'), absolutePath('/srv')] })
    const { settle } = await open(main)
    const recent = () => [...document.querySelectorAll<HTMLElement>('.recent-folder')]
    await settle(() => need(recent()[0], 'recent folder').click())
    expect(folder().value).toBe('/srv')
    const browse = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Browse…')
    await settle(() => need(browse, 'Browse button').click())
    expect(main.asked('folder:pick')).toEqual([{ startAt: '/srv' }])
    expect(folder().value).toBe('~/picked')
  })

  test('is not started twice by two presses', async () => {
    const main = new FakeMain()
    main.answers['session:create'] = () => new Promise(() => undefined)
    const { settle } = await open(main)
    await settle(submit)
    await settle(submit)
    expect(main.asked('session:create')).toHaveLength(1)
  })
})
