import { describe, expect, test } from 'vitest'
import type { RuleClaim } from '../../../../app/screen/rules.ts'
import { claimOfReading, resetOf } from '../../../../app/activity/screen-claim.ts'

const claimed = (claim: RuleClaim, text = '', words = text) =>
  claimOfReading({ rule: 'r', claim, text, words })

describe('a reading of the screen', () => {
  test('of a viewer claims nothing', () => {
    expect(claimed({ kind: 'keep' }, 'Showing detailed transcript')).toBeNull()
  })

  test('of a dialog asks in its words, and asks without where it has none', () => {
    const asks = { kind: 'waiting', reason: 'trust' } as const
    expect(claimed(asks, 'line', 'Do you trust it?')).toEqual({ ...asks, question: 'Do you trust it?' })
    expect(claimed(asks)).toEqual({ ...asks, question: null })
  })

  test('of a dialog asks in the order of its letters, and of a failure says so', () => {
    const words = 'Run \u202Etxt.sh\u202C\u2067?\u200B'
    expect(claimed({ kind: 'waiting', reason: 'approval' }, words)).toMatchObject({ question: 'Run txt.sh?' })
    expect(claimed({ kind: 'failed', reason: 'api' }, words)).toMatchObject({ message: 'Run txt.sh?' })
  })

  test('of a prompt is ready, and passes on for how long it has to stand', () => {
    expect(claimed({ kind: 'idle' })).toEqual({ kind: 'idle' })
    expect(claimed({ kind: 'idle', holdMs: 1500 })).toEqual({ kind: 'idle', holdMs: 1500 })
  })

  test.each([
    ['✻ Waiting for 1 background agent to finish', 1],
    ['3 shells still running', 3],
    ['2 local agents', 2],
    ['4 sub-agents at work', 4],
    ['✻ Baking… (38s · 187 tokens)', 0],
    ['shells', 0],
  ])('counts the tasks in the background that its line names: %s', (line, background) => {
    expect(claimed({ kind: 'working' }, line)).toEqual({ kind: 'working', progress: null, background })
  })

  test('of a failure says what it is in its words, and when it ends where they say so', () => {
    const limit = { kind: 'failed', reason: 'limit' } as const
    const words = 'You’ve hit your session limit · resets 3pm (Europe/Berlin)'
    expect(claimed(limit, words)).toEqual({ ...limit, message: words, resets: '3pm (Europe/Berlin)' })
    expect(claimed(limit, 'Limit reached')).toEqual({ ...limit, message: 'Limit reached' })
  })
})

describe('the end of a limit', () => {
  test.each([
    ['Limit reached ∙ resets 3pm (Europe/Berlin)', '3pm (Europe/Berlin)'],
    ['resets Oct 7 at 1am (UTC) · /upgrade', 'Oct 7 at 1am (UTC)'],
    ["You've hit your usage limit. Try again at 14:05.", '14:05'],
    ['Try again in 2 hours 5 minutes.', '2 hours 5 minutes'],
    ['available again after 09:00', '09:00'],
    ['Overloaded. Retry in 30 s.', '30 s'],
  ])('is in the words of the tool: %s', (sentence, when) => {
    expect(resetOf(sentence)).toBe(when)
  })

  test.each([
    'Something went wrong. Please try again.',
    'Retry later',
    'exceeded retry limit, last status: 429 Too Many Requests',
    'Your preset was loaded',
    'limit reached',
    'Retry failed after 3 attempts: 429',
  ])('is not known where it is not said: %s', (sentence) => {
    expect(resetOf(sentence)).toBeNull()
  })

  test('is cut where a program goes on and on', () => {
    expect(resetOf(`resets ${'9'.repeat(500)}`)).toHaveLength(80)
  })
})
