import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseResumeToken, startCommand } from '../../../../app/tool/command.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

const uuid = '3c6e8cce-633e-4aa5-a7a8-def80e9c71a7'
const loginShell = ['/bin/zsh', '-l'] as const

describe('the command of a new conversation', () => {
  test.each([
    ['shell', ['/bin/zsh', '-l'], null],
    ['claude', ['claude', '--session-id', uuid], uuid],
    ['codex', ['codex', '--no-daemon'], null],
    ['gemini', ['gemini', '--session-id', uuid], uuid],
    ['opencode', ['opencode'], null],
    ['qwen', ['qwen', '--session-id', uuid], uuid],
    ['copilot', ['copilot', '--session-id', uuid], uuid],
    ['pi', ['pi'], null],
    ['crush', ['crush'], null],
    ['cursor', ['cursor-agent'], null],
    ['goose', ['goose', 'session', '--name', uuid], uuid],
    ['grok', ['grok', '--session-id', uuid], uuid],
    ['kimi', ['kimi'], null],
    ['vibe', ['vibe'], null],
    ['amp', ['amp'], null],
    ['auggie', ['auggie'], null],
    ['cline', ['cline'], null],
    ['continue', ['cn'], null],
    ['droid', ['droid'], null],
    ['kilo', ['kilo'], null],
  ])('of %s is %j', (name, argv, resumeToken) => {
    const command = startCommand(presetNamed(name), { kind: 'new', freshUuid: uuid }, loginShell)
    expect(command).toEqual({ ok: true, value: { argv, resumeToken } })
  })
})

describe('the command of an earlier conversation', () => {
  test.each([
    ['claude', uuid, ['claude', '--resume', uuid]],
    ['claude', 'my plan', ['claude', '--resume', 'my plan']],
    ['codex', uuid, ['codex', '--no-daemon', 'resume', '--no-daemon', uuid]],
    ['gemini', uuid, ['gemini', '--resume', uuid]],
    ['opencode', 'ses_5Ab9', ['opencode', '-s', 'ses_5Ab9']],
    ['qwen', uuid, ['qwen', '--resume', uuid]],
    ['copilot', uuid, ['copilot', `--resume=${uuid}`]],
    ['pi', uuid, ['pi', '--session', uuid]],
    ['crush', uuid, ['crush', '--session', uuid]],
    ['cursor', uuid, ['cursor-agent', '--resume', uuid]],
    ['goose', uuid, ['goose', 'session', '--resume', '--name', uuid]],
    ['grok', uuid, ['grok', '--resume', uuid]],
    ['vibe', '3c6e8cce', ['vibe', '--resume', '3c6e8cce']],
    ['kimi', `session_${uuid}`, ['kimi', '--session', `session_${uuid}`]],
    ['amp', `T-${uuid}`, ['amp', 'threads', 'continue', `T-${uuid}`]],
    ['auggie', uuid, ['auggie', '--resume', uuid]],
    ['cline', '1796082560801_qzpfi', ['cline', '--id', '1796082560801_qzpfi']],
    ['droid', uuid, ['droid', '--resume', uuid]],
    ['kilo', 'ses_5Ab9', ['kilo', '-s', 'ses_5Ab9']],
  ])('of %s with %j is %j', (name, token, argv) => {
    const command = startCommand(presetNamed(name), { kind: 'resume', token }, loginShell)
    expect(command).toEqual({ ok: true, value: { argv, resumeToken: token } })
  })

  test.each(['shell', 'continue'])('does not exist for %s, which cannot resume', (name) => {
    const command = startCommand(presetNamed(name), { kind: 'resume', token: uuid }, loginShell)
    expect(command).toMatchObject({ ok: false, error: { code: 'resume-unsupported' } })
  })

  const hostile = [
    '',
    '-',
    '--dangerously-skip-permissions',
    '-x',
    `${uuid}\n`,
    'a\u0000b',
    'a\u001B[1m',
    'a\u202Eb',
    'a\n--flag',
    '; rm -rf ~',
    '$(touch x)',
    '../../x',
    'x'.repeat(300),
  ]
  test.each(hostile)('is refused for the id %j in every tool', (token) => {
    for (const tool of presets.filter((preset) => preset.resume !== undefined)) {
      const command = startCommand(tool, { kind: 'resume', token }, loginShell)
      expect(command, tool.name).toMatchObject({ ok: false, error: { code: 'resume-token' } })
    }
  })

  test('has the id in one argument, and no id that could be an option', () => {
    let accepted = 0
    const token = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[A-Za-z0-9 _.-]{1,40}$/u),
      fc.uuid(),
    )
    // Aider's conversations have no ids: the folder's own is picked up.
    const withIds = presets.filter((tool) => tool.name !== 'aider')
    fc.assert(
      fc.property(token, fc.constantFrom(...withIds), (id, tool) => {
        const command = startCommand(tool, { kind: 'resume', token: id }, loginShell)
        if (!command.ok) return
        accepted += 1
        expect(command.value.argv.at(-1)).toMatch(/^(?:--resume=)?[\p{L}\p{N}]/u)
        expect(command.value.argv.filter((argument) => argument.includes(id)).length).toBeGreaterThan(0)
        expect(command.value.argv.length).toBe(tool.command.length + (tool.resume?.resumeArgs.length ?? 0))
        expect(command.value.argv.join('')).not.toMatch(/\p{Cc}/u)
      }),
      { numRuns: 500 },
    )
    expect(accepted).toBeGreaterThan(50)
  })

  test('of Aider picks up what was said in the folder', () => {
    const aider = presetNamed('aider')
    const [begun, resumed] = [
      startCommand(aider, { kind: 'new', freshUuid: uuid }, loginShell),
      startCommand(aider, { kind: 'resume', token: uuid }, loginShell),
    ]
    expect(begun).toEqual({ ok: true, value: { argv: ['aider'], resumeToken: uuid } })
    expect(resumed.ok && resumed.value.argv).toEqual(['aider', '--restore-chat-history'])
  })

  test('holds an id with a dollar sign or braces as it is', () => {
    const tool = custom({ resumeArgs: ['--id', '{resume}/{resume}'], tokenPattern: '.+' })
    const command = startCommand(tool, { kind: 'resume', token: '$&{resume}' }, loginShell)
    expect(command).toMatchObject({ value: { argv: ['mine', '--id', '$&{resume}/$&{resume}'] } })
  })
})

describe('an id', () => {
  test('is checked from end to end, whatever the form of a tool allows', () => {
    const loose = custom({ resumeArgs: ['{resume}'], tokenPattern: 'a|b' })
    expect(parseResumeToken(loose, 'a').ok).toBe(true)
    for (const text of ['ab', 'xa', 'bx', 'a\nb', 'b\n']) expect(parseResumeToken(loose, text).ok).toBe(false)
    expect(parseResumeToken(custom({ resumeArgs: [], tokenPattern: '.*' }), '-x').ok).toBe(false)
  })
})

function custom(resume: object): ToolConfig {
  return toolFrom({ name: 'mine', command: ['mine'], resume })
}
