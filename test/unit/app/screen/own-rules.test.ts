import { describe, expect, test } from 'vitest'
import { parseOwnRules, patternsOf } from '../../../../app/screen/own-rules.ts'

const good = { id: 'good', when: { contains: 'x' }, claim: { kind: 'idle' } }
const names = (list: readonly unknown[]): string[] => parseOwnRules(list).problems.map(({ rule }) => rule)

describe('a list of own rules', () => {
  test('loses only its bad entries, and names each by its id', () => {
    const { rules, problems } = parseOwnRules([
      good,
      { ...good, id: 'bad', claim: { kind: 'sleeping' } },
      { id: 'spinner', off: true },
    ])
    expect(rules.map(({ id }) => id)).toEqual(['good', 'spinner'])
    expect(problems.map(({ rule }) => rule)).toEqual(['bad'])
  })

  test('names an entry without an id by its place, counted from 1', () => {
    expect(names([good, 'nonsense', null, { id: '' }, { id: 7 }])).toEqual(['#2', '#3', '#4', '#5'])
  })

  test('refuses conditions that are nested deeper than anybody writes, and does not overflow', () => {
    const nested = (depth: number) =>
      Array.from({ length: depth }).reduce<unknown>((inner) => ({ not: inner }), { contains: 'x' })
    const problems = (depth: number) => parseOwnRules([{ ...good, when: nested(depth) }]).problems
    expect(problems(20)).toEqual([])
    expect(problems(100_000)).toEqual([{ rule: 'good', field: 'when', reason: { kind: 'deep' } }])
  })

  test('says where in the entry it is wrong', () => {
    const problem = (more: object): unknown => {
      const [first] = parseOwnRules([{ ...good, ...more }]).problems
      return first === undefined ? null : [first.field, first.reason]
    }
    expect(problem({ when: { regex: '(' } })).toEqual(['when.regex', { kind: 'pattern' }])
    expect(problem({ words: [{ regex: '(' }] })).toEqual(['words.0.regex', { kind: 'pattern' }])
    expect(problem({ region: { kind: 'bottom', lines: 0 } })).toEqual([
      'region.lines',
      { kind: 'value', expected: '>=1' },
    ])
    expect(problem({ claim: { kind: 'sleeping' } })).toMatchObject(['claim.kind', { kind: 'value' }])
    expect(problem({ id: 'Bad Id' })).toEqual(['id', { kind: 'rule-id' }])
    expect(problem({ prio: 3 })).toEqual(['prio', { kind: 'unknown-field' }])
    expect(problem({ when: {} })).toEqual(['when', { kind: 'condition' }])
    const nested = { all: [{ contains: 'a' }, { not: { regex: '(' } }] }
    expect(problem({ when: nested })).toEqual(['when.all.1.not.regex', { kind: 'pattern' }])
    expect(problem({ off: false })).toMatchObject(['off', { kind: 'value' }])
    expect(problem({ priority: 0.5 })).toEqual(['priority', { kind: 'type', type: 'integer' }])
  })

  test('holds an id once: the second entry of it is named and left out', () => {
    const { rules, problems } = parseOwnRules([good, { ...good, claim: { kind: 'working' } }])
    expect(rules).toMatchObject([{ id: 'good', claim: { kind: 'idle' } }])
    expect(problems).toMatchObject([{ rule: 'good' }])
  })
})

describe('the patterns of a rule', () => {
  test('are found wherever they stand, those of its words too', () => {
    const { rules } = parseOwnRules([
      {
        ...good,
        when: {
          all: [{ regex: 'a' }, { any: [{ regex: 'b' }, { not: { regex: 'c' } }, { contains: 'no' }] }],
        },
        words: [{ regex: 'd' }],
      },
      { id: 'none', off: true },
    ])
    expect(rules.map(patternsOf)).toEqual([['a', 'b', 'c', 'd'], []])
  })
})
