import { emptyFrame } from '../../../../app/screen/frame.ts'
import { readFrame } from '../../../../app/screen/read-frame.ts'
import { mergeRules } from '../../../../app/screen/rules.ts'
import { ruleSet } from '../../../../app/screen/rule-set.ts'
import { describe, expect, test } from 'vitest'
import { cleanTitle } from '../../../../app/terminal/title.ts'
import { bytesOfKey } from '../../../../app/tool/exit-keys.ts'
import { compilePattern } from '../../../../app/base/pattern.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { parseToolConfig, type ToolConfig } from '../../../../app/tool/tool-config.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

describe('the presets', () => {
  test('are the shell, then the agents', () => {
    expect(presets.map((tool) => tool.name)).toEqual([
      'shell',
      'claude',
      'codex',
      'gemini',
      'opencode',
      'qwen',
      'copilot',
      'pi',
      'aider',
      'amp',
      'auggie',
      'cline',
      'continue',
      'crush',
      'cursor',
      'droid',
      'goose',
      'grok',
      'kilo',
      'kimi',
      'vibe',
    ])
    expect(presets.map((tool) => tool.kind)).toEqual(['shell', ...Array<string>(20).fill('agent')])
  })

  test('give each agent a way out and none to the shell', () => {
    for (const tool of presets) expect(tool.politeExit.length > 0, tool.name).toBe(tool.kind === 'agent')
  })

  test('end an agent by Ctrl-C twice, and Pi, which does not listen to that, by Ctrl-D', () => {
    const typed = (name: string) =>
      presetNamed(name).politeExit.map((step) => (step.kind === 'key' ? bytesOfKey(step.key) : step.ms))
    expect(typed('claude')).toEqual(['\u0003', 500, '\u0003'])
    expect(typed('pi')).toEqual(['\u0004', 500, '\u0004'])
    // The first one clears a draft or stops a turn, and the second one asks for the third.
    for (const name of ['goose', 'grok', 'kimi'])
      expect(typed(name), name).toEqual(['\u0003', 500, '\u0003', 500, '\u0003'])
  })

  test('stay as they are when a store has kept them', () => {
    for (const tool of presets) {
      expect(parseToolConfig(JSON.parse(JSON.stringify(tool)))).toEqual({ ok: true, value: tool })
    }
  })

  test.each([
    ['claude', '◐ Claude Code', { kind: 'working' }],
    ['claude', '◑ Claude Code', { kind: 'working' }],
    // The same glyph stands for idle and for an approval: a rule would lie.
    ['claude', '✳ Claude Code', null],
    ['claude', 'Claude Code', null],
    ['codex', '⠋ my-folder', { kind: 'working' }],
    ['codex', '[ ! ] Action Required | my-folder', { kind: 'waiting', reason: 'approval' }],
    ['codex', '[ . ] Action Required | my-folder', { kind: 'waiting', reason: 'approval' }],
    ['codex', 'my-folder', { kind: 'idle' }],
    ['gemini', '✦  Working… (dir)          ', { kind: 'working' }],
    ['gemini', '✋  Action Required (dir)   ', { kind: 'waiting', reason: 'approval' }],
    ['gemini', '◇  Ready (dir)             ', { kind: 'idle' }],
    ['qwen', '◐︎ Qwen - dir', { kind: 'working' }],
    ['qwen', '✳︎ Qwen - dir', { kind: 'waiting', reason: 'approval' }],
    ['qwen', 'Qwen - dir        ', { kind: 'idle' }],
    ['opencode', 'OC | Working', null],
    ['copilot', 'hello mock - GitHub Copilot', null],
    ['pi', 'π - dir', null],
    ['shell', '✦ Working', null],
    // Their titles name the topic, in every state.
    ['auggie', 'Fix the build', null],
    ['cline', '> fix the build', null],
    ['droid', '⛬ New Session', null],
    ['kilo', 'Kilo CLI | Fix the build', null],
  ])('of %s take the title %j as %j', (name, title, claim) => {
    const { title: rules } = ruleSet(presetNamed(name).statusRules)
    const reading = readFrame(rules, { ...emptyFrame, title: cleanTitle(title) })
    expect(reading?.claim ?? null).toEqual(claim)
  })

  test.each([
    ['claude', '❯ [Image #1]'],
    ['codex', '› [Image #1]'],
    ['opencode', '┃ [Image 1]'],
    ['gemini', '> [Image shot.png]'],
    ['qwen', 'Attachments: [clipboard-1795342349.png]'],
    ['copilot', '❯ [📷 shot.png]'],
    ['amp', '│ Images: [Image 1]      │'],
    ['cline', '❯ [Image 1]'],
    ['droid', '│ [Image 1] shot.png (134 B)     [x] │'],
    ['kilo', '┃  [Image 1]'],
  ])('know the mark that %s shows for an image', (name, line) => {
    const form = presetNamed(name).imageForm
    if (form.kind !== 'paste' || form.markPattern === undefined) throw new Error(`${name} shows no mark`)
    expect(line).toMatch(compilePattern(form.markPattern))
    expect('> look at /tmp/shot.png [Imagine 1]').not.toMatch(compilePattern(form.markPattern))
  })
})

describe('a tool of the user', () => {
  test('needs only a name and a command', () => {
    expect(parseToolConfig({ name: 'my-agent', command: ['my-agent', '--fast'] })).toMatchObject({
      ok: true,
      value: {
        displayName: 'my-agent',
        kind: 'agent',
        command: ['my-agent', '--fast'],
        imageForm: { kind: 'paste', quoting: 'none', trailingSpace: false },
        autoCommands: [],
        signals: { progress: true, shellMarks: false, notifications: true },
      },
    })
  })

  test('that is a shell takes quoted paths and is simply ended', () => {
    expect(parseToolConfig({ name: 'nu', kind: 'shell', command: ['nu'] })).toMatchObject({
      ok: true,
      value: { imageForm: { kind: 'quoted-path' }, politeExit: [] },
    })
  })

  test.each([
    [null, ''],
    ['claude', ''],
    [{ name: 'x' }, 'command'],
    [{ name: 'x', command: [] }, 'command'],
    [{ name: 'x', command: [''] }, 'command'],
    [{ name: 'x', command: ['a\u0000b'] }, 'command.0'],
    [{ name: 'Bad Name', command: ['x'] }, 'name'],
    [{ name: 'x', command: 'x' }, 'command'],
    [{ name: 'x', command: ['x'], unheardOf: 1 }, 'unheardOf'],
    [
      {
        name: 'x',
        command: ['x'],
        statusRules: [{ id: 'a', when: { contains: 'a' }, claim: { kind: 'bored' } }],
      },
      'statusRules.0.claim.kind',
    ],
    [
      {
        name: 'x',
        command: ['x'],
        statusRules: [{ id: 'A b', when: { contains: 'a' }, claim: { kind: 'idle' } }],
      },
      'statusRules.0.id',
    ],
    [{ name: 'x', command: ['x'], resume: { resumeArgs: [], pattern: 'no group' } }, 'resume.pattern'],
    [{ name: 'x', command: ['x'], imageForm: { kind: 'telepathy' } }, 'imageForm.kind'],
    [{ name: 'x', command: ['x'], politeExit: [{ kind: 'pause', ms: 60_000 }] }, 'politeExit.0.ms'],
  ])('%j is refused with the field that is wrong: %s', (input, field) => {
    const result = parseToolConfig(input)
    if (result.ok) throw new Error('it was taken')
    expect(result.error.code).toBe('tool-config')
    expect(result.error.message).toContain(field === '' ? '(it must be an object)' : `(${field}: `)
  })
  test.each([
    [{ command: 7 }, 'command: it must be a list'],
    [{}, 'command: it is missing'],
    [{ command: ['x'], unheardOf: 1 }, 'unheardOf: there is no such field'],
    [{ command: ['x'], kind: 'robot' }, 'kind: it must be ("shell" | "agent" | "command")'],
    [{ command: ['x'], enterPauseMs: 9000 }, 'enterPauseMs: it must be <=2000'],
    [{ command: ['x'], autoCommands: Array(17).fill('') }, 'autoCommands: its length must be <=16'],
    [{ command: ['x'], promptPattern: '(' }, 'promptPattern: not a regular expression'],
  ])('is refused in words: %j', (input, words) => {
    expect(parseToolConfig({ name: 'x', ...input })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining(`(${words})`) },
    })
  })

  test('is refused without a word of what was given instead: it may be a secret', () => {
    for (const part of [
      { environment: 'TOKEN=hunter2' },
      { environment: { TOKEN: ['hunter2'] } },
      { environment: { TOKEN: 'hunter2\u0000' } },
      { environment: { 'TOKEN=hunter2': '' } },
      { headless: { command: ['x'], prompt: 'hunter2' } },
      { enterPauseMs: 'hunter2' },
    ]) {
      const result = parseToolConfig({ name: 'x', command: ['x'], ...part })
      expect(result).toMatchObject({ ok: false, error: { code: 'tool-config' } })
      expect(JSON.stringify(result)).not.toContain('hunter2')
    }
  })
})

describe('a prompt pattern', () => {
  const saidOf = (tool: ToolConfig, line: string) =>
    readFrame(ruleSet(tool.statusRules).screen, {
      ...emptyFrame,
      lines: ['before', line],
      cursor: { x: line.length, y: 1 },
    })?.claim.kind ?? null

  test.each([
    ['psql', String.raw`^\w+[=(*-][#>] `, 'mydb=# ', 'Password for user ada: '],
    ['python3', '^(?:>>>|[.]{3}) ', '>>> ', 'continue? [y/n] '],
    ['node', '^> ', '> ', 'a line of output'],
  ])('is all that %s needs beside its command', (name, promptPattern, prompt, other) => {
    const tool = toolFrom({ name, command: [name], promptPattern })
    expect(tool).toMatchObject({
      kind: 'command',
      imageForm: { kind: 'quoted-path' },
      politeExit: [],
      interrupt: [{ kind: 'key', key: 'ctrl-c' }],
    })
    expect(saidOf(tool, prompt)).toBe('idle')
    expect(saidOf(tool, other)).not.toBe('idle')
  })

  test('makes the tool idle by the rule “prompt”, before all other rules and with them', () => {
    const tool = toolFrom({ name: 'x', command: ['x'], promptPattern: '^ready\\? $' })
    expect(saidOf(tool, 'ready? ')).toBe('idle')
    expect(saidOf(tool, 'really? ')).toBe('waiting')
    expect(tool.statusRules.filter(({ id }) => id === 'prompt')).toHaveLength(1)
  })

  test('is turned off with its rule', () => {
    const tool = toolFrom({ name: 'x', command: ['x'], promptPattern: '^ready\\? $' })
    const statusRules = mergeRules(tool.statusRules, [{ id: 'prompt', off: true }])
    expect(saidOf({ ...tool, statusRules }, 'ready? ')).toBe('waiting')
  })

  test('takes the place of a rule of that name', () => {
    const before = presetNamed('claude')
    const tool = toolFrom({ ...before, promptPattern: '^now: ' })
    expect(tool.statusRules).toHaveLength(before.statusRules.length)
    expect(saidOf(tool, 'now: ')).toBe('idle')
  })

  test('leaves the kind that is given', () => {
    const tool = toolFrom({ name: 'x', kind: 'agent', command: ['x'], promptPattern: '^> ' })
    expect(tool).toMatchObject({ kind: 'agent', interrupt: [{ kind: 'key', key: 'escape' }] })
  })

  test.each(['> ', 'ask> ', 'multi> ', 'architect multi> ', '> half a prompt'])('of Aider takes %j', (line) =>
    expect(saidOf(presetNamed('aider'), line)).toBe('idle'),
  )

  test.each(['Add a.ts to the chat? (Y)es/(N)o [Yes]: ', 'src/a > b', '<html> '])(
    'of Aider does not take %j',
    (line) => expect(saidOf(presetNamed('aider'), line)).not.toBe('idle'),
  )
})
