import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim, ClaimEvidence, Evidence } from '../../../../app/activity/evidence.ts'
import { flashMs } from '../../../../app/activity/holds.ts'
import { quietHoldMs, startGraceMs } from '../../../../app/activity/inferred.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import { dormantMonitor, nextWakeAt, observe, passTime } from '../../../../app/activity/monitor.ts'
import { evidenceSources, type EvidenceSource } from '../../../../app/session/status.ts'

const start = 1_000_000

function spawned(): MonitorState {
  return observe(dormantMonitor(start - 1, null), { kind: 'spawned', at: start })
}

function after(state: MonitorState, ...evidence: readonly Evidence[]): MonitorState {
  return evidence.reduce(observe, state)
}

function claim(source: EvidenceSource, says: Claim, atMs: number): ClaimEvidence {
  return { kind: 'claim', source, rule: says.kind, text: '', at: start + atMs, claim: says }
}

/** What is shown a moment after `atMs`: no state is shown for less. */
const shown = (state: MonitorState, atMs: number) => passTime(state, start + atMs + flashMs).status

const output = (atMs: number, bytes = 10): Evidence => ({ kind: 'output', at: start + atMs, bytes })
const working: Claim = { kind: 'working', progress: null }
const idle: Claim = { kind: 'idle' }
const waiting: Claim = { kind: 'waiting', reason: 'approval', question: 'rm?' }
const none: Claim = { kind: 'none' }

describe('without any signal', () => {
  test('a tool starts until it writes, works while it writes, and seems idle once it is quiet', () => {
    let state = spawned()
    expect(state.status.kind).toBe('starting')
    state = after(state, output(100))
    expect(state.status).toMatchObject({ kind: 'working', certainty: 'guess' })
    state = passTime(state, start + 100 + quietHoldMs - 1)
    expect(state.status.kind).toBe('working')
    state = passTime(state, start + 100 + quietHoldMs)
    expect(state.status).toMatchObject({ kind: 'idle', certainty: 'guess', evidence: { source: 'silence' } })
  })

  test('a tool that never writes seems idle after a while', () => {
    const state = spawned()
    expect(nextWakeAt(state)).toBe(start + startGraceMs)
    expect(passTime(state, start + startGraceMs - 1).status.kind).toBe('starting')
    expect(passTime(state, start + startGraceMs).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  })

  test('one write while it seems idle is no work; a second soon after is', () => {
    const quiet = passTime(after(spawned(), output(0)), start + 5000)
    const once = after(quiet, output(10_000, 5000))
    expect(once.status).toBe(quiet.status)
    expect(after(once, output(10_500)).status).toMatchObject({ kind: 'working', since: start + 10_000 })
  })

  test('a clock in a status line, once a minute, never lights the badge', () => {
    let state = passTime(after(spawned(), output(0)), start + 5000)
    const before = state.status
    for (let minute = 1; minute <= 30; minute++) state = after(state, output(minute * 60_000))
    expect(state.status).toBe(before)
  })

  test('sleep of the machine is no silence', () => {
    const state = after(spawned(), output(0), { kind: 'clockJump', at: start + 3_600_000, gapMs: 3_599_000 })
    expect(passTime(state, start + 3_600_000).status.kind).toBe('working')
    expect(passTime(state, start + 3_600_000 + quietHoldMs).status.kind).toBe('idle')
  })
})

describe('with signals', () => {
  test('a user who is needed is shown at once, also in the middle of output', () => {
    const state = after(spawned(), output(0), output(100), claim('osc7501', waiting, 101))
    expect(state.status).toMatchObject({ kind: 'waiting', reason: 'approval', question: 'rm?' })
    expect(state.unseen).toBe(true)
  })

  test('idle from a sign is shown at once, while output still flows', () => {
    const state = after(spawned(), output(0), claim('title', idle, 50), output(60), output(300))
    expect(state.status).toMatchObject({ kind: 'idle', certainty: 'sure' })
  })

  test('the stronger source decides, whichever spoke last', () => {
    const state = after(spawned(), claim('osc7501', working, 1), claim('title', idle, 2))
    expect(state.status.kind).toBe('working')
    const later = after(spawned(), claim('title', idle, 1), claim('osc7501', working, 2))
    expect(shown(later, 2).kind).toBe('working')
  })

  test('of the two first sources the later one decides', () => {
    expect(shown(after(spawned(), claim('osc7501', working, 1), claim('hook', idle, 2)), 2).kind).toBe('idle')
    const other = after(spawned(), claim('hook', idle, 1), claim('osc7501', working, 2))
    expect(shown(other, 2).kind).toBe('working')
  })

  test('a weaker source that asks for the user is heard, until a stronger one speaks again', () => {
    const asked = after(spawned(), claim('osc7501', working, 1), claim('title', waiting, 2))
    expect(asked.status.kind).toBe('waiting')
    const blinking = after(
      asked,
      claim('title', waiting, 3),
      claim('osc7501', { kind: 'working', progress: 5 }, 4),
    )
    expect(shown(after(blinking, claim('title', waiting, 5)), 5).kind).toBe('working')
  })

  test('a spinner whose frames are not all known keeps its session working', () => {
    let state = after(spawned(), claim('title', working, 0))
    const first = state.status
    for (let frame = 1; frame < 20; frame++) {
      state = after(state, claim('title', frame % 2 === 0 ? working : none, frame * 500))
      state = passTime(state, start + frame * 500 + 499)
    }
    expect(state.status).toBe(first)
  })

  test('a sign that is withdrawn stands for the hold, then output and silence are all there is', () => {
    const state = after(spawned(), claim('title', working, 0), claim('title', none, 1000))
    expect(nextWakeAt(state)).toBe(start + 1000 + quietHoldMs)
    expect(passTime(state, start + 1000 + quietHoldMs - 1).status).toMatchObject({ certainty: 'sure' })
    expect(passTime(state, start + 1000 + quietHoldMs).status).toMatchObject({
      kind: 'idle',
      certainty: 'guess',
    })
  })

  test('a question that is withdrawn is not asked any longer', () => {
    const state = after(spawned(), claim('title', waiting, 0), claim('title', none, 1000))
    expect(state.status).toMatchObject({ kind: 'working', certainty: 'guess' })
  })

  test('the same status keeps its beginning, whoever says it', () => {
    const state = after(spawned(), output(100), claim('osc7501', working, 900), claim('hook', working, 1500))
    expect(state.status).toMatchObject({ kind: 'working', since: start + 100 })
  })

  test('a shell is not ready before it has written, or has had the time for it', () => {
    expect(after(spawned(), claim('process', idle, 100)).status.kind).toBe('starting')
    expect(after(spawned(), output(90), claim('process', idle, 100)).status).toMatchObject({
      certainty: 'sure',
    })
    expect(after(spawned(), claim('process', idle, 1500)).status.kind).toBe('idle')
  })

  test('progress is shown as it comes', () => {
    const state = after(spawned(), claim('osc', { kind: 'working', progress: 10 }, 1))
    expect(after(state, claim('osc', { kind: 'working', progress: 40 }, 2)).status).toMatchObject({
      progress: 40,
    })
  })
})

describe('the unseen mark', () => {
  test('work that is over sets it; a look takes it away', () => {
    const done = after(spawned(), claim('title', working, 0), claim('title', idle, 1000))
    expect(done.unseen).toBe(true)
    expect(after(done, { kind: 'seen', at: start + 2000 }).unseen).toBe(false)
  })

  test('a result sets it also where the work was never seen; the same result again does not', () => {
    const result: Claim = { kind: 'idle', finished: true }
    const done = after(
      spawned(),
      claim('osc7501', { kind: 'idle', finished: false }, 0),
      claim('osc7501', result, 1),
    )
    expect(done.unseen).toBe(true)
    const seen = after(done, { kind: 'seen', at: start + 2 }, claim('osc7501', result, 3))
    expect(seen.unseen).toBe(false)
  })

  test('a turn that the user broke off themselves does not set it', () => {
    const broken = claim('osc7501', { kind: 'idle', finished: false }, 1)
    const state = passTime(after(spawned(), claim('osc7501', working, 0), broken), start + 1 + flashMs)
    expect(state).toMatchObject({ unseen: false, status: { kind: 'idle' } })
  })

  test('an exit, a failure and a lost host set it', () => {
    const exited: Evidence = { kind: 'exited', at: start + 1, exitCode: 0, signal: null }
    expect(after(spawned(), exited).unseen).toBe(true)
    expect(after(spawned(), { kind: 'hostLost', at: start + 1 })).toMatchObject({
      unseen: true,
      status: { kind: 'failed', reason: 'crash' },
    })
    const failed: Claim = { kind: 'failed', reason: 'api', message: 'overloaded' }
    expect(after(spawned(), claim('osc7501', failed, 1))).toMatchObject({
      unseen: true,
      status: { kind: 'failed' },
    })
  })
})

describe('without a process', () => {
  const ends: readonly Evidence[] = [
    { kind: 'exited', at: start + 10, exitCode: 1, signal: null },
    { kind: 'startFailed', at: start + 10, message: 'no such program' },
    { kind: 'hostLost', at: start + 10 },
  ]
  for (const end of ends) {
    test(`nothing that comes late changes what ${end.kind} said`, () => {
      const state = after(spawned(), output(1), end)
      const late = after(state, output(20), claim('osc7501', working, 21), claim('title', waiting, 22))
      expect(passTime(late, start + 100_000).status).toBe(state.status)
      expect(nextWakeAt(late)).toBeNull()
    })
  }

  test('a new run knows nothing of the last one', () => {
    const ended = after(spawned(), claim('osc7501', working, 1), {
      kind: 'exited',
      at: start + 2,
      exitCode: 0,
      signal: null,
    })
    const state = after(ended, { kind: 'spawned', at: start + 3 })
    expect(state).toMatchObject({ unseen: false, claims: {}, status: { kind: 'starting' } })
  })
})

describe('whatever comes in whatever order', () => {
  const anyClaim: fc.Arbitrary<Claim> = fc.oneof(
    fc.constant(working),
    fc.constant(idle),
    fc.constant(waiting),
    fc.constant(none),
    fc.constant<Claim>({ kind: 'idle', finished: true }),
    fc.constant<Claim>({ kind: 'failed', reason: 'api', message: 'x' }),
  )
  const step = fc.record({
    gapMs: fc.integer({ min: 0, max: 4000 }),
    what: fc.oneof(
      fc.constant('output' as const),
      fc.constant('tick' as const),
      fc.record({ source: fc.constantFrom(...evidenceSources.slice(0, 7)), says: anyClaim }),
    ),
  })

  test('output and silence alone never set the unseen mark and are never sure', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 60 }), (gaps) => {
        let state = spawned()
        let at = 0
        for (const gapMs of gaps) {
          state = passTime(state, start + at + gapMs / 2)
          expect(state.unseen).toBe(false)
          at += gapMs
          state = after(state, output(at))
          expect(state.unseen).toBe(false)
          expect(state.status).not.toMatchObject({ certainty: 'sure' })
        }
      }),
    )
  })

  test('output without a pause as long as the hold never flickers, however it is cut', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: quietHoldMs - 1 }), { minLength: 2, maxLength: 80 })
    fc.assert(
      fc.property(gaps, fc.boolean(), (pauses, fromIdle) => {
        const first = fromIdle ? passTime(after(spawned(), output(0)), start + 60_000) : spawned()
        let state = first
        let at = fromIdle ? 100_000 : 0
        const kinds: string[] = [state.status.kind]
        for (const gapMs of pauses) {
          at += gapMs
          for (const moment of [at - gapMs, at - 1]) state = passTime(state, start + moment)
          state = after(state, output(at))
          if (kinds.at(-1) !== state.status.kind) kinds.push(state.status.kind)
        }
        expect(kinds.length).toBeLessThanOrEqual(2)
        expect(['working', fromIdle ? 'idle' : 'working']).toContain(kinds.at(-1))
      }),
    )
  })

  test('the timer is never needed before now forever: time passes and the status settles', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = spawned()
        let at = 0
        for (const { gapMs, what } of steps) {
          at += gapMs
          if (what === 'tick') state = passTime(state, start + at)
          else if (what === 'output') state = after(state, output(at))
          else state = after(state, claim(what.source, what.says, at))
        }
        for (let wakes = 0; wakes < 5; wakes++) {
          const wake = nextWakeAt(state)
          if (wake === null) return
          state = passTime(state, wake)
        }
        expect(nextWakeAt(state)).toBeNull()
      }),
    )
  })

  test('the beginning of a status never moves while it lasts, and no status begins in the future', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state = spawned()
        let at = 0
        for (const { gapMs, what } of steps) {
          at += gapMs
          const before = state.status
          if (what === 'tick') state = passTime(state, start + at)
          else if (what === 'output') state = after(state, output(at))
          else state = after(state, claim(what.source, what.says, at))
          expect(state.status.since).toBeLessThanOrEqual(start + at)
          if (before.kind === state.status.kind && before.kind === 'working') {
            expect(state.status.since).toBe(before.since)
          }
        }
      }),
    )
  })
})
