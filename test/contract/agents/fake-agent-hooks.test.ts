import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readHookEvent, type HookEvent } from '../../../app/hooks/read-hook-event.ts'
import { claudeEvents } from '../../../main/hooks/claude-events.ts'
import { hookCommand } from '../../../main/hooks/hook-command.ts'
import { pollFor } from '../../support/poll.ts'
import { openPtyTerminal, type PtyTerminal } from '../../support/pty-terminal.ts'

const program = resolve(import.meta.dirname, '../../agents/fake-agent.mjs')
const enter = '\r'
const escape = '\u001b'
const uuid = '11111111-2222-4333-8444-555555555555'

let folder = ''
let eventsFile = ''
const open: PtyTerminal[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fake-agent-'))
  eventsFile = join(folder, 'events')
  writeFileSync(eventsFile, '')
})
afterEach(() => {
  open.splice(0).forEach((each) => each.dispose())
  rmSync(folder, { recursive: true, force: true })
})

describe("the fake agent's hooks", () => {
  test('tell of each moment of a turn, in order, in the form that Roost reads', async () => {
    const agent = start(['--settings', settingsFile()])
    await agent.waitForText('? for shortcuts')
    agent.type(`hello${enter}`)
    await agent.waitForText('● You said: hello')
    agent.type(`approve${enter}`)
    await agent.waitForText('❯ 1. Yes')
    await pollFor(() => names().includes('PermissionRequest'), { what: 'the event of the dialog' })
    expect(events().at(-1)).toMatchObject({
      claim: { kind: 'waiting', reason: 'approval', question: 'Bash: npm test' },
      resumeToken: uuid,
    })
    agent.type('y')
    await agent.waitForText('● done')
    agent.type(`fail${enter}`)
    await agent.waitForText('API Error')
    agent.type('\u0003\u0003')
    expect(await agent.exitCode()).toBe(0)
    const all = events().map(({ name, claim }) => `${name} ${claim?.kind ?? '-'}`)
    expect(all.join(', ')).toBe(
      [
        'SessionStart -',
        'UserPromptSubmit working, Stop idle',
        'UserPromptSubmit working, PreToolUse working, PermissionRequest waiting, PostToolUse working, Stop idle',
        'UserPromptSubmit working, StopFailure failed',
        'SessionEnd none',
      ].join(', '),
    )
  })

  test('say nothing of Escape and of a refusal', async () => {
    const agent = start(['--settings', settings()])
    await agent.waitForText('? for shortcuts')
    agent.type(`work 60${enter}`)
    await agent.waitForText('Thinking…')
    agent.type(escape)
    await agent.waitForText('Interrupted')
    agent.type(`question${enter}`)
    await agent.waitForText('Which database')
    agent.type(escape)
    await agent.waitForText('answered: Something else')
    await pollFor(() => names().length >= 5, { what: 'the events' })
    const asked = events().find(({ name }) => name === 'PermissionRequest')
    expect(asked?.claim).toEqual({
      kind: 'waiting',
      reason: 'question',
      question: 'Which database should the new service use?',
    })
    expect(names()).not.toContain('Stop')
    expect(names()).not.toContain('PostToolUse')
  })

  test('tell of the end of a turn that agents outlive, and of theirs', async () => {
    const agent = start(['--settings', settingsFile()])
    await agent.waitForText('? for shortcuts')
    agent.type(`agents 3${enter}`)
    await agent.waitForText('3 agents are done')
    await pollFor(() => names().filter((name) => name === 'Stop').length === 2, { what: 'the second Stop' })
    expect(events().slice(-2)).toMatchObject([
      { claim: { kind: 'working' }, background: 3 },
      { claim: { kind: 'idle' }, background: 0 },
    ])
  })

  test('do not hold the agent up, and run only where they are to', async () => {
    const slow = JSON.stringify({ hooks: { UserPromptSubmit: [{ hooks: [command('sleep 30')] }] } })
    const agent = start(['--settings', slow])
    await agent.waitForText('? for shortcuts')
    agent.type(`hello${enter}`)
    await agent.waitForText('● You said: hello')
    agent.type('\u0003\u0003')
    expect(await agent.exitCode()).toBe(0)

    const without = start(['--settings', settings()], { FAKE_AGENT_SIGNALS: 'title' })
    await without.waitForText('? for shortcuts')
    without.type(`exit${enter}`)
    await without.exitCode()
    expect(names()).toEqual([])
  })
})

describe("the fake agent's command line", () => {
  test.each([
    ['claude', '2.1.330 (Claude Code)'],
    ['codex', 'codex-cli 0.169.0'],
    ['gemini', '0.61.0'],
    ['some-agent', '1.0.0 (some-agent)'],
  ])('tells the version of %s without a terminal', (name, version) => {
    const { status, stdout } = spawnSync(process.execPath, [program, '--as', name, '--version'], {
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, `${version}\n`])
  })

  test('takes no value of an option for a prompt', async () => {
    const options = [
      '--settings',
      '{}',
      '-c',
      'a=b',
      '-e',
      'x.ts',
      '--plugin-dir',
      'd',
      '--permission-mode',
      'm',
    ]
    const agent = start([...options, '--resume', ...options.slice(2), uuid, 'hello there'])
    await agent.waitForText(`resumed ${uuid}`)
    await agent.waitForText('● You said: hello there')
    expect(agent.screen().filter((row) => row.includes('You said'))).toHaveLength(1)
  })
})

function start(args: readonly string[], env: Record<string, string> = {}): PtyTerminal {
  const terminal = openPtyTerminal(
    process.execPath,
    [program, '--as', 'claude', '--session-id', uuid, ...args],
    { env: { FAKE_AGENT_SIGNALS: 'title,hooks', FAKE_AGENT_ANSWER_MS: '100', ...env } },
  )
  open.push(terminal)
  return terminal
}

const command = (text: string) => ({ type: 'command', command: text })

/** The settings that Roost makes. */
function settings(): string {
  const hooks = claudeEvents('2.1.330').map((event) => [
    event,
    [{ hooks: [command(hookCommand(eventsFile, event))] }],
  ])
  return JSON.stringify({ hooks: Object.fromEntries(hooks) })
}

function settingsFile(): string {
  const path = join(folder, 'settings.json')
  writeFileSync(path, settings())
  return path
}

function lines(): readonly string[] {
  return readFileSync(eventsFile, 'utf8').split('\n').slice(0, -1)
}

function names(): readonly string[] {
  return lines().map((line) => line.split(' ', 1)[0] ?? '')
}

function events(): readonly HookEvent[] {
  return lines().flatMap((line) => readHookEvent(line, 'claude') ?? [])
}
