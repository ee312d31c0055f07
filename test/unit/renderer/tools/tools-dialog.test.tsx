import { afterEach, describe, expect, test } from 'vitest'
import type { Result } from '../../../../app/base/result.ts'
import { fail, succeed } from '../../../../app/base/result.ts'
import { mergeTool } from '../../../../app/tool/presets/merge-tools.ts'
import { isPresetName } from '../../../../app/tool/presets/preset-names.ts'
import { runCommand } from '../../../../renderer/keys/commands.ts'
import { SettingsButton } from '../../../../renderer/settings/settings-button.tsx'
import { ToolsView } from '../../../../renderer/tools/tools-view.tsx'
import { readEntry, shownEntry, shownTool } from '../../../../main/tools/tool-text.ts'
import { FakeMain, sessionId, sessionView } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'
import { need, press, renderApp, type Rendered } from '../../../support/render.tsx'
import { alerts, button, buttonNames, dialog, nameOf, textField, typeInto } from '../status/by-name.ts'

let page: Rendered | null = null
afterEach(() => {
  page?.unmount()
  page = null
})

/** A main that keeps the user's tools in its settings, as the real one does. */
function mainWith(own: Readonly<Record<string, unknown>> = {}): FakeMain {
  const main = new FakeMain({
    sessions: [sessionView(1, { toolName: 'claude', toolDisplayName: 'Claude Code' })],
    activeId: sessionId(1),
  })
  const keep = (tools: Readonly<Record<string, unknown>>): Result<null> => {
    main.patch({ kind: 'settings', settings: { ...main.model.settings, tools: { ...tools } } })
    return succeed(null)
  }
  keep(own)
  main.answers['tools:read'] = ({ toolName }) => {
    const entry = main.model.settings.tools[toolName]
    const merged = mergeTool(toolName, entry ?? {})
    return succeed({
      inForce: merged.ok ? shownTool(merged.value) : '',
      own: shownEntry(entry),
      isPreset: isPresetName(toolName),
    })
  }
  main.answers['tools:save'] = ({ toolName, text }) =>
    keep({ ...main.model.settings.tools, [toolName]: readEntry(text) })
  main.answers['tools:reset'] = ({ toolName }) => {
    const { [toolName]: _, ...rest } = main.model.settings.tools
    return keep(rest)
  }
  return main
}

async function open(main: FakeMain): Promise<Rendered> {
  page = await renderApp(
    main,
    <>
      <SettingsButton />
      <ToolsView />
    </>,
  )
  await page.settle(() => runCommand('tools'))
  await page.settle()
  return page
}

const rows = () =>
  [...document.querySelectorAll('.tool-row')].map((row) => row.textContent.replaceAll(/\s+/gu, ' ').trim())
const row = (name: string) =>
  need(
    [...document.querySelectorAll<HTMLButtonElement>('.tool-row')].find((one) =>
      one.textContent.startsWith(name),
    ),
    `row ${name}`,
  )
const field = (label: string) =>
  [...document.querySelectorAll('dt')].find((one) => one.textContent === label)?.nextElementSibling
    ?.textContent
const own = () => textField('Your changes')
const note = () => own().closest('.field')?.querySelector('[role=status]')?.textContent
async function choose(name: string): Promise<void> {
  await page?.settle(() => row(name).click())
  await page?.settle()
}

describe('the tools', () => {
  test('open from the settings, whose button has the focus again after', async () => {
    page = await renderApp(
      mainWith(),
      <>
        <SettingsButton />
        <ToolsView />
      </>,
    )
    const { settle } = page
    button('Settings').focus()
    await settle(() => button('Settings').click())
    await settle(() => button('Tools…').click())
    await pollFor(async () => {
      await settle()
      return document.querySelector('dialog') !== null
    })
    expect(nameOf(dialog())).toBe('Tools')
    await settle(() => press('Escape'))
    expect(document.querySelector('dialog')).toBeNull()
    expect(document.activeElement).toBe(button('Settings'))
  })

  test('are listed with whose they are and whether they are there', async () => {
    await open(mainWith({ codex: { enterPauseMs: 1 }, broken: 7 }))
    expect(rows()).toEqual([
      'Shell built in, found',
      'Claude Code built in, found',
      'Codex changed by you, found',
      'Gemini CLI built in, not found',
      'broken added by you',
    ])
  })

  test('begin with the tool of the active session', async () => {
    await open(mainWith())
    expect(row('Claude Code').getAttribute('aria-current')).toBe('true')
    expect(own().value).toBe('{}')
  })

  test('say in words what is in force', async () => {
    await open(
      mainWith({
        codex: {
          autoCommands: ['/status'],
          environment: { TOKEN: 'hunter2', MODE: 'x' },
          timeouts: { idleSec: null },
        },
      }),
    )
    expect(field('Command')).toBe('claude')
    expect(field('Headless command')).toBe(
      'claude -p --output-format stream-json --verbose [--session-id {new-id}] [--resume {resume}]',
    )
    expect(field('Prompt passed')).toBe('on standard input')
    expect(field('Images')).toBe('path, pasted by itself')
    expect(field('Resume arguments')).toBe('--resume {resume}')
    expect(field('Interrupt keys')).toBe('Esc')
    expect(field('Timeouts')).toBe('900 s without output, 14,400 s in total')
    await choose('Codex')
    expect(field('Sent at start')).toBe('/status')
    expect(field('Timeouts')).toBe('14,400 s in total')
    expect(field('Environment')).toBe('TOKEN, MODE')
    expect(document.querySelector('dl')?.textContent).not.toContain('hunter2')
    await choose('Shell')
    expect(field('Headless command')).toBe('none')
    expect(field('Prompt pattern')).toContain('[$#%❯>]')
    expect(field('Interrupt keys')).toBe('Ctrl+C')
  })

  test('show help when asked, of the tool that is chosen', async () => {
    const main = mainWith()
    main.answers['tools:help'] = ({ toolName }) => succeed(`usage: ${toolName}`)
    const { settle } = await open(main)
    await settle(() => button('Show help').click())
    const help = need(document.querySelector('pre'), 'help')
    expect(help.textContent).toBe('usage: claude')
    expect(nameOf(help)).toBe('Help for Claude Code')
    expect(help.tabIndex).toBe(0)
    await choose('Codex')
    expect(document.querySelector('pre')).toBeNull()
    main.answers['tools:help'] = () => fail('tool-unknown', '', '')
    await settle(() => button('Show help').click())
    expect(alerts()[0]).toContain('There is no tool with this name.')
  })

  test('say that they are being asked for help, once', async () => {
    const main = mainWith()
    main.answers['tools:help'] = () => new Promise(() => undefined)
    const { settle } = await open(main)
    await settle(() => button('Show help').click())
    expect(dialog().textContent).toContain('Loading help…')
    expect(button('Show help').disabled).toBe(true)
  })
})

describe('the user’s changes', () => {
  test('are saved as typed, and are in force at once', async () => {
    const main = mainWith()
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '{"command":["claude","--verbose"]}'))
    expect(note()).toContain('Not saved yet.')
    await settle(() => button('Save').click())
    await settle()
    expect(main.asked('tools:save')).toEqual([
      { toolName: 'claude', text: '{"command":["claude","--verbose"]}' },
    ])
    expect(field('Command')).toBe('claude --verbose')
    expect(note()).toBe('Saved. Takes effect the next time the tool starts.')
    expect(rows()[1]).toBe('Claude Code changed by you, found')
  })

  test('stay as typed where they are refused, with the field that is wrong at the editor', async () => {
    const main = mainWith()
    main.answers['tools:save'] = () => fail('tool-refused', 'The field “command” cannot be used.', 'Mend it.')
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '{"command":7}'))
    await settle(() => button('Save').click())
    expect(alerts()).toEqual(['The field “command” cannot be used. Mend it.'])
    expect(own().value).toBe('{"command":7}')
    expect(own().getAttribute('aria-invalid')).toBe('true')
    const [describedBy] = (own().getAttribute('aria-describedby') ?? '').split(' ')
    expect(document.getElementById(describedBy ?? '')?.textContent).toContain('“command”')
  })

  test('are not lost when another tool is chosen or the dialog closes', async () => {
    const { settle } = await open(mainWith())
    await settle(() => typeInto(own(), '{"half'))
    await choose('Codex')
    expect(own().value).toBe('{}')
    await settle(() => press('Escape'))
    await settle(() => runCommand('tools'))
    await settle()
    expect(own().value).toBe('{"half')
    expect(note()).toContain('Not saved yet.')
  })

  test('that something else has changed meanwhile are not replaced without a word', async () => {
    const main = mainWith()
    const { settle } = await open(main)
    await settle(() => typeInto(own(), '{"half'))
    const tools = { claude: { enterPauseMs: 5 } }
    await settle(() => main.patch({ kind: 'settings', settings: { ...main.model.settings, tools } }))
    await settle()
    expect(own().value).toBe('{"half')
    expect(note()).toContain('The saved settings changed while you were editing.')
  })

  test('are taken back only after a question, and the built-in tool is there again', async () => {
    const main = mainWith({ claude: { command: ['/opt/claude'] } })
    const { settle } = await open(main)
    expect(field('Command')).toBe('/opt/claude')
    await settle(() => button('Reset to built-in').click())
    expect(nameOf(dialog())).toBe('Reset Claude Code?')
    expect(main.asked('tools:reset')).toEqual([])
    await settle(() => button('Reset to built-in').click())
    await settle()
    expect(main.asked('tools:reset')).toEqual([{ toolName: 'claude' }])
    expect(field('Command')).toBe('claude')
    expect(own().value).toBe('{}')
    expect(buttonNames()).not.toContain('Reset to built-in')
  })

  test('that were saved and taken back do not come back into the field', async () => {
    const { settle } = await open(mainWith())
    await settle(() => typeInto(own(), '{"enterPauseMs":1}'))
    await settle(() => button('Save').click())
    await settle()
    await settle(() => button('Reset to built-in').click())
    await settle(() => button('Reset to built-in').click())
    await settle()
    expect(own().value).toBe('{}')
    expect(note()).toBe('')
  })

  test('go back to the saved ones only after a question', async () => {
    const { settle } = await open(mainWith())
    await settle(() => typeInto(own(), '{"half'))
    await settle(() => button('Revert to saved').click())
    await settle(() => button('Discard').click())
    expect(own().value).toBe('{}')
  })

  test('that cannot be read are not overwritten', async () => {
    const main = mainWith()
    main.answers['tools:read'] = () => fail('tool-unknown', '', '')
    await open(main)
    expect(alerts()[0]).toContain('There is no tool with this name.')
    expect(button('Save').disabled).toBe(true)
    expect(own().readOnly).toBe(true)
  })
})

describe('what was learned from a tool', () => {
  test('is shown as such, and can be removed for good', async () => {
    const resume = { resumeArgs: ['-r', '{resume}'], pattern: '^mine -r (?<token>\\w+)', learned: true }
    const main = mainWith({ mine: { command: ['mine'], resume } })
    const { settle } = await open(main)
    await choose('mine')
    expect(field('Conversation id pattern')).toContain('Learned from its output.')
    await settle(() => button('Remove what was learned').click())
    await settle()
    expect(main.model.settings.tools['mine']).toEqual({
      command: ['mine'],
      resume: { resumeArgs: ['-r', '{resume}'], learned: false },
    })
    expect(field('Conversation id pattern')).toBe('none')
  })

  test('is removed without what is typed and not saved', async () => {
    const resume = { resumeArgs: [], pattern: '(?<token>x)', learned: true }
    const main = mainWith({ mine: { command: ['mine'], resume } })
    const { settle } = await open(main)
    await choose('mine')
    await settle(() => typeInto(own(), '{"half'))
    await settle(() => button('Remove what was learned').click())
    await settle()
    expect(own().value).toBe('{"half')
    expect(main.model.settings.tools['mine']).toMatchObject({ command: ['mine'] })
  })
})

describe('a tool that is added', () => {
  const fill = async (name: string, command: string): Promise<void> => {
    await page?.settle(() => button('Add a tool').click())
    await page?.settle(() => typeInto(textField('Name'), name))
    await page?.settle(() => typeInto(textField('Command, as in a shell'), command))
  }
  const submit = async (): Promise<void> => {
    await page?.settle(() => button('Add').click())
    await page?.settle()
  }

  test('is kept under a name of its own, its command split as a shell would, and is shown', async () => {
    const main = mainWith()
    await open(main)
    await fill('My Database', `psql -h db "my db"`)
    await submit()
    expect(main.model.settings.tools).toEqual({
      'my-database': { displayName: 'My Database', command: ['psql', '-h', 'db', 'my db'] },
    })
    expect(field('Command')).toBe(`psql -h db 'my db'`)
    expect(row('My Database').getAttribute('aria-current')).toBe('true')
  })

  test.each([
    ['', 'psql', 'The tool has no name.'],
    ['claude code', 'x', 'There is already a tool with this name.'],
    ['mine', '', 'The command is empty.'],
    ['mine', 'psql "a', 'A quotation mark is not closed.'],
    ['mine', 'psql | less', 'The command contains a character that only a shell understands'],
  ])('is refused with what is wrong, and stays as typed: %j %j', async (name, command, message) => {
    const main = mainWith()
    await open(main)
    await fill(name, command)
    await submit()
    expect(alerts()[0]).toContain(message)
    expect(main.asked('tools:save')).toEqual([])
    expect(textField('Command, as in a shell').value).toBe(command)
  })

  test('is not lost while it is typed', async () => {
    const { settle } = await open(mainWith())
    await fill('mine', 'mine --half')
    await settle(() => press('Escape'))
    await settle(() => runCommand('tools'))
    await settle(() => button('Add a tool').click())
    expect(textField('Name').value).toBe('mine')
    expect(textField('Command, as in a shell').value).toBe('mine --half')
  })

  test('is removed only after a question', async () => {
    const main = mainWith({ mine: { command: ['mine'] } })
    const { settle } = await open(main)
    await choose('mine')
    await settle(() => button('Remove tool').click())
    expect(nameOf(dialog())).toBe('Remove mine?')
    await settle(() => button('Remove tool').click())
    await settle()
    expect(main.model.settings.tools).toEqual({})
    expect(row('Shell').getAttribute('aria-current')).toBe('true')
  })
})
