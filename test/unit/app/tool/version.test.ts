import { describe, expect, test } from 'vitest'
import { versionCommandOf } from '../../../../app/tool/presets/version-command.ts'
import { parseToolConfig, type ToolConfig } from '../../../../app/tool/tool-config.ts'
import { newestMeasured, readVersion, versionAge } from '../../../../app/tool/version.ts'
import { presetNamed } from '../../../support/tools.ts'

describe('what a tool prints of its version', () => {
  test.each([
    ['2.1.330 (Claude Code)', '2.1.330'],
    ['codex-cli 0.169.0', '0.169.0'],
    ['v1.18.33\n', '1.18.33'],
    ['GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)', '5.2.15'],
    ['Update available!\n\nmine\n  2.0.0-beta.1 on Node 22.1.0', '2.0.0'],
  ])('%j has the first version in it', (text, version) => {
    expect(readVersion(text)).toBe(version)
  })

  test.each([[''], ['dev'], ['version 7'], ['a\nb\nc\nd\ne\n1.2.3']])('%j has none', (text) => {
    expect(readVersion(text)).toBeNull()
  })
})

describe('a tool', () => {
  const age = (installed: string | null, measured: string | null) => versionAge({ installed, measured })

  test('is newer than its rules by its numbers, not by its letters', () => {
    expect(age('2.1.340', '2.1.332')).toBe('newer')
    expect(age('2.10.0', '2.9.9')).toBe('newer')
    expect(age('2.1.99', '2.1.330')).toBe('known')
    expect(age('2.1.330', '2.1.330')).toBe('known')
    expect(age('3.0', '2.1.330')).toBe('newer')
    expect(age('2.1', '2.1.330')).toBe('known')
  })

  test('is known in all that the measured version leaves open', () => {
    expect(age('0.169.7', '0.169')).toBe('known')
    expect(age('0.170.0', '0.169')).toBe('newer')
  })

  test('of no known version is neither', () => {
    expect(age(null, '2.1.330')).toBe('unknown')
    expect(age('2.1.330', null)).toBe('unknown')
  })

  test('is measured with the newest of several versions', () => {
    expect(newestMeasured(['2.1.99', '2.1.330', '2.1.7'])).toBe('2.1.330')
    expect(newestMeasured('0.169')).toBe('0.169')
    expect(newestMeasured(undefined)).toBeNull()
  })
})

describe('the measured version', () => {
  const parsed = (measured: unknown) => parseToolConfig({ name: 'mine', command: ['mine'], measured })

  test('is one, or a list', () => {
    expect(parsed('2.1.330')).toMatchObject({ ok: true })
    expect(parsed(['2.1.330', '2.1.332'])).toMatchObject({ ok: true })
  })

  test.each([['latest'], ['2'], [[]], [['x']], [7]])('cannot be %j', (measured) => {
    expect(parsed(measured)).toMatchObject({ ok: false })
  })
})

describe('the version of a tool is asked', () => {
  const asks = (name: string, part: Partial<ToolConfig> = {}) => {
    const tool = presetNamed(name)
    return versionCommandOf({ ...tool, ...part })
  }

  test('of its program, wherever that is', () => {
    expect(asks('claude')).toEqual(['claude', '--version'])
    expect(asks('claude', { command: ['/opt/claude-beta/claude', '--model', 'opus'] })).toEqual([
      '/opt/claude-beta/claude',
      '--version',
    ])
    expect(asks('codex', { command: [String.raw`C:\bin\codex.CMD`] })).toEqual([
      String.raw`C:\bin\codex.CMD`,
      '--version',
    ])
  })

  test.each([
    ['claude', '/usr/lib/node_modules/@anthropic-ai/claude-code/cli.js'],
    ['codex', '/opt/codex/bin/codex-x86_64-unknown-linux-musl'],
    ['codex', String.raw`C:\npm\codex.ps1`],
  ])('of %s also by a file of another name: %s', (name, program) => {
    expect(asks(name, { command: [program, '--fast'] })).toEqual([program, '--version'])
  })

  test('of nobody where another program starts it: that one would tell its own', () => {
    expect(asks('claude', { command: ['npx', 'claude'] })).toBeNull()
  })

  test('as it says itself', () => {
    expect(asks('claude', { command: ['npx', 'claude'], versionCommand: ['npx', 'claude', '-v'] })).toEqual([
      'npx',
      'claude',
      '-v',
    ])
  })
})
