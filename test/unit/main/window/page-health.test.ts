import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepPageAlive, type WatchedContents } from '../../../../main/window/page-health.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { ReloadBudget } from '../../../../main/window/reload-budget.ts'
import { standIn } from '../../../support/stand-in.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function page(answers: { crashes?: boolean; hung?: boolean } = {}) {
  const emitter = new EventEmitter()
  const seen = { reloads: 0, askedAfterCrashes: 0, askedWhileHung: 0, lines: new Array<string>() }
  const contents = Object.assign(emitter, {
    reload: () => {
      seen.reloads += 1
    },
  })
  keepPageAlive(standIn<WatchedContents>(contents), {
    budget: new ReloadBudget(systemClock),
    askAfterCrashes: () => {
      seen.askedAfterCrashes += 1
      return Promise.resolve(answers.crashes ?? false)
    },
    askWhileHung: () => {
      seen.askedWhileHung += 1
      return Promise.resolve(answers.hung ?? false)
    },
    report: (line) => seen.lines.push(line),
  })
  const die = (reason = 'crashed') => emitter.emit('render-process-gone', {}, { reason, exitCode: 5 })
  return { seen, die, emitter }
}

describe('keepPageAlive', () => {
  it('loads the page again when its process dies', () => {
    const { seen, die } = page()
    die('killed')
    expect(seen.reloads).toBe(1)
    expect(seen.lines).toEqual(["the page's process is gone: killed (5)"])
  })

  it('leaves a page alone that ended by itself', () => {
    const { seen, die } = page()
    die('clean-exit')
    expect(seen.reloads).toBe(0)
  })

  it('asks after the fourth death in five minutes', async () => {
    const { seen, die } = page()
    for (let deaths = 0; deaths < 4; deaths += 1) die()
    await vi.runAllTimersAsync()
    expect(seen).toMatchObject({ reloads: 3, askedAfterCrashes: 1 })
  })

  it('goes on by itself again when deaths are rare', async () => {
    const { seen, die } = page()
    for (let deaths = 0; deaths < 6; deaths += 1) {
      die()
      await vi.advanceTimersByTimeAsync(2 * 60 * 1000)
    }
    expect(seen).toMatchObject({ reloads: 6, askedAfterCrashes: 0 })
  })

  it('starts counting again when a user says so', async () => {
    const { seen, die } = page({ crashes: true })
    for (let deaths = 0; deaths < 4; deaths += 1) die()
    await vi.runAllTimersAsync()
    for (let deaths = 0; deaths < 3; deaths += 1) die()
    expect(seen).toMatchObject({ reloads: 7, askedAfterCrashes: 1 })
  })

  it('asks once about a page that hangs for ten seconds', async () => {
    const { seen, emitter } = page({ hung: true })
    emitter.emit('unresponsive')
    emitter.emit('unresponsive')
    await vi.advanceTimersByTimeAsync(9000)
    expect(seen.askedWhileHung).toBe(0)
    await vi.advanceTimersByTimeAsync(2000)
    expect(seen).toMatchObject({ askedWhileHung: 1, reloads: 1 })
  })

  it('does not ask about a page that comes back', async () => {
    const { seen, emitter } = page()
    emitter.emit('unresponsive')
    await vi.advanceTimersByTimeAsync(5000)
    emitter.emit('responsive')
    await vi.advanceTimersByTimeAsync(20_000)
    expect(seen.askedWhileHung).toBe(0)
  })
})
