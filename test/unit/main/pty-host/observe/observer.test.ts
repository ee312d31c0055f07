import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemClock } from '../../../../../main/base/clock.ts'
import { Observer } from '../../../../../main/pty-host/observe/observer.ts'
import type { Observation } from '../../../../../main/pty-host/protocol/protocol.ts'

let told: (readonly Observation[])[]
let observer: Observer

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  told = []
  observer = new Observer((batch) => told.push(batch), systemClock)
})
afterEach(() => {
  observer.dispose()
  vi.useRealTimers()
})

const title = (text: string): Observation => ({ kind: 'title', title: text })

describe('what a session shows of itself', () => {
  test('is told at once after a pause', () => {
    observer.note({ kind: 'osc7501', body: 'state=idle' })
    vi.advanceTimersByTime(1)
    expect(told).toEqual([[{ kind: 'osc7501', body: 'state=idle' }]])
  })

  test('is told at most ten times a second, in order, and nothing of it is lost', () => {
    for (let count = 0; count < 500; count++) {
      observer.note({ kind: 'osc7501', body: String(count) })
      vi.advanceTimersByTime(2)
    }
    vi.advanceTimersByTime(100)
    expect(told.length).toBeLessThanOrEqual(12)
    expect(told.flat()).toHaveLength(500)
    expect(told.flat().at(-1)).toEqual({ kind: 'osc7501', body: '499' })
  })

  test('counts a hundred thousand titles as four a second, the last one among them', () => {
    for (let second = 0; second < 20; second++) {
      for (let count = 0; count < 5000; count++) observer.note(title(`${second}-${count}`))
      vi.advanceTimersByTime(100)
    }
    vi.advanceTimersByTime(300)
    expect(told.flat().length).toBeLessThanOrEqual(10)
    expect(told.flat().at(-1)).toEqual(title('19-4999'))
  })

  test('holds of the agents on a screen that come together only the last', () => {
    for (const tool of ['one', null, 'two']) observer.note({ kind: 'agentFrame', tool })
    vi.advanceTimersByTime(1)
    expect(told.flat()).toEqual([{ kind: 'agentFrame', tool: 'two' }])
  })

  test('holds of texts for the clipboard that come together only the last', () => {
    for (const text of ['one', 'two', 'three']) {
      observer.note({ kind: 'clipboard', text })
      observer.note({ kind: 'osc7501', body: text })
    }
    vi.advanceTimersByTime(1)
    expect(told.flat().filter(({ kind }) => kind === 'clipboard')).toEqual([
      { kind: 'clipboard', text: 'three' },
    ])
    expect(told.flat().filter(({ kind }) => kind === 'osc7501')).toHaveLength(3)
  })

  test('does not keep a report waiting for a title that came too soon', () => {
    observer.note(title('one'))
    vi.advanceTimersByTime(101)
    observer.note(title('two'))
    observer.note({ kind: 'osc7501', body: 'state=blocked' })
    vi.advanceTimersByTime(1)
    expect(told.flat()).toContainEqual({ kind: 'osc7501', body: 'state=blocked' })
    expect(told.flat()).not.toContainEqual(title('two'))
  })

  test('says of a storm of bells that it rings', () => {
    for (let count = 0; count < 1000; count++) observer.note({ kind: 'bell' })
    vi.advanceTimersByTime(200)
    expect(told.flat()).toEqual([{ kind: 'bell' }])
  })

  test('counts output, but not what follows a key, a click, a focus or a resize', () => {
    observer.noteOutput(10)
    observer.noteOutput(5)
    vi.advanceTimersByTime(1)
    observer.noteInput()
    observer.noteOutput(1000)
    vi.advanceTimersByTime(499)
    observer.noteOutput(1000)
    vi.advanceTimersByTime(1)
    observer.noteOutput(7)
    vi.advanceTimersByTime(200)
    expect(told.flat()).toEqual([
      { kind: 'output', bytes: 15 },
      { kind: 'output', bytes: 7 },
    ])
  })

  test('is told to the last title before an exit', () => {
    observer.note(title('one'))
    vi.advanceTimersByTime(1)
    observer.note(title('two'))
    observer.flush(true)
    expect(told.flat()).toEqual([title('one'), title('two')])
  })
})
