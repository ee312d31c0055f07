import { describe, expect, it } from 'vitest'
import type { AgentLogEntry } from '../../support/agent-log.ts'
import { brokenPromises, countPrompts, sumCounts } from '../../bench/prompt-counts.ts'
import { receivedPrompts } from '../../bench/received-prompts.ts'

const start = (pid: number, cwd: string): AgentLogEntry => ({ kind: 'start', pid, at: 0, cwd })
const paste = (pid: number, text: string): AgentLogEntry => ({ kind: 'paste', pid, at: 0, text })
const enter = (pid: number, at: number): AgentLogEntry => ({ kind: 'key', name: 'enter', text: '', pid, at })

describe('what agents received', () => {
  it('is what stood before an Enter, by folder, across the lives of an agent', () => {
    const log = [
      start(1, '/a'),
      start(2, '/b'),
      paste(1, 'one'),
      paste(2, 'other'),
      enter(2, 5),
      enter(1, 6),
      enter(1, 7),
      // Begun, and never sent.
      paste(1, 'two'),
      start(3, '/a'),
      paste(3, '/image.png'),
      paste(3, 'three'),
      enter(3, 8),
    ]
    expect(Object.fromEntries(receivedPrompts(log))).toEqual({
      '/a': [
        { text: 'one', pid: 1, at: 6 },
        { text: '/image.pngthree', pid: 3, at: 8 },
      ],
      '/b': [{ text: 'other', pid: 2, at: 5 }],
    })
  })
})

describe('the count of prompts', () => {
  const sent = ['a', 'b', 'c', 'd']

  it('finds nothing wrong where each came once, in its order', () => {
    const counts = countPrompts(sent, sent, [])
    expect(counts).toMatchObject({ sent: 4, received: 4, lost: 0, doubled: 0, outOfOrder: 0, mangled: 0 })
    expect(brokenPromises(counts)).toEqual([])
  })

  it.each([
    ['lost', ['a', 'b', 'd'], ['1 lost']],
    ['doubled', ['a', 'b', 'b', 'c', 'd'], ['1 doubled']],
    ['doubled later', ['a', 'b', 'c', 'd', 'a'], ['1 doubled']],
    ['out of order', ['a', 'c', 'b', 'd'], ['1 out of order']],
    ['two in one', ['a', 'bc', 'd'], ['2 lost', '1 mangled']],
  ])('tells what is %s', (_, received, broken) => {
    expect(brokenPromises(countPrompts(sent, received, []))).toEqual(broken)
  })

  it('adds up over sessions', () => {
    const sum = sumCounts([countPrompts(sent, ['a'], ['d']), countPrompts(sent, [...sent, 'd'], [])])
    expect(sum).toEqual({ sent: 8, received: 6, waiting: 1, lost: 2, doubled: 1, outOfOrder: 0, mangled: 0 })
  })
})
