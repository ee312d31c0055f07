import { describe, expect, test } from 'vitest'
import { dangerOf } from '../../../../main/tools/pattern-check.ts'

describe('a pattern', () => {
  test.each(['(a+)+$', String.raw`(\w+\s?)*$`, '^(a|a)*$'])(
    'that takes forever is told: %s',
    async (pattern) => {
      expect(await dangerOf(pattern)).toEqual({ kind: 'exponential' })
    },
  )

  test.each([
    ['^.*.*.*x$', 3],
    ['a*a*a*a*$x', 5],
  ])('that takes long on a long line is told: %s', async (pattern, degree) => {
    expect(await dangerOf(pattern)).toEqual({ kind: 'polynomial', degree })
  })

  test.each(['a', '^[◐◑]', String.raw`\s+$`, String.raw`^\s*(.*?)\s*$`, String.raw`^❯ \d\. `])(
    'that is quick enough for a line of 400 characters passes: %s',
    async (pattern) => {
      expect(await dangerOf(pattern)).toBeNull()
    },
  )
})
