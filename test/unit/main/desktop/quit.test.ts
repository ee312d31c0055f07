import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Quit } from '../../../../main/desktop/quit.ts'
import type { CutOff } from '../../../../main/desktop/questions.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

type Given = Partial<CutOff> & { stop?: () => Promise<void> }

function app(given: Given = {}) {
  const seen = { asked: new Array<CutOff>(), stops: 0, exits: 0, lines: new Array<string>() }
  let answer: (quits: boolean) => void = () => undefined
  let breakOff: (error: Error) => void = () => undefined
  const quit = new Quit({
    sessions: {
      atWork: () => (given.atWork ?? []).map((title) => ({ title })),
      background: async () => given.background ?? [],
    },
    ask: (cutOff) => {
      seen.asked.push(cutOff)
      return new Promise((resolve, reject) => {
        answer = resolve
        breakOff = reject
      })
    },
    stop: () => {
      seen.stops += 1
      return given.stop?.() ?? Promise.resolve()
    },
    exit: () => {
      seen.exits += 1
    },
    report: (line) => seen.lines.push(line),
  })
  return {
    quit,
    seen,
    answer: (quits: boolean) => answer(quits),
    breakOff: (error: Error) => breakOff(error),
  }
}

/** It has looked at what it would cut off. */
const looked = () => vi.advanceTimersByTimeAsync(0)

describe('Quit', () => {
  it('stops and ends without a question when nothing is at work', async () => {
    const { quit, seen } = app()
    await quit.request()
    expect(seen).toMatchObject({ asked: [], stops: 1, exits: 1 })
  })

  it('names what is at work, and stays if the user wants to', async () => {
    const { quit, seen, answer } = app({ atWork: ['claude', 'make'] })
    const request = quit.request()
    await looked()
    expect(seen.asked).toEqual([{ atWork: ['claude', 'make'], background: [] }])
    answer(false)
    await request
    expect(seen).toMatchObject({ stops: 0, exits: 0 })
    expect(quit.hasBegun).toBe(false)
  })

  it('names what the user put into the background, also where nothing is at work', async () => {
    const background = [{ title: 'my shell', names: ['tmux', 'serve'] }]
    const { quit, seen, answer } = app({ background })
    const request = quit.request()
    await looked()
    expect(seen.asked).toEqual([{ atWork: [], background }])
    answer(true)
    await request
    expect(seen).toMatchObject({ stops: 1, exits: 1 })
  })

  it('asks again the next time', async () => {
    const { quit, seen, answer } = app({ atWork: ['claude'] })
    const first = quit.request()
    await looked()
    answer(false)
    await first
    const second = quit.request()
    await looked()
    answer(true)
    await second
    expect(seen).toMatchObject({ stops: 1, exits: 1 })
    expect(seen.asked).toHaveLength(2)
  })

  it('ignores a second wish while the question is open', async () => {
    const { quit, seen, answer } = app({ atWork: ['claude'] })
    const first = quit.request()
    await looked()
    await quit.request()
    expect(seen.asked).toHaveLength(1)
    answer(true)
    await first
    expect(seen).toMatchObject({ stops: 1, exits: 1 })
  })

  it('does not wait for the answer when a signal comes', async () => {
    const { quit, seen, answer } = app({ atWork: ['claude'] })
    const request = quit.request()
    await looked()
    await quit.now()
    answer(true)
    await request
    expect(seen).toMatchObject({ stops: 1, exits: 1 })
  })

  it('stops once, whoever asks while it stops', async () => {
    const { quit, seen } = app()
    await Promise.all([quit.now(), quit.now(), quit.request()])
    expect(seen).toMatchObject({ stops: 1, exits: 1 })
  })

  it('goes on when the question cannot be asked', async () => {
    const { quit, seen, breakOff } = app({ atWork: ['claude'] })
    const request = quit.request()
    await looked()
    breakOff(new Error('no display'))
    await request
    expect(seen).toMatchObject({ exits: 0, lines: ['the question before quitting failed'] })
  })

  it('ends although stopping fails or hangs', async () => {
    const failing = app({ stop: () => Promise.reject(new Error('no')) })
    await failing.quit.now()
    expect(failing.seen).toMatchObject({ exits: 1, lines: ['stopping failed'] })

    const hanging = app({ stop: () => new Promise(() => undefined) })
    const end = hanging.quit.now()
    await vi.advanceTimersByTimeAsync(10_000)
    await end
    expect(hanging.seen).toMatchObject({ exits: 1, lines: ['stopping took too long and was given up'] })
  })
})
