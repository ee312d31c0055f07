import { expect, test } from 'vitest'
import { expiryAt } from '../../../../app/store/expiry.ts'

const day = 24 * 60 * 60 * 1000
const today = 1000 * day

/** What was too old on each of these dates, seen one after the other. */
function datesOf(...seen: readonly number[]): readonly (number | null)[] {
  let seenAt: number | null = null
  return seen.map((now) => {
    const expiry = expiryAt(seenAt, now)
    seenAt = expiry.seenAt
    return expiry.date
  })
}

test('a date counts once another was seen at least a day later', () => {
  expect(datesOf(today, today + day - 1, today + day)).toEqual([null, null, today])
})

test('a date that is ahead for a moment never counts, however often it is seen', () => {
  const ahead = today + 30 * day
  expect(datesOf(today, ahead, ahead + 1000, today + 1, today + day + 1)).toEqual([
    null,
    today,
    null,
    null,
    today + 1,
  ])
})

test('a date that was set back, as by a battery that ran empty, counts from there', () => {
  expect(datesOf(today, 0, day)).toEqual([null, null, 0])
})
