import { expect, test } from 'vitest'
import { creditLowBytes } from '../../../../../app/ipc/stream.ts'
import { afterAck, afterUpdate, following } from '../../../../../main/pty-host/stream/catch-up.ts'

const parsing = (sent: number) => ({ state: 'parsing', sent }) as const
const waiting = (sent: number) => ({ state: 'waiting', sent }) as const

test('a page that is behind waits for an update once it has parsed all that it was sent', () => {
  expect(afterAck(parsing(100), 99)).toEqual(parsing(100))
  expect(afterAck(parsing(100), 100)).toEqual(waiting(100))
  expect(afterAck(waiting(100), 100)).toEqual(waiting(100))
  expect(afterAck(following, 100)).toEqual(following)
})

test('it gets every byte again after an update that brought no more than a part of its credit', () => {
  expect(afterUpdate(waiting(100), 100 + creditLowBytes)).toEqual(following)
  expect(afterUpdate(waiting(100), 101 + creditLowBytes)).toEqual(parsing(101 + creditLowBytes))
})

test('after an update that could not wait, what was under way before it still counts', () => {
  expect(afterUpdate(parsing(100), 101)).toEqual(parsing(101))
  expect(afterUpdate(following, 101)).toEqual(following)
})
