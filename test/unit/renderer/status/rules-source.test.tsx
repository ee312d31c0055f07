import { signal } from '@preact/signals'
import { afterEach, describe, expect, test } from 'vitest'
import { failWith } from '../../../../app/i18n/failure.ts'
import { succeed } from '../../../../app/base/result.ts'
import type { RulesOrigin, RulesPreview } from '../../../../app/tool/rules-diff.ts'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import type { StatusView } from '../../../../renderer/model/open-status-view.ts'
import { StatusViews } from '../../../../renderer/status/status-views.tsx'
import type { FakeMain } from '../../../support/fake-bridge.ts'
import { press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, dialog, nameOf, section } from './by-name.ts'
import { builtIn, oneSession, today } from './samples.ts'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

const ofFile: RulesOrigin = {
  isPreset: true,
  measured: '2.1.340',
  file: {
    fileName: 'new.json',
    chosenAt: today(9, 30, 0),
    versions: [
      { toolName: 'claude', tool: 'Claude Code', measured: '2.1.340', isUsed: true },
      { toolName: 'pi', tool: 'Pi', measured: null, isUsed: true },
    ],
  },
}

const preview: RulesPreview = {
  id: 7,
  fileName: 'new.json',
  leftOut: ['mine'],
  tools: [
    {
      toolName: 'claude',
      tool: 'Claude Code',
      measured: { before: '2.1.330', after: '2.1.340' },
      rules: [
        { kind: 'changed', id: 'works', before: 'old works', after: 'new works' },
        { kind: 'added', id: 'fresh', after: 'new fresh' },
        { kind: 'removed', id: 'gone', before: 'old gone' },
      ],
      promptBox: { kind: 'changed', id: 'promptBox', before: 'old box', after: 'new box' },
      isReordered: true,
    },
    {
      toolName: 'pi',
      tool: 'Pi',
      measured: { before: null, after: null },
      rules: [],
      promptBox: null,
      isReordered: false,
    },
  ],
}

async function open(main: FakeMain, origin: RulesOrigin = builtIn): Promise<Rendered> {
  main.answers['rules:read'] ??= () => succeed({ preset: '[]', own: '[]', origin })
  page = await renderApp(main, <StatusViews view={signal<StatusView | null>(null)} />)
  await page.settle(() => runCommand('rules'))
  return page
}

const source = () => section('Where the rules come from')
const note = () => source().querySelector('[role=status]')?.textContent

describe('where the rules come from', () => {
  test('is said of the built-in ones, which cannot be taken back', async () => {
    await open(oneSession())
    expect(source().textContent).toContain('Built-in rules, measured with Claude Code 2.1.330.')
    expect(buttonNames(source())).toEqual(['Update rules from a file…', 'Save rules as a file…'])
  })

  test('is said of a file: its name, when it was chosen, and the versions in it', async () => {
    await open(oneSession(), ofFile)
    expect(source().textContent).toContain(
      'From the file new.json, chosen 09:30:00; measured with Claude Code 2.1.340.',
    )
    expect(source().textContent).toContain('In the file new.json: Claude Code 2.1.340, Pi.')
    expect(dialog().textContent).toContain('Rules from the file (read-only)')
    expect(buttonNames(source())).toContain('Back to the built-in rules')
  })

  test('is the app, where the file is older than its rules, or has none for the tool', async () => {
    const file = some(ofFile.file)
    const older = { ...file, versions: file.versions.map((one) => ({ ...one, isUsed: false })) }
    const { unmount } = await open(oneSession(), { ...ofFile, measured: '2.1.350', file: older })
    expect(source().textContent).toContain('Built-in rules, measured with Claude Code 2.1.350.')
    expect(source().textContent).toContain('older than the built-in ones, which are used')
    unmount()
    const others = { ...file, versions: file.versions.filter(({ toolName }) => toolName === 'pi') }
    await open(oneSession(), { ...builtIn, file: others })
    expect(source().textContent).toContain('measured with Claude Code 2.1.330.In the file new.json: Pi.')
    expect(dialog().textContent).toContain('Built-in rules (read-only)')
  })

  test('is said in Russian', async () => {
    const main = oneSession()
    main.model = { ...main.model, locale: 'ru' }
    await open(main, ofFile)
    expect(section('Откуда правила').textContent).toContain(
      'Из файла new.json, выбран 09:30:00; проверены с Claude Code 2.1.340.',
    )
  })

  test('offers no file of a tool of the user’s own', async () => {
    await open(oneSession(), { isPreset: false, measured: null, file: null })
    expect(buttonNames(source())).toEqual(['Update rules from a file…'])
  })
})

describe('a file that is picked', () => {
  async function picked(main: FakeMain): Promise<Rendered> {
    main.answers['rules:pickFile'] = () => succeed(preview)
    const shown = await open(main)
    button('Update rules from a file…').focus()
    await shown.settle(() => button('Update rules from a file…').click())
    return shown
  }

  test('is shown tool by tool, old and new side by side', async () => {
    await picked(oneSession())
    expect(nameOf(dialog())).toBe('Rules of new.json')
    expect(dialog().textContent).toContain('Left out, since Roost brings no such tool: mine.')
    const claude = section('Claude Code: measured with 2.1.330, now 2.1.340')
    expect([...claude.querySelectorAll('summary')].map((one) => one.textContent)).toEqual([
      'Changed: works',
      'New: fresh',
      'Removed: gone',
      'Changed: prompt box',
    ])
    const texts = [...claude.querySelectorAll('pre')].map((one) => `${nameOf(one)} ${one.textContent}`)
    expect(texts).toEqual([
      'Changed: works. In use now old works',
      'Changed: works. In the file new works',
      'New: fresh. In the file new fresh',
      'Removed: gone. In use now old gone',
      'Changed: prompt box. In use now old box',
      'Changed: prompt box. In the file new box',
    ])
    expect(claude.textContent).toContain('The order of the rules has changed.')
    expect(section('Pi: no version is named').textContent).toContain('already in use')
  })

  test('changes nothing where the user cancels, and the button has the focus again', async () => {
    const main = oneSession()
    const { settle } = await picked(main)
    await settle(() => press('Escape'))
    expect(nameOf(dialog())).toBe('Status rules')
    expect(main.asked('rules:useFile')).toEqual([])
    expect(document.activeElement).toBe(button('Update rules from a file…'))
  })

  test('is used as it was shown, and the rules are read again', async () => {
    const main = oneSession()
    const { settle } = await picked(main)
    const reads = main.asked('rules:read').length
    main.answers['rules:read'] = () => succeed({ preset: '[7]', own: '[]', origin: ofFile })
    await settle(() => button('Use these rules').click())
    // The rules are asked for once the file is used.
    await settle()
    expect(main.asked('rules:useFile')).toEqual([{ preview: 7 }])
    expect(main.asked('rules:read')).toHaveLength(reads + 1)
    expect(note()).toBe('The rules of new.json are now in use.')
    await settle(() => button('Back to the built-in rules').click())
    expect(main.asked('rules:dropFile')).toHaveLength(1)
    expect(note()).toBe('The built-in rules are in use again.')
  })

  test('that is wrong is refused in words, which go with the next one', async () => {
    const main = oneSession()
    main.answers['rules:pickFile'] = () =>
      failWith('rules-file-json', { reason: { kind: 'text-place', line: 3, column: 1 } })
    const { settle } = await open(main)
    await settle(() => button('Update rules from a file…').click())
    expect(alerts()).toEqual([
      'The file is not JSON (line 3, column 1). Nothing was changed. Correct the file there and choose it again.',
    ])
    main.answers['rules:pickFile'] = () => succeed(null)
    await settle(() => button('Update rules from a file…').click())
    expect(alerts()).toHaveLength(1)
    main.answers['rules:pickFile'] = () => succeed(preview)
    await settle(() => button('Update rules from a file…').click())
    expect(alerts()).toEqual([])
  })
})

test('rules are saved where the user chose', async () => {
  const main = oneSession()
  main.answers['rules:saveFile'] = () => succeed('/home/ada/claude-rules.json')
  const { settle } = await open(main)
  await settle(() => button('Save rules as a file…').click())
  expect(main.asked('rules:saveFile')).toEqual([{ toolName: 'claude' }])
  expect(note()).toBe('Saved as /home/ada/claude-rules.json.')
})

function some<T>(value: T | null): T {
  if (value === null) throw new Error('there is nothing')
  return value
}
