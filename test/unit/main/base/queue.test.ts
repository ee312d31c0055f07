import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Queue } from '../../../../main/base/queue.ts'

test('is an array that is filled at one end and emptied at the other', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(), fc.constantFrom('take', 'replace', 'take'))), (steps) => {
      const queue = new Queue<number>()
      const model: number[] = []
      for (const step of steps) {
        if (typeof step === 'number') {
          queue.push(step)
          model.push(step)
        } else if (step === 'take') expect(queue.shift()).toBe(model.shift())
        else {
          queue.replaceFirst(-1)
          if (model.length > 0) model[0] = -1
        }
        expect(queue.first).toBe(model[0])
        expect(queue.length).toBe(model.length)
      }
      expect(queue.all()).toEqual(model)
    }),
  )
})

test('two million entries are taken in the order in which they came, in no time', () => {
  const queue = new Queue<number>()
  const count = 2_000_000
  for (let at = 0; at < count; at++) queue.push(at)
  const started = performance.now()
  for (let at = 0; at < count; at++) if (queue.shift() !== at) expect.fail(`entry ${at} is another`)
  // Array.shift takes minutes.
  expect(performance.now() - started).toBeLessThan(5000)
  expect(queue.length).toBe(0)
})
