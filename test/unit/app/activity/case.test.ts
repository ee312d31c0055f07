import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { CaseSchema, isRight, tryFixes, type Case } from '../../../../app/activity/case.ts'
import { parseOwnRules } from '../../../../app/screen/own-rules.ts'
import {
  mergeRules,
  RuleSchema,
  type OwnRule,
  type Rule,
  type RuleInput,
} from '../../../../app/screen/rules.ts'

const rule = (input: RuleInput): Rule => v.parse(RuleSchema, input)

const spinner = rule({ id: 'spinner', priority: 50, when: { contains: '✻' }, claim: { kind: 'working' } })
const asks = rule({
  id: 'asks',
  priority: 20,
  when: { contains: 'go on?' },
  claim: { kind: 'waiting', reason: 'approval' },
})
const prompt = rule({ id: 'prompt', priority: 10, when: { regex: '^❯' }, claim: { kind: 'idle' } })
const preset = [spinner, asks, prompt]

let number = 0
function wrong(right: Case['right'], screen: readonly string[], more: Partial<Case> = {}): Case {
  number += 1
  return v.parse(CaseSchema, {
    version: 1,
    toolName: 'agent',
    at: 1_700_000_000_000 + number,
    shown: { kind: 'working', source: 'screen', rule: 'spinner', text: '' },
    right,
    screen,
    title: '',
    signals: [],
    sign: null,
    ...more,
  })
}

/** The rules in force after a fix was saved as it is offered. */
function saved(json: string): readonly Rule[] {
  const list: unknown = JSON.parse(json)
  const { rules, problems } = parseOwnRules(Array.isArray(list) ? list : [])
  expect(problems).toEqual([])
  return mergeRules(preset, rules)
}

const fixesOf = (one: Case, own: readonly OwnRule[] = [], others: readonly Case[] = []) =>
  tryFixes(one, preset, own, others)

describe('whether a case is right', () => {
  test('is what its screen says by the rules, with the reason', () => {
    const waits = { kind: 'waiting', reason: 'approval' } as const
    expect(isRight(wrong(waits, ['go on?']), preset)).toBe(true)
    expect(isRight(wrong({ ...waits, reason: 'trust' }, ['go on?']), preset)).toBe(false)
    expect(isRight(wrong({ kind: 'idle' }, ['❯']), preset)).toBe(true)
    expect(isRight(wrong({ kind: 'idle' }, ['✻ Baking…', '❯']), preset)).toBe(false)
    expect(isRight(wrong({ kind: 'idle' }, ['nothing known']), preset)).toBe(false)
  })

  test('takes a title that says otherwise for the stronger, but not against a dialog', () => {
    const title = rule({
      id: 'spins',
      region: { kind: 'title' },
      when: { regex: '^◐' },
      claim: { kind: 'working' },
    })
    const rules = [...preset, title]
    expect(isRight(wrong({ kind: 'idle' }, ['❯'], { title: '◐ agent' }), rules)).toBe(false)
    expect(isRight(wrong({ kind: 'idle' }, ['❯'], { title: 'agent' }), rules)).toBe(true)
    const dialog = wrong({ kind: 'waiting', reason: 'approval' }, ['go on?'], { title: '◐ agent' })
    expect(isRight(dialog, rules)).toBe(true)
    expect(isRight(wrong({ kind: 'working' }, ['?'], { title: '◐ agent' }), rules)).toBe(true)
  })
})

describe('a fix', () => {
  test('that turns off the rule that lied is found', () => {
    const fixes = fixesOf(wrong({ kind: 'idle' }, ['✻ quoted', '❯']))
    expect(fixes).toContainEqual(expect.objectContaining({ kind: 'off', rule: 'spinner' }))
  })

  test('that raises the rule that was right is found, and comes before the one that turns off', () => {
    const one = wrong({ kind: 'waiting', reason: 'approval' }, ['✻ Baking…', 'go on?'])
    expect(fixesOf(one).map(({ kind, rule: id }) => [kind, id])).toEqual([
      ['raise', 'asks'],
      ['off', 'spinner'],
    ])
  })

  test('that adds a rule is found where the user points at a line, its numbers left open', () => {
    const one = wrong({ kind: 'idle' }, ['✻ Baked 12 pies (3 left)'], { sign: '✻ Baked 12 pies (3 left)' })
    const [fix] = fixesOf(one)
    expect(fix).toMatchObject({ kind: 'add' })
    const rules = saved(fix?.rules ?? '')
    expect(isRight(wrong({ kind: 'idle' }, ['✻ Baked 7 pies (0 left)']), rules)).toBe(true)
    expect(isRight(wrong({ kind: 'working' }, ['✻ Baking…']), rules)).toBe(true)
  })

  test('that adds a rule takes what the line holds for text, not for a pattern', () => {
    const sign = String.raw`$ a.*b [x](y) {z} | ^ \ / - ? +`
    const one = wrong({ kind: 'waiting', reason: 'question' }, [sign], { sign })
    const added = fixesOf(one).find(({ kind }) => kind === 'add')
    const rules = saved(added?.rules ?? '')
    expect(isRight(one, rules)).toBe(true)
    expect(isRight(wrong({ kind: 'waiting', reason: 'question' }, [sign.replace('.', 'z')]), rules)).toBe(
      false,
    )
  })

  test('that adds a rule is one that can be saved, however long the line is', () => {
    for (const sign of [
      `${'a'.repeat(499)}.b`,
      `a${'.-'.repeat(300)}`,
      `a${'1.'.repeat(300)}`,
      '日本'.repeat(300),
    ]) {
      const one = wrong({ kind: 'idle' }, [sign], { sign })
      const added = fixesOf(one).find(({ kind }) => kind === 'add')
      expect(isRight(one, saved(added?.rules ?? ''))).toBe(true)
    }
  })

  test('is right when it is saved as it is offered, whichever it is', () => {
    const one = wrong({ kind: 'waiting', reason: 'approval' }, ['✻ Baking…', 'go on?'], { sign: 'go on?' })
    const fixes = fixesOf(one)
    expect(fixes.map(({ kind }) => kind)).toEqual(['raise', 'off', 'add'])
    for (const { rules } of fixes) expect(isRight(one, saved(rules))).toBe(true)
  })

  test('keeps the rules that the user has, but for the one it changes', () => {
    const own: readonly OwnRule[] = [
      rule({ id: 'mine', priority: 60, when: { contains: '✻' }, claim: { kind: 'working' } }),
      { id: 'unrelated', off: true },
    ]
    const off = fixesOf(wrong({ kind: 'idle' }, ['✻', '❯']), [...own, { id: 'spinner', off: true }])[0]
    expect(JSON.parse(off?.rules ?? '[]')).toEqual(
      expect.arrayContaining([
        { id: 'unrelated', off: true },
        { id: 'spinner', off: true },
      ]),
    )
  })

  test('says how many other cases of the tool are right with it, and the best of all comes first', () => {
    const others = [
      wrong({ kind: 'working' }, ['✻ Baking…']),
      wrong({ kind: 'waiting', reason: 'approval' }, ['go on?']),
      wrong({ kind: 'working' }, ['✻ Baking…'], { toolName: 'other' }),
    ]
    const one = wrong({ kind: 'waiting', reason: 'approval' }, ['✻ Baking…', 'go on?'])
    expect(
      fixesOf(one, [], [...others, one]).map(({ kind, othersRight, others: of }) => [kind, othersRight, of]),
    ).toEqual([
      ['raise', 2, 2],
      ['off', 1, 2],
    ])
  })

  test('is none where no rule of the screen could help', () => {
    expect(fixesOf(wrong({ kind: 'working' }, ['nothing known']))).toEqual([])
    expect(fixesOf(wrong({ kind: 'starting' }, ['❯'], { sign: '❯' }))).toEqual([])
    expect(fixesOf(wrong({ kind: 'idle' }, ['a'], { sign: '✻ …' }))).toEqual([])
    expect(fixesOf(wrong({ kind: 'idle' }, ['a'], { sign: 'a line that is not there' }))).toEqual([])
  })
})
