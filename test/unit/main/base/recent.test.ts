import { expect, test } from 'vitest'
import { Recent } from '../../../../main/base/recent.ts'
import { SkippingClock } from '../../../support/skipping-clock.ts'

test('an entry counts for as long as the window, and others with it', () => {
  const clock = new SkippingClock()
  const recent = new Recent<string>(clock, 60_000)
  recent.note('first')
  clock.skip(50_000)
  recent.note('second')
  expect(recent.entries).toEqual(['first', 'second'])
  clock.skip(20_000)
  expect(recent.entries).toEqual(['second'])
  recent.note('third')
  recent.forget((entry) => entry === 'second')
  expect(recent.entries).toEqual(['third'])
})
