import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  inOrder,
  mergeRules,
  OwnRuleSchema,
  RuleSchema,
  type Rule,
  type RuleInput,
} from '../../../../app/screen/rules.ts'

function rule(id: string, more: Partial<RuleInput> = {}): Rule {
  return v.parse(RuleSchema, { id, when: { contains: id }, claim: { kind: 'idle' }, ...more })
}

const ids = (rules: readonly Rule[]): string[] => rules.map(({ id }) => id)
const isRule = (input: unknown): boolean => v.safeParse(RuleSchema, input).success
const plain = { id: 'a', when: { contains: 'x' }, claim: { kind: 'idle' } }

describe('a rule', () => {
  test('looks at the whole screen and is asked with priority 0 unless it says otherwise', () => {
    expect(rule('a')).toMatchObject({ priority: 0, region: { kind: 'screen' } })
  })

  test('is refused where it names a field, a region, a condition or a claim that there is not', () => {
    expect(isRule(plain)).toBe(true)
    expect(isRule({ ...plain, prioriy: 3 })).toBe(false)
    expect(isRule({ ...plain, region: { kind: 'footer' } })).toBe(false)
    expect(isRule({ ...plain, region: { kind: 'bottom' } })).toBe(false)
    expect(isRule({ ...plain, region: { kind: 'bottom', lines: 0 } })).toBe(false)
    expect(isRule({ ...plain, when: {} })).toBe(false)
    expect(isRule({ ...plain, when: { contains: 'x', regex: 'y' } })).toBe(false)
    expect(isRule({ ...plain, when: { all: [] } })).toBe(false)
    expect(isRule({ ...plain, claim: { kind: 'waiting' } })).toBe(false)
    expect(isRule({ ...plain, claim: { kind: 'failed', reason: 'crash' } })).toBe(false)
  })

  test('is refused where a pattern anywhere in it does not compile', () => {
    expect(isRule({ ...plain, when: { any: [{ contains: 'x' }, { not: { regex: '(' } }] } })).toBe(false)
    expect(isRule({ ...plain, words: [{ regex: '[' }] })).toBe(false)
  })

  test('cannot hold back a ready prompt for longer than the longest hold there is', () => {
    expect(isRule({ ...plain, claim: { kind: 'idle', holdMs: 2300 } })).toBe(true)
    expect(isRule({ ...plain, claim: { kind: 'idle', holdMs: 2301 } })).toBe(false)
  })

  test('has an id that can be written in a sentence', () => {
    expect(isRule({ ...plain, id: 'asks-trust-2' })).toBe(true)
    for (const id of ['', 'Asks', 'asks trust', '-asks', 'a'.repeat(65)])
      expect(isRule({ ...plain, id })).toBe(false)
  })
})

describe('the order in which rules are asked', () => {
  test('is by priority, highest first, and of equals as they are listed', () => {
    const rules = [rule('a'), rule('b', { priority: 5 }), rule('c'), rule('d', { priority: -1 })]
    expect(ids(inOrder(rules))).toEqual(['b', 'a', 'c', 'd'])
  })
})

describe('rules of a user over those of a preset', () => {
  const preset = [rule('a'), rule('b'), rule('c')]
  const own = (...entries: readonly unknown[]) => entries.map((entry) => v.parse(OwnRuleSchema, entry))

  test('leave the preset as it is where there are none', () => {
    expect(mergeRules(preset, [])).toEqual(preset)
  })

  test('replace the one of the same id in its place, whole', () => {
    const mine = rule('b', { claim: { kind: 'working' }, priority: 7 })
    expect(mergeRules(preset, own(mine))).toEqual([preset[0], mine, preset[2]])
  })

  test('come before all of the same priority where they are new', () => {
    const merged = mergeRules(preset, own(rule('x'), rule('y')))
    expect(ids(inOrder(merged))).toEqual(['x', 'y', 'a', 'b', 'c'])
  })

  test('turn one off, and turning off what is not there does nothing', () => {
    expect(ids(mergeRules(preset, own({ id: 'b', off: true }, { id: 'gone', off: true })))).toEqual([
      'a',
      'c',
    ])
  })
})
