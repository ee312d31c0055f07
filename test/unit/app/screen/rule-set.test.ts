import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ruleSet } from '../../../../app/screen/rule-set.ts'
import { RuleSchema, type RuleInput } from '../../../../app/screen/rules.ts'

const rule = (id: string, region: RuleInput['region']) =>
  v.parse(RuleSchema, { id, region, when: { contains: 'x' }, claim: { kind: 'idle' } })

test('rules are asked by those who see what they look at', () => {
  const set = ruleSet([
    rule('title', { kind: 'title' }),
    rule('notification', { kind: 'notification' }),
    rule('box', { kind: 'promptBox' }),
    rule('line', { kind: 'cursorLine' }),
  ])
  expect(set.title.map(({ id }) => id)).toEqual(['title'])
  expect(set.notification.map(({ id }) => id)).toEqual(['notification'])
  expect(set.screen.map(({ id }) => id)).toEqual(['box', 'line'])
})

test('a tool of which only the line of the cursor or the title is read has no screen that is read', () => {
  expect(ruleSet([rule('line', { kind: 'cursorLine' }), rule('title', { kind: 'title' })]).readsScreen).toBe(
    false,
  )
  expect(
    ruleSet([rule('line', { kind: 'cursorLine' }), rule('box', { kind: 'promptBox' })]).readsScreen,
  ).toBe(true)
  expect(ruleSet([]).readsScreen).toBe(false)
})
