import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseToolConfig } from '../../../../app/tool/tool-config.ts'
import { toolNameFor } from '../../../../app/tool/tool-name.ts'

describe('the name under which a tool is kept', () => {
  test.each([
    ['psql', 'psql'],
    ['My  Database (prod)', 'my-database-prod'],
    ['Éditeur', 'editeur'],
    ['Мой агент', 'tool'],
    ['Claude', 'claude-2'],
    ['---', 'tool'],
  ])('of %j is %j', (shown, kept) => {
    expect(toolNameFor(shown, ['claude'])).toBe(kept)
  })

  test('is free, and one that a tool may have', () => {
    const taken = ['tool', 'tool-2', 'a']
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (shown) => {
        const name = toolNameFor(shown, taken)
        expect(taken).not.toContain(name)
        expect(parseToolConfig({ name, command: ['x'] }).ok).toBe(true)
      }),
    )
  })
})
