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
  const seen = {
    reloads: 0,
    askedAfterCrashes: 0,
    askedWhileHung: 0,
    lines: new Array<string>(),
    why: new Array<string>(),
  }
  const state = { hangs: false, isCrashed: false, hasDevTools: false, beforeAnswer: () => {} }
  const die = (reason = 'crashed') => {
    state.isCrashed = true
    emitter.emit('render-process-gone', {}, { reason, exitCode: 5 })
  }
  const contents = Object.assign(emitter, {
    reload: () => {
      seen.reloads += 1
      state.isCrashed = false
      emitter.emit('did-start-loading')
    },
    forcefullyCrashRenderer: () => die('killed'),
    isCrashed: () => state.isCrashed,
    isDevToolsOpened: () => state.hasDevTools,
  })
  const answer = (what: boolean) => {
    state.beforeAnswer()
    return Promise.resolve(what)
  }
  const { answered } = keepPageAlive(standIn<WatchedContents>(contents), {
    clock: systemClock,
    budget: new ReloadBudget(systemClock),
    ping: () => {
      if (!state.hangs) answered()
    },
    beforeReload: (why) => seen.why.push(why),
    askAfterCrashes: () => {
      seen.askedAfterCrashes += 1
      return answer(answers.crashes ?? false)
    },
    askWhileHung: () => {
      seen.askedWhileHung += 1
      return answer(answers.hung ?? false)
    },
    report: (line) => seen.lines.push(line),
  })
  return { seen, state, die, emitter, answered }
}

/** The page has answered once, and then hangs for so long. */
async function hang({ state, answered }: ReturnType<typeof page>, ms: number): Promise<void> {
  // What was asked of it meanwhile is answered late.
  answered()
  state.hangs = false
  await vi.advanceTimersByTimeAsync(5000)
  state.hangs = true
  await vi.advanceTimersByTimeAsync(ms)
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
    await vi.advanceTimersByTimeAsync(0)
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
    await vi.advanceTimersByTimeAsync(0)
    for (let deaths = 0; deaths < 3; deaths += 1) die()
    expect(seen).toMatchObject({ reloads: 7, askedAfterCrashes: 1 })
  })

  it('ends a page that hangs and loads it again', async () => {
    const rig = page()
    await hang(rig, 20_000)
    expect(rig.seen).toMatchObject({ reloads: 1, why: ['hung'], askedWhileHung: 0 })
  })

  it('leaves a page alone that is away for 15 seconds and comes back', async () => {
    const rig = page()
    for (let times = 0; times < 5; times += 1) await hang(rig, 15_000)
    expect(rig.seen.lines).toEqual([])
    expect(rig.seen).toMatchObject({ reloads: 0, askedWhileHung: 0 })
  })

  it('leaves a page alone that a debugger holds, and one after it was let go', async () => {
    const rig = page()
    rig.state.hasDevTools = true
    await hang(rig, 600_000)
    rig.state.hasDevTools = false
    await vi.advanceTimersByTimeAsync(10_000)
    expect(rig.seen.reloads).toBe(0)
  })

  it('waits for a minute for a page that has not answered since it began to load', async () => {
    const rig = page()
    rig.state.hangs = true
    await vi.advanceTimersByTimeAsync(60_000)
    expect(rig.seen.reloads).toBe(0)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(rig.seen.reloads).toBe(1)
  })

  it('asks about a page that hangs again and again, and goes on when told to', async () => {
    const rig = page({ hung: true })
    for (let times = 0; times < 3; times += 1) await hang(rig, 25_000)
    expect(rig.seen).toMatchObject({ reloads: 3, askedWhileHung: 0 })
    await hang(rig, 25_000)
    expect(rig.seen).toMatchObject({ reloads: 4, askedWhileHung: 1 })
  })

  it('lets a page be whose user chooses to wait', async () => {
    const rig = page({ hung: false })
    for (let times = 0; times < 4; times += 1) await hang(rig, 25_000)
    expect(rig.seen).toMatchObject({ reloads: 3, askedWhileHung: 1 })
  })

  it('loads a page again that died behind the question whether to wait', async () => {
    const rig = page({ hung: false })
    for (let times = 0; times < 3; times += 1) await hang(rig, 25_000)
    rig.state.beforeAnswer = () => rig.die()
    await hang(rig, 25_000)
    expect(rig.seen).toMatchObject({ reloads: 4, askedWhileHung: 1, why: ['hung', 'hung', 'hung', 'died'] })
  })

  it('asks nothing of a page that is gone while the user is asked about it', async () => {
    const rig = page()
    for (let deaths = 0; deaths < 4; deaths += 1) rig.die()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(rig.seen).toMatchObject({ reloads: 3, askedAfterCrashes: 1, askedWhileHung: 0 })
  })

  it('stops with its page', async () => {
    const rig = page()
    rig.emitter.emit('destroyed')
    rig.state.hangs = true
    await vi.advanceTimersByTimeAsync(600_000)
    expect(rig.seen).toMatchObject({ reloads: 0, lines: [] })
  })
})
