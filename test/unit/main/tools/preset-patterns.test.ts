import { describe, expect, test } from 'vitest'
import { maxLineChars } from '../../../../app/base/cut-lines.ts'
import { compilePattern } from '../../../../app/base/pattern.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../../../app/tool/tool-config.ts'
import { patternsOfTool } from '../../../../app/tool/tool-patterns.ts'
import { dangerOf } from '../../../../main/tools/pattern-check.ts'

/**
 * All tools together take 9 s, and what the last check of each takes longer. A check gives up after 400 ms: of patterns
 * with two repetitions or more on four out of five, whose `.*` and classes of many signs make automata too large.
 * What is not told in time, or comes after the time of its tool, is only tried on lines, below.
 */
const budgetMs = 9000 / presets.length
/** A rule that takes longer on one screen is called slow (`screen-watch.ts`); a pattern takes a fraction of it. */
const longestMs = 10

const patternsOf = (tool: ToolConfig): readonly string[] => [
  ...new Set(patternsOfTool(tool).map(({ pattern }) => pattern)),
]

/** A pattern without its escapes and classes, so that what is left of signs that repeat does repeat something. */
const bare = (pattern: string): string =>
  pattern.replace(/\\(?:p\{[^}]*\}|.)/gsu, 'a').replace(/\[[^\]]*\]/gu, 'a')
const repetitions = (pattern: string): number => bare(pattern).match(/[*+]|\{\d+,\}/gu)?.length ?? 0
const repeatsGroup = (pattern: string): boolean => /\)(?:[*+]|\{\d+,\})/u.test(bare(pattern))

/** One repetition of one sign is the square of a line at most; the most dangerous of the others come first. */
const suspects = (tool: ToolConfig): readonly string[] =>
  patternsOf(tool)
    .filter((pattern) => repeatsGroup(pattern) || repetitions(pattern) > 1)
    .sort((a, b) => rank(b) - rank(a))
const rank = (pattern: string): number => repetitions(pattern) + (repeatsGroup(pattern) ? 100 : 0)

/** What a pattern itself speaks of, to be repeated: its signs, its words and what stands around them on a screen. */
function piecesOf(pattern: string): { readonly heads: readonly string[]; readonly pumps: readonly string[] } {
  const plain = pattern.replace(/\(\?(?:<\w+>|[:!=]|<[!=])/gu, '(').replace(/\\[bdsSwW]/gu, ' ')
  const signs = [...new Set(plain.replaceAll('\\', ''))].filter((sign) => !/[\w^$*+?|]/u.test(sign))
  const words = pattern.match(/[A-Za-z]{2,}/gu) ?? []
  const around = [' ', 'a', '1', 'a ', '1 ', '()', '[]', '│ ', '- ']
  return {
    heads: [...new Set(['', 'a?', ...signs.flatMap((sign) => [sign, `${sign} `]), ...words])],
    pumps: [...new Set([...around, ...signs, ...words])],
  }
}

/** Short lines first: what is slow on one would never end on a long one. */
const lengths = [16, 20, 24, 28, 32, 40, 50, 64, 100, 200, maxLineChars]

/** A line on which a pattern takes too long, of its own pieces; null where none is found. */
function slowLine(pattern: string): string | null {
  const compiled = compilePattern(pattern)
  const { heads, pumps } = piecesOf(pattern)
  for (const head of heads)
    for (const pump of pumps)
      for (const end of ['', '\u0001', '?'])
        for (const length of lengths) {
          const line = head + pump.repeat(length).slice(0, Math.max(0, length - head.length - 1)) + end
          if (timeOf(compiled, line) > longestMs) return line
        }
  return null
}

/** The shortest of three runs: the machine has other work. */
function timeOf(pattern: RegExp, line: string): number {
  let shortest = Infinity
  for (let run = 0; run < 3 && shortest > longestMs; run++) {
    const before = performance.now()
    pattern.test(line)
    shortest = Math.min(shortest, performance.now() - before)
  }
  return shortest
}

describe('the patterns of a preset', () => {
  test.each(presets)(
    'are none that is exponential or worse than a square, as far as can be told: $name',
    async (tool) => {
      const until = performance.now() + budgetMs
      const found: unknown[] = []
      for (const pattern of suspects(tool)) {
        if (performance.now() > until) break
        const danger = await dangerOf(pattern)
        if (danger !== null) found.push([pattern, danger])
      }
      expect(found).toEqual([])
    },
  )

  test.each(presets)('take no time on a long line of what they speak of: $name', (tool) => {
    const slow = patternsOf(tool).flatMap((pattern) => {
      const line = slowLine(pattern)
      return line === null ? [] : [[pattern, line]]
    })
    expect(slow).toEqual([])
  })

  test.each([
    String.raw`^[\s┃│]*(?<text>[^\s┃│].*\?)(?:\s|\(.*\))*$`,
    '^(?:a+)+$',
    String.raw`^\s*(?:\S+\s?)*;$`,
    '^.*,.*,.*,.*;$',
  ])('would be found slow on such a line if they were: %s', (pattern) => {
    expect(slowLine(pattern)).not.toBeNull()
  })
})
