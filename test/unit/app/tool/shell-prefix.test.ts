import { describe, expect, test } from 'vitest'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { runsInShell } from '../../../../app/tool/shell-prefix.ts'
import { presetNamed } from '../../../support/tools.ts'

describe('a prompt that a tool runs in a shell', () => {
  test.each(['!rm -rf build', ' !ls', '\n!ls', '!'])('begins with its sign: %j', (text) => {
    expect(runsInShell(text, { shellPrefix: '!' })).toBe(true)
  })

  test.each(['/compact', 'is !ls safe?', '', ' ', '[Image #1]!ls'])(
    'is not one that begins with all else: %j',
    (text) => {
      expect(runsInShell(text, { shellPrefix: '!' })).toBe(false)
    },
  )

  test.each(['\u0001!ls', '\u007f \u0085!ls', '\u001b!ls', ' \r\n\u0000\t!ls'])(
    'is looked at as it is typed, without control characters: %j',
    (text) => {
      expect(runsInShell(text, { shellPrefix: '!' })).toBe(true)
    },
  )

  test.each([
    ['/run ls', true],
    [' /ru ls', true],
    ['/g log --output=x', true],
    ['\u0001/test', true],
    ['/load commands', true],
    ['!ls', true],
    ['/running', false],
    ['/add x', false],
    ['please /run ls', false],
    ['a list\n/run ls', false],
  ])('is one by a command of Aider, in a terminal and without: %j', (text, runs) => {
    for (const mode of ['interactive', 'headless'] as const)
      expect(runsInShell(text, presetNamed('aider'), { mode })).toBe(runs)
  })

  test('is one by any of its lines where each line end is Enter, and by its first alone where it is not', () => {
    const tool = { shellPrefix: '!', shellPatterns: ['^/run '] }
    for (const text of ['hello\n !ls', 'hello\r\n\u0001/run ls']) {
      expect(runsInShell(text, tool, { mode: 'interactive', isByLine: true })).toBe(true)
      expect(runsInShell(text, tool)).toBe(false)
    }
  })

  test('is text without a terminal where only the sign tells', () => {
    expect(runsInShell('!ls', { shellPrefix: '!' }, { mode: 'headless' })).toBe(false)
  })

  test('is none where the tool has no such sign', () => {
    expect(runsInShell('!ls', {})).toBe(false)
  })

  test('there is in the agents that were seen to run one', () => {
    const names = presets.filter((tool) => runsInShell('!ls', tool)).map((tool) => tool.name)
    expect(names).toEqual(['claude', 'codex', 'copilot', 'pi', 'aider', 'auggie', 'continue', 'kimi'])
  })
})
