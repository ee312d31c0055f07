import { expect, test } from 'vitest'
import { queueFacts, shownQueue } from '../../../../app/ipc/queue-view.ts'
import { addToQueue, emptyQueue, setQueuedState } from '../../../../app/session/queue.ts'
import { sessionId } from '../../../support/fake-bridge.ts'

const rowOf = (text: string) =>
  shownQueue(sessionId(1), addToQueue(emptyQueue, { text, images: [] }, 0), 1).rows[0]?.text

test('a row has the beginning of a text, from its first word, and never half a character', () => {
  expect(rowOf('\n\n  short\nmore')).toBe('short\nmore')
  expect(rowOf('x'.repeat(20_000))).toBe(`${'x'.repeat(240)}…`)
  expect(rowOf(`${'x'.repeat(239)}😀😀`)).toBe(`${'x'.repeat(239)}…`)
})

test('what tabs and buttons show of a queue does not grow with it', () => {
  let queue = emptyQueue
  for (let at = 0; at < 100; at++) queue = addToQueue(queue, { text: 'x'.repeat(20_000), images: [] }, at)
  expect(queueFacts(queue, 7)).toEqual({ length: 100, revision: 7, hasInLine: true })
  const held = setQueuedState(addToQueue(emptyQueue, { text: 'a', images: [] }, 0), 1, { kind: 'held' })
  expect(queueFacts(held, 1)).toMatchObject({ length: 1, hasInLine: false })
})
