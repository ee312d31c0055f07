import { expect, test } from 'vitest'
import { InputQueue } from '../../../../../main/pty-host/program/input-queue.ts'

function drained(queue: InputQueue): string {
  const parts: Uint8Array[] = []
  for (let next = queue.first; next !== undefined; next = queue.first) {
    parts.push(next.slice(0, 3))
    queue.taken(Math.min(3, next.length))
  }
  return Buffer.concat(parts).toString()
}

test('gives what came in its order, in whatever pieces it is taken', () => {
  const queue = new InputQueue()
  for (const text of ['first ', 'second', ' ', 'third']) queue.push(Buffer.from(text), text === 'second')
  expect(drained(queue)).toBe('first second third')
})

test('answers that are not read are dropped beyond 64 KB, keys are not', () => {
  const queue = new InputQueue()
  const answer = Buffer.from('\u001b[?62;22c')
  for (let count = 0; count < 100_000; count++) queue.push(answer, true)
  queue.push(Buffer.from('keys'), false)
  const waiting = drained(queue)
  expect(waiting.length).toBeLessThanOrEqual(64 * 1024 + 4)
  expect(waiting.endsWith('keys')).toBe(true)
  queue.push(answer, true)
  expect(drained(queue)).toBe(answer.toString())
})
