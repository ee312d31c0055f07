import { describe, expect, test } from 'vitest'
import type { ShellFlavor } from '../../../../app/terminal/quote.ts'
import {
  conversationOfStart,
  handStartedCommand,
  keptOptions,
} from '../../../../app/tool/hand-started-command.ts'
import { presetNamed, toolFrom } from '../../../support/tools.ts'

const id = '0b0f5a5e-7c1d-4c0a-9a53-000000000001'

describe('what is kept of a start by hand', () => {
  const kept = (name: string, ...argv: string[]) => keptOptions(presetNamed(name), argv).join(' ')

  test('is the options that count for the whole conversation, with their values', () => {
    expect(kept('claude', '/usr/bin/claude', '--model', 'opus', '--dangerously-skip-permissions')).toBe(
      '--model opus --dangerously-skip-permissions',
    )
    expect(kept('claude', 'node', '/opt/claude/cli.js', 'claude', '--model=opus')).toBe('--model=opus')
    expect(kept('codex', 'node', '/usr/bin/codex', '-m', 'gpt', '-c', 'a="b c"')).toBe('-m gpt -c a="b c"')
    expect(kept('opencode', 'opencode', '-m', 'x/y', '/home/me')).toBe('-m x/y')
  })

  test('is no prompt, also where that is one word behind an option', () => {
    expect(kept('claude', 'claude', 'fix the login')).toBe('')
    expect(kept('claude', 'claude', '--verbose', 'fix')).toBe('--verbose')
    expect(kept('claude', 'claude', '--model', 'opus', '--', '--verbose')).toBe('--model opus')
    expect(kept('gemini', 'gemini', '-i', 'fix', '-m', 'pro')).toBe('-m pro')
    expect(kept('copilot', 'copilot', '--interactive', 'fix')).toBe('')
  })

  test('is no other conversation, no key and nothing unknown', () => {
    expect(kept('claude', 'claude', '--resume', id, '--continue', '--model', 'opus')).toBe('--model opus')
    expect(kept('pi', 'pi', '--api-key', 'secret', '--model', 'big')).toBe('--model big')
    expect(kept('claude', 'claude', '--mcp-config', '{"env":{"KEY":"secret"}}', '--new-thing')).toBe('')
    expect(kept('claude', 'claude', '--model')).toBe('')
    expect(kept('claude', 'claude', '--model', '--verbose')).toBe('--verbose')
  })

  test.each([
    'model_providers.x={ http_headers = { Authorization = "Bearer secret" } }',
    'mcp_servers.x.env=["KEY=secret"]',
    'model_providers.x.experimental_bearer_token=secret',
    'mcp_servers.x.env.API_KEY="secret"',
    'model_providers.x.base_url="https://me:secret@host/v1"',
  ])('is no setting that may hold a key: %s', (setting) => {
    expect(kept('codex', 'codex', '-c', setting, `--config=${setting}`, '-m', 'gpt')).toBe('-m gpt')
  })

  test('is a setting that names where a key is', () => {
    const setting = 'model_providers.x.env_key=MY_KEY'
    expect(kept('codex', 'codex', '-c', setting)).toBe(`-c ${setting}`)
    expect(kept('qwen', 'qwen', '--openai-base-url', 'http://host:1/v1')).toBe(
      '--openai-base-url http://host:1/v1',
    )
  })

  test('is nothing of what only starts the program', () => {
    expect(kept('codex', 'npx', '-p', 'other', 'codex', '-m', 'gpt')).toBe('-m gpt')
    expect(kept('codex', 'nice', '-s', 'x')).toBe('')
  })

  test('is not a thousand words', () => {
    const many = Array.from({ length: 40 }, () => '--verbose')
    expect(keptOptions(presetNamed('claude'), ['claude', ...many])).toEqual([])
  })
})

test('a start that names its conversation says which it is', () => {
  const named = (name: string, ...argv: string[]) => conversationOfStart(presetNamed(name), argv)
  expect(named('claude', 'claude', '--model', 'opus', '--resume', id)).toBe(id)
  expect(named('claude', 'claude', `--resume=${id}`)).toBe(id)
  expect(named('claude', 'claude', '--session-id', id)).toBe(id)
  expect(named('codex', 'node', '/usr/bin/codex', 'resume', '--no-daemon', id)).toBe(id)
  expect(named('copilot', 'copilot', `--resume=${id}`)).toBe(id)
  expect(named('opencode', 'opencode', '-s', 'ses_1')).toBe('ses_1')
  expect(named('codex', 'codex', 'resume', '-m', 'gpt-5', id)).toBe(null)
  expect(named('codex', 'codex', '-m', 'gpt-5', 'resume', id)).toBe(id)
  expect(named('codex', 'codex', 'resume')).toBe(null)
  expect(named('codex', 'codex', 'resume', '--last')).toBe(null)
  expect(named('claude', 'claude', '--model', 'opus')).toBe(null)
})

describe('the line that goes on with a conversation', () => {
  const line = (name: string, args: string[], resumeToken = id, shell: ShellFlavor = 'posix') =>
    handStartedCommand(presetNamed(name), { args, resumeToken }, shell)

  test('has the program, the options that were kept, and the id', () => {
    expect(line('claude', ['--model', 'opus'])).toBe(`claude --model opus --resume ${id}`)
    expect(line('codex', [])).toBe(`codex resume --no-daemon ${id}`)
    expect(line('copilot', [])).toBe(`copilot --resume=${id}`)
    expect(line('opencode', ['-m', 'x/y'], 'ses_1')).toBe('opencode -m x/y -s ses_1')
  })

  test('is quoted for the shell in use', () => {
    const args = ['-c', "a='b; c", '--cd=/my folder']
    expect(line('codex', args)).toBe(
      String.raw`codex -c 'a='\''b; c' --cd='/my folder' resume --no-daemon ${id}`,
    )
    expect(line('codex', args, id, 'fish')).toBe(
      String.raw`codex -c 'a=\'b; c' --cd='/my folder' resume --no-daemon ${id}`,
    )
    expect(line('claude', [], 'fix the login')).toBe("claude --resume 'fix the login'")
  })

  test('is none where a word cannot be typed, or the id is none', () => {
    expect(line('claude', ['--model', 'a\u0003b'])).toBe(null)
    expect(line('codex', [], 'x; rm -rf ~')).toBe(null)
    expect(line('shell', [])).toBe(null)
  })

  test('keeps what only starts the program', () => {
    const mine = toolFrom({
      name: 'mine',
      command: ['npx', 'mine'],
      resume: { resumeArgs: ['--resume', '{resume}'] },
    })
    expect(handStartedCommand(mine, { args: [], resumeToken: 'a1' }, 'posix')).toBe('npx mine --resume a1')
  })
})
