import { describe, expect, test } from 'vitest'
import { isTransition, transitionOf } from '../../../../app/activity/transition.ts'
import { observe } from '../../../../app/activity/monitor.ts'
import {
  after,
  approval,
  begun,
  looks,
  output,
  plainTraits,
  says,
  shows,
  start,
  until,
  working,
} from '../../../support/evidence.ts'

const asked = after(begun(), says('hook', approval, 1000, 'PermissionRequest')).status

describe('a change of status in the timeline', () => {
  test('says what it became, why, in which words, and who decided', () => {
    expect(transitionOf(asked, 5)).toEqual({
      at: 5,
      kind: 'waiting',
      reason: 'approval',
      certainty: 'sure',
      words: 'rm -rf build?',
      source: 'hook',
      rule: 'PermissionRequest',
    })
  })

  test('says of a guess that it is one', () => {
    const guess = until(after(begun(plainTraits), output(100)), 9000).status
    expect(transitionOf(guess, 5)).toMatchObject({
      kind: 'idle',
      certainty: 'guess',
      reason: null,
      words: '',
    })
  })

  test('gives a failure in its words, cut where they go on and on, and an exit by its code or signal', () => {
    const failed = after(
      begun(),
      says('hook', { kind: 'failed', reason: 'limit', message: 'x'.repeat(999) }, 1),
    )
    expect(transitionOf(failed.status, 5)).toMatchObject({ reason: 'limit', words: 'x'.repeat(300) })
    const words = (exitCode: number, signal: number | null): string =>
      transitionOf(observe(begun(), { kind: 'exited', at: start + 9, exitCode, signal }).status, 9).words
    expect([words(3, null), words(0, 9)]).toEqual(['3', 'signal 9'])
  })
})

describe('what is a change', () => {
  test('is another kind, reason or question, and a guess that became sure', () => {
    const other = after(begun(), says('hook', { ...approval, question: 'ls?' }, 1000)).status
    const reason = after(begun(), says('hook', { ...approval, reason: 'trust' }, 1000)).status
    const guess = after(begun(plainTraits), output(100), output(400)).status
    const sure = after(begun(plainTraits), says('hook', working, 100)).status
    expect(isTransition(asked, other)).toBe(true)
    expect(isTransition(asked, reason)).toBe(true)
    expect(isTransition(guess, sure)).toBe(true)
    expect(isTransition(asked, sure)).toBe(true)
  })

  test('is not another source or time, nor another health or progress', () => {
    const byScreen = after(begun(), looks(shows.dialog, 3000, { words: 'rm -rf build?' })).status
    const [some, more] = [10, 40].map(
      (progress) => after(begun(), says('osc', { kind: 'working', progress }, 5)).status,
    )
    expect(isTransition(asked, byScreen)).toBe(false)
    expect(some !== undefined && more !== undefined && some !== more && isTransition(some, more)).toBe(false)
    expect(isTransition(asked, asked)).toBe(false)
  })
})
