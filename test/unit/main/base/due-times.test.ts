import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DueTimes } from '../../../../main/base/due-times.ts'

test('the earliest is known and taken first, whatever was set, changed and taken out before', () => {
  const step = fc.oneof(
    fc.record({ thing: fc.nat(8), at: fc.option(fc.nat(20)) }),
    fc.record({ now: fc.nat(20) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const due = new DueTimes<number>()
      const known = new Map<number, number>()
      for (const one of steps) {
        if ('now' in one) {
          const times = due.removeDue(one.now).map((thing) => known.get(thing))
          const expected = [...known.values()].filter((at) => at <= one.now)
          expect(times).toEqual(expected.sort((a, b) => a - b))
          for (const [thing, at] of known) if (at <= one.now) known.delete(thing)
        } else {
          due.set(one.thing, one.at)
          if (one.at === null) known.delete(one.thing)
          else known.set(one.thing, one.at)
        }
        expect(due.earliest).toBe(known.size === 0 ? null : Math.min(...known.values()))
      }
    }),
  )
})
