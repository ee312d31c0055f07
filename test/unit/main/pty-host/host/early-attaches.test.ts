import { expect, test } from 'vitest'
import { makeSessionId } from '../../../../../app/session/session.ts'
import { EarlyAttaches } from '../../../../../main/pty-host/host/early-attaches.ts'

const attachOf = (counter: number, attachment = 1) =>
  ({ type: 'attach', session: makeSessionId(counter, 'abcd'), attachment, cols: 80, rows: 24 }) as const

test('a page that invents ids fills no memory, and what it asked for last is kept', () => {
  const early = new EarlyAttaches()
  for (let counter = 1; counter <= 10_000; counter += 1) early.put(attachOf(counter))
  expect(early.size).toBe(64)
  early.put(attachOf(9990, 2))
  expect(early.remove(attachOf(9990).session)).toEqual(attachOf(9990, 2))
  expect(early.remove(attachOf(9990).session)).toBeUndefined()
  expect(early.remove(attachOf(1).session)).toBeUndefined()
  expect(early.remove(attachOf(10_000).session)).toEqual(attachOf(10_000))
})
