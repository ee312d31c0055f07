import { describe, expect, test } from 'vitest'
import { processName } from '../../../../app/session/process-name.ts'
import { isCarrier, toolOfProgram } from '../../../../app/tool/known-program.ts'
import { mergeTools } from '../../../../app/tool/presets/merge-tools.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'

const tools = mergeTools({
  mine: { displayName: 'Mine', command: ['env', 'A=b', '/opt/mine/agent.sh', '--x'], programs: ['my-agent'] },
  far: { displayName: 'Far', command: ['ssh', 'host', 'claude'] },
  any: { displayName: 'Any', command: ['bash', '-l'] },
  repl: { displayName: 'REPL', command: ['irb'], promptPattern: '^> ' },
  claude: { command: ['/opt/start', 'claude'] },
}).tools

describe('the tool of a program', () => {
  test.each([
    ['claude', 'claude'],
    ['claude-code', 'claude'],
    ['start', 'claude'],
    ['codex', 'codex'],
    ['gemini', 'gemini'],
    ['opencode', 'opencode'],
    ['qwen', 'qwen'],
    ['copilot', 'copilot'],
    ['pi', 'pi'],
    ['aider', 'aider'],
    ['agent', 'mine'],
    ['my-agent', 'mine'],
    ['irb', undefined],
    ['bash', undefined],
    ['ssh', undefined],
    ['node', undefined],
    ['vim', undefined],
    ['', undefined],
  ])('of `%s` is %s', (name, tool) => {
    expect(toolOfProgram(name, tools)?.name).toBe(tool)
  })

  test('is the earlier one of two with the same program', () => {
    const two = mergeTools({
      work: { displayName: 'Work', command: ['npx', 'codex', '--profile', 'work'] },
    }).tools
    expect(toolOfProgram('codex', two)?.name).toBe('codex')
  })

  test('is known of each agent that Roost brings by the program it is started with', () => {
    const agents = presets.filter(({ kind }) => kind === 'agent')
    const found = agents.map(({ command }) => toolOfProgram(processName(command), presets)?.name)
    expect(found).toEqual(agents.map(({ name }) => name))
  })
})

test.each([
  ['ssh', true],
  ['mosh-client', true],
  ['tmux', true],
  ['tmux: client', true],
  ['docker', true],
  ['kubectl', true],
  ['su', true],
  ['script', true],
  ['claude', false],
  ['bash', false],
  ['vim', false],
  ['', false],
])('`%s` shows another terminal: %s', (name, isIt) => {
  expect(isCarrier(name)).toBe(isIt)
})
