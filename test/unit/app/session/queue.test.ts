import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import {
  addToQueue,
  afterRestart,
  atNewConversation,
  editQueued,
  emptyQueue,
  findQueued,
  moveQueued,
  nextQueued,
  QueueItemSchema,
  releaseQueued,
  setQueuedState,
  type Queue,
} from '../../../../app/session/queue.ts'

const prompt = (text: string) => ({ text, images: [] })

function queueOf(...texts: readonly string[]): Queue {
  return texts.reduce((queue, text) => addToQueue(queue, prompt(text), 5), emptyQueue)
}

test('what a script sent is known as that through every change, until the user changes its text', () => {
  const sent = addToQueue(emptyQueue, prompt('!ls'), 5, { isFromScript: true })
  const isFromScript = (queue: Queue) => findQueued(queue, 1)?.isFromScript === true
  const steps = [
    setQueuedState(sent, 1, { kind: 'held' }),
    releaseQueued(sent, 1),
    releaseQueued(sent, 1, true),
    atNewConversation(sent),
    atNewConversation(releaseQueued(sent, 1, true)),
    afterRestart(setQueuedState(sent, 1, { kind: 'delivering' })),
    moveQueued(sent, 1, 0),
  ]
  expect(steps.map(isFromScript)).toEqual(steps.map(() => true))
  expect(isFromScript(editQueued(sent, 1, prompt('!pwd')))).toBe(false)
})

describe('when a new conversation begins', () => {
  test('what waited for the one before it is held, with the reason, and nothing is next', () => {
    const queue = atNewConversation(queueOf('one', 'two'))
    expect(queue.items.map(({ text, state }) => [text, state])).toEqual([
      ['one', { kind: 'held', reason: 'conversation' }],
      ['two', { kind: 'held', reason: 'conversation' }],
    ])
    expect(nextQueued(queue)).toBeNull()
  })

  test('what was queued for it goes, also behind what is held, and is held by the next one', () => {
    const queue = addToQueue(queueOf('old'), prompt('for the next'), 6, { isForNext: true })
    const begun = atNewConversation(queue)
    expect(nextQueued(begun)).toEqual({
      ...prompt('for the next'),
      id: 2,
      addedAt: 6,
      state: { kind: 'queued' },
    })
    expect(nextQueued(atNewConversation(begun))).toBeNull()
  })

  test('what the user has set aside or has to decide about stays as it is', () => {
    const states = [
      { kind: 'held' },
      { kind: 'unsure' },
      { kind: 'failed', problem: { code: 'x', message: 'No.', hint: 'Try.' } },
    ] as const
    const queue = states.reduce(
      (all, state, at) => setQueuedState(all, at + 1, state),
      queueOf('one', 'two', 'three'),
    )
    expect(atNewConversation(queue)).toEqual(queue)
  })

  test('the user lets it go, and before a start for the conversation that is to begin', () => {
    const held = atNewConversation(queueOf('one'))
    expect(nextQueued(releaseQueued(held, 1))?.text).toBe('one')
    expect(nextQueued(atNewConversation(releaseQueued(held, 1)))).toBeNull()
    expect(nextQueued(atNewConversation(releaseQueued(held, 1, true)))?.text).toBe('one')
  })
})

describe('a waiting prompt in a file', () => {
  const kept = { text: 'one', images: [], id: 1, addedAt: 5 }

  test('that was written before there were reasons is read as it is', () => {
    const held = { ...kept, state: { kind: 'held' } }
    expect(v.parse(QueueItemSchema, held)).toEqual(held)
  })

  test('that is held for a reason which this Roost does not know is held', () => {
    const held = { ...kept, state: { kind: 'held', reason: 'weather' }, isForNext: 'perhaps' }
    expect(v.parse(QueueItemSchema, held)).toEqual({ ...kept, state: { kind: 'held' } })
  })
})
