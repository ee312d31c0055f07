import { describe, expect, test } from 'vitest'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { runsInShell } from '../../../../app/tool/shell-prefix.ts'

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

  test('is none where the tool has no such sign', () => {
    expect(runsInShell('!ls', {})).toBe(false)
  })

  test('there is in the agents that were seen to run one', () => {
    const names = presets.filter((tool) => runsInShell('!ls', tool)).map((tool) => tool.name)
    expect(names).toEqual(['claude', 'codex', 'copilot', 'pi', 'aider'])
  })
})
