import { expect, test } from 'vitest'
import { watchTime } from '../../../../../main/session/headless/time-limits.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'

const minute = 60_000

test('a sleep of the machine, and a date that is set, count for no limit of a run', () => {
  const clock = new VirtualClock()
  const over: string[] = []
  const limits = watchTime(clock, { idleMs: 10 * minute, totalMs: 30 * minute }, (which) => over.push(which))
  clock.pass(9 * minute)
  clock.sleep(60 * minute)
  clock.setDate(60 * minute)
  clock.pass(0.9 * minute)
  expect(over).toEqual([])
  limits.touch()
  clock.pass(9 * minute)
  limits.touch()
  clock.pass(9 * minute)
  expect(over).toEqual([])
  limits.touch()
  clock.pass(3 * minute)
  expect(over).toEqual(['total'])
})
