import { resolve } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../app/screen/frame.ts'
import { allReadings, readFrame, type FrameReading } from '../../../app/screen/read-frame.ts'
import { ruleSet } from '../../../app/screen/rule-set.ts'
import { presets } from '../../../app/tool/presets/presets.ts'
import { pollFor } from '../../support/poll.ts'
import { openPtyTerminal, type PtyTerminal } from '../../support/pty-terminal.ts'
import { presetNamed } from '../../support/tools.ts'

const program = resolve(import.meta.dirname, '../../agents/fake-agent.mjs')
const enter = '\r'
const escape = '\u001b'

const open: PtyTerminal[] = []
afterEach(() => open.splice(0).forEach((each) => each.dispose()))

/** What each look is known by, state by state; the rules are those of the real tool. */
const looks = {
  claude: {
    works: /^[·✢✳✶✻✽] Thinking… \(\ds · ↓ \d+ tokens/,
    asks: '❯ 1. Yes',
    asked: 'Do you want to proceed?',
  },
  codex: {
    works: /^[•◦] Working \(\ds • esc to interrupt\)/,
    asks: '› 1. Yes, proceed (y)',
    asked: 'npm test · Would you like to run the following command?',
  },
  gemini: {
    works: /^ [⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Thinking\.\.\. \(esc to cancel, \ds\)/,
    asks: '│ ● 1. Allow once',
    asked: 'Shell  npm test · Allow execution of [Shell]?',
  },
  qwen: {
    works: /^ {2}[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Thinking \(\ds · esc to cancel\)/,
    asks: 'Waiting for user confirmation...',
    asked: "Shell npm test · Allow execution of: 'npm'?",
  },
  copilot: {
    works: /^ [●◉◎○] Working.* esc esc interrupt/,
    asks: '↑/↓ to navigate · enter to select · esc to cancel',
    asked: 'Do you want to run this command?',
  },
  opencode: {
    works: /^ {3}[■⬝]{8} {2}esc interrupt/,
    asks: 'Allow once   Allow always   Reject',
    asked: '$ npm test · △ Permission required',
  },
} as const

describe.each(Object.entries(looks))('the look of %s', (tool, { works, asks, asked }) => {
  test('is idle, at work, asking and failed by the rules for the real tool', async () => {
    const agent = start(tool)
    await agent.waitForText('? for shortcuts')
    await sees(agent, tool, { kind: 'idle' })
    agent.type(`half a line`)
    await agent.waitForText('half a line')
    await sees(agent, tool, { kind: 'idle' })
    agent.type(`\u0015work 60${enter}`)
    await agent.waitForText(works)
    await agent.waitForText('esc to interrupt')
    await sees(agent, tool, { kind: 'working' })
    agent.type(escape)
    await agent.waitForText('? for shortcuts')
    await sees(agent, tool, { kind: 'idle' })
    agent.type(`approve${enter}`)
    await agent.waitForText(asks)
    await agent.waitForText('Do you want to proceed?')
    expect(await sees(agent, tool, { kind: 'waiting', reason: 'approval' })).toContain(asked)
    agent.type(enter)
    await agent.waitForText('● done')
    agent.type(`question${enter}`)
    await agent.waitForText('Which database')
    expect(await sees(agent, tool, { kind: 'waiting', reason: 'question' })).toContain(
      'Which database should the new service use?',
    )
    agent.type(escape)
    await agent.waitForText('? for shortcuts')
    if (tool === 'opencode') return
    agent.type(`fail${enter}`)
    await agent.waitForText('API Error: 529')
    expect(await sees(agent, tool, { kind: 'failed', reason: 'api' })).toContain('overloaded')
  })

  test.skipIf(tool === 'opencode')('asks for trust as the real tool does', async () => {
    const agent = start(tool, { FAKE_AGENT_TRUST: '1' })
    await agent.waitForText('Quick safety check')
    await sees(agent, tool, { kind: 'waiting', reason: 'trust' })
    agent.type('y')
    await agent.waitForText('? for shortcuts')
  })
})

test('pi has a look, without a clock', async () => {
  const agent = start('pi')
  await agent.waitForText('0.0%/200k')
  await sees(agent, 'pi', { kind: 'idle' })
  agent.type(`hang${enter}`)
  await agent.waitForText('⠋ Working...')
  await sees(agent, 'pi', { kind: 'working' })
})

test('a name without a look, and a look of another', async () => {
  const other = start('some-agent')
  await other.waitForText('❯')
  const forced = start('claude', { FAKE_AGENT_LOOK: 'codex' })
  await forced.waitForText('› Ask Codex to do anything')
})

test('agents that go on in the background are work, until they are done', async () => {
  const reports: string[] = []
  const agent = start('claude', {}, reports)
  await agent.waitForText('? for shortcuts')
  agent.type(`agents 2${enter}`)
  await agent.waitForText('✻ Waiting for 2 background agents to finish')
  await sees(agent, 'claude', { kind: 'working' })
  await agent.waitForText('2 agents are done')
  await sees(agent, 'claude', { kind: 'idle' })
  await pollFor(() => reports.length >= 8, { what: 'all reports' })
  expect(reports).toEqual([
    'state=idle:app=claude-code',
    'state=working:app=claude-code',
    'state=working:id=agent-1',
    'state=working:id=agent-2',
    'state=done:app=claude-code',
    'state=clear:id=agent-1',
    'state=clear:id=agent-2',
    'state=done:app=claude-code',
  ])
})

test('the plain look is known to no rule of any tool', async () => {
  const agent = start('claude', { FAKE_AGENT_LOOK: 'plain', FAKE_AGENT_TRUST: '1' })
  await agent.waitForText('Quick safety check')
  isUnknown(agent)
  agent.type('y')
  await agent.waitForText('? for shortcuts')
  isUnknown(agent)
  for (const [prompt, text] of [
    ['hang', 'The agent is busy'],
    ['approve', 'Do you want to proceed?'],
    ['question', 'Which database'],
    ['fail', 'API Error: 529'],
  ] as const) {
    agent.type(`${prompt}${enter}`)
    await agent.waitForText(text)
    isUnknown(agent)
    agent.type(escape)
    await agent.waitForText('? for shortcuts')
    isUnknown(agent)
  }
})

function start(name: string, env: Record<string, string> = {}, reports: string[] = []): PtyTerminal {
  const terminal = openPtyTerminal(process.execPath, [program, '--as', name], {
    env: { FAKE_AGENT_ANSWER_MS: '100', ...env },
    onReport: (body) => reports.push(body),
  })
  open.push(terminal)
  return terminal
}

/** Waits until the rules for the real tool read the screen so. @returns the words that they find in it */
async function sees(
  agent: PtyTerminal,
  tool: string,
  claim: Partial<FrameReading['claim']>,
): Promise<string> {
  const rules = ruleSet(presetNamed(tool).statusRules).screen
  const found = await pollFor(
    () => {
      const reading = readFrame(rules, frameOf(agent))
      expect(reading, agent.screen().join('\n')).toMatchObject({ claim })
      return reading
    },
    { timeoutMs: 3000, what: `${tool} as ${JSON.stringify(claim)}` },
  )
  return found.words
}

function isUnknown(agent: PtyTerminal): void {
  const rules = presets.flatMap(({ statusRules }) => ruleSet(statusRules).screen)
  expect(allReadings(rules, frameOf(agent)), agent.screen().join('\n')).toEqual([])
}

function frameOf({ terminal, screen }: PtyTerminal) {
  const { cursorX: x, cursorY: y } = terminal.buffer.active
  return { ...emptyFrame, lines: screen().map((row) => row.trimEnd()), cursor: { x, y } }
}
