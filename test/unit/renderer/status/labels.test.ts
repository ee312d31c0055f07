import { describe, expect, test } from 'vitest'
import { translate } from '../../../../app/i18n/translate.ts'
import { lineAt } from '../../../../renderer/status/case-edit.ts'
import { formatClockTime } from '../../../../renderer/badges/clock-time.ts'
import { segmentsOf, totalsOf } from '../../../../renderer/status/segments.ts'
import { failureLine, stuckLine } from '../../../../renderer/badges/status-lines.ts'
import type { Translate } from '../../../../app/i18n/translate.ts'
import { statuses } from '../../../support/fake-bridge.ts'
import { timeline, today, transition } from './samples.ts'

const t: Translate = (key, ...params) => translate('en', key, ...params)

describe('a time of day', () => {
  const now = new Date(2026, 4, 12, 18, 0, 0).getTime()

  test.each([
    ['today', new Date(2026, 4, 12, 9, 5, 7), '09:05:07'],
    ['at midnight', new Date(2026, 4, 12, 0, 0, 0), '00:00:00'],
    ['yesterday', new Date(2026, 4, 11, 23, 59, 59), 'May 11, 23:59:59'],
    ['last year', new Date(2025, 11, 31, 23, 59, 59), 'Dec 31, 2025, 23:59:59'],
  ])('%s', (_when, at, text) => {
    expect(formatClockTime(at.getTime(), now, 'en')).toBe(text)
  })

  test('is written as the language does', () => {
    expect(formatClockTime(new Date(2026, 4, 11, 8, 0, 0).getTime(), now, 'ru')).toBe('11 мая, 08:00:00')
  })
})

describe('the line under a title', () => {
  const hung = { ...statuses.working, health: 'hung', standsSince: 10_000 } as const

  test('says for how long nothing has moved', () => {
    expect(stuckLine(hung, () => 140_000, t)).toBe('hung · 2:10')
    expect(stuckLine({ ...hung, health: 'frozen' }, () => 140_000, t)).toBe('no progress · 2:10')
    expect(stuckLine(statuses.working, () => 140_000, t)).toBeNull()
  })

  test('says a failure, and when a limit ends unless it says so itself', () => {
    const limit = { ...statuses.failed, reason: 'limit', resets: '3pm' } as const
    expect(failureLine({ ...limit, message: 'Usage limit reached' }, t)).toBe(
      'Usage limit reached · resets 3pm',
    )
    expect(failureLine({ ...limit, message: 'Limit reached, resets 3pm' }, t)).toBe(
      'Limit reached, resets 3pm',
    )
  })
})

describe('the stretches of a timeline', () => {
  test('last until the next change, the last one until now', () => {
    expect(segmentsOf(timeline).map(({ ms }) => ms)).toEqual([10_000, 120_000, 10_000])
  })

  test('have no negative length after a clock was set back', () => {
    const back = { transitions: [transition({ at: today(15, 0, 0) })], now: today(14, 0, 0) }
    expect(segmentsOf(back)[0]?.ms).toBe(0)
  })

  test('add up by kind', () => {
    expect(totalsOf(segmentsOf(timeline)).get('working')).toBe(120_000)
  })
})

describe('the line of the cursor', () => {
  const text = 'one\ntwo\n\nfour'

  test.each([
    [0, 'one'],
    [3, 'one'],
    [4, 'two'],
    [8, ''],
    [9, 'four'],
    [13, 'four'],
  ])('at %i is "%s"', (position, line) => {
    expect(lineAt(text, position)).toBe(line)
  })
})
