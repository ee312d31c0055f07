import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim, Evidence, ToolTraits } from '../../../../app/activity/evidence.ts'
import { explain } from '../../../../app/activity/explain.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import { nextWakeAt, observe, passTime } from '../../../../app/activity/monitor.ts'
import { moveDates } from '../../../../app/activity/move-dates.ts'
import type { RuleClaim } from '../../../../app/screen/rules.ts'
import { begun, looks, says, start } from '../../../support/evidence.ts'

const anyTraits: fc.Arbitrary<ToolTraits> = fc
  .tuple(fc.constantFrom('shell' as const, 'agent' as const, 'command' as const), fc.boolean())
  .map(([kind, hasScreenRules]) => ({ kind, hasScreenRules, coversScreen: hasScreenRules }))

const anyClaim = fc.constantFrom<Claim>(
  { kind: 'working', progress: null },
  { kind: 'working', progress: 50, background: 2 },
  { kind: 'waiting', reason: 'approval', question: null },
  { kind: 'waiting', reason: 'approval', question: 'rm?' },
  { kind: 'waiting', reason: 'question', question: 'ls?' },
  { kind: 'idle' },
  { kind: 'idle', finished: true },
  { kind: 'idle', finished: false },
  { kind: 'failed', reason: 'api', message: '500' },
  { kind: 'none' },
)

const anyRuleClaim = fc.constantFrom<RuleClaim | null>(
  null,
  { kind: 'keep' },
  { kind: 'working' },
  { kind: 'waiting', reason: 'approval' },
  { kind: 'idle' },
  { kind: 'idle', holdMs: 1500 },
  { kind: 'failed', reason: 'api' },
)

/** Those whose claims are told; the screen and its clocks are looked at. */
const toldSources = ['osc7501', 'hook', 'osc', 'title', 'process'] as const

/** Evidence of any kind at a time that is not known yet. */
const anyEvidence: fc.Arbitrary<(atMs: number) => Evidence> = fc.oneof(
  fc.tuple(fc.constantFrom(...toldSources), anyClaim, fc.constantFrom('a', 'b')).map(
    ([source, claim, rule]) =>
      (atMs: number) =>
        says(source, claim, atMs, rule),
  ),
  fc
    .record({
      claim: anyRuleClaim,
      words: fc.constantFrom('', '500', 'go on?'),
      seconds: fc.nat(5),
      percent: fc.nat(2),
      isSettled: fc.boolean(),
      hasClock: fc.boolean(),
      isFullScreen: fc.boolean(),
    })
    .map(({ claim, words, seconds, percent, isSettled, hasClock, isFullScreen }) => (atMs: number) => {
      const lines = hasClock ? [`Baking (${seconds}s · 10 tokens)`, `${percent}%`] : []
      return looks(claim, atMs, { words, isSettled, lines, isFullScreen })
    }),
  fc.constant((atMs: number): Evidence => ({ kind: 'output', at: start + atMs, bytes: 10 })),
  fc.constant((atMs: number): Evidence => ({ kind: 'input', at: start + atMs })),
  fc.constant((atMs: number): Evidence => ({ kind: 'seen', at: start + atMs })),
  // An agent that comes into a shell begins a status of its own, also where it is at work at once.
  fc.constant((atMs: number): Evidence => ({
    kind: 'toolChanged',
    at: start + atMs,
    traits: { kind: 'shell', hasScreenRules: false, coversScreen: false },
  })),
  fc.constant((atMs: number): Evidence => ({ kind: 'clockJump', at: start + atMs, gapMs: 2500 })),
)

/** A piece of evidence, or the time that passes; `gapMs` after the one before. */
type Step = { readonly gapMs: number; readonly what: ((atMs: number) => Evidence) | 'time' }

const anySteps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({
    gapMs: fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 20_000 })),
    what: fc.oneof(
      { weight: 4, arbitrary: anyEvidence },
      { weight: 1, arbitrary: fc.constant('time' as const) },
    ),
  }),
  { maxLength: 30 },
)

/** Calls `each` with the state before and after every step; in between time passes as it was asked for. */
function walk(
  traits: ToolTraits,
  steps: readonly Step[],
  each: (before: MonitorState, now: MonitorState, at: number, step: Step['what']) => void,
): void {
  let state = begun(traits)
  let at = start
  for (const { gapMs, what } of steps) {
    at += gapMs
    for (let wake = nextWakeAt(state); wake !== null && wake < at; wake = nextWakeAt(state)) {
      const next = passTime(state, wake)
      each(state, next, wake, 'time')
      state = next
    }
    const next = what === 'time' ? passTime(state, at) : observe(state, what(at - start))
    each(state, next, at, what)
    state = next
  }
}

const always = (check: Parameters<typeof walk>[2]): void =>
  fc.assert(
    fc.property(anyTraits, anySteps, (traits, steps) => walk(traits, steps, check)),
    { numRuns: 400 },
  )

describe('whatever is seen of a session, in order of time', () => {
  test('the same state and the same evidence make the same state, and leave the one before as it was', () => {
    always((before, now, at, what) => {
      const copy = structuredClone(before)
      const again = what === 'time' ? passTime(copy, at) : observe(copy, what(at - start))
      expect(isDeepStrictEqual(again, now)).toBe(true)
      expect(isDeepStrictEqual(copy, before)).toBe(true)
    })
  })

  test('the status is the same object as long as nothing that is shown has changed', () => {
    always((before, now) => {
      if (before.status === now.status) return
      const [{ evidence: was, ...old }, { evidence: is, ...fresh }] = [before.status, now.status]
      const isShownOtherwise =
        !isDeepStrictEqual(old, fresh) || was.source !== is.source || was.rule !== is.rule
      expect(isShownOtherwise, JSON.stringify([before.status, now.status])).toBe(true)
    })
  })

  test('once time has passed, nothing is due any more but what comes later', () => {
    always((_, now, at, what) => {
      const wake = nextWakeAt(now)
      if (what === 'time' && wake !== null) expect(wake).toBeGreaterThan(at)
    })
  })

  test.each([3_600_000, -3_600_000])('a date that is set by %i ms on the way changes no status', (byMs) => {
    // So far from the epoch that no date is before it.
    const base = 10 * 24 * 3_600_000
    always((before, now, at, what) => {
      const setMs = base + byMs
      const moved = moveDates(moveDates(before, base), byMs)
      const next = what === 'time' ? passTime(moved, at + setMs) : observe(moved, what(at - start + setMs))
      expect(isDeepStrictEqual(next, moveDates(now, setMs))).toBe(true)
    })
  })

  test('time that passes again at the same moment changes nothing', () => {
    always((_, now, at, what) => {
      if (what === 'time') expect(passTime(now, at).status).toBe(now.status)
    })
  })

  test('time alone changes nothing before it asked to be woken', () => {
    always((_, now, at) => {
      const wake = nextWakeAt(now) ?? Infinity
      for (const later of [at + 1, at + 250, at + 2400, at + 12_500, at + 3_600_000])
        if (later < wake) expect(passTime(now, later).status).toBe(now.status)
    })
  })

  test('exactly one source decided, and it is the one the status names', () => {
    always((_, now, at) => {
      const { sources } = explain(now, at)
      const decided = sources.filter(({ lost }) => lost === null)
      expect(decided).toHaveLength(1)
      expect(decided[0]).toBe(sources[0])
      expect(decided[0]).toMatchObject({ source: now.status.evidence.source, rule: now.status.evidence.rule })
    })
  })

  test('what decided claims what is shown', () => {
    always((_, now, at) => {
      const [first] = explain(now, at).sources
      if (first !== undefined && first.claim !== null) expect(first.claim).toBe(now.status.kind)
    })
  })

  test('a guess never sets the unseen mark, and a sure status never rests on output or silence', () => {
    always((before, now) => {
      const { status } = now
      const isGuess = 'certainty' in status && status.certainty === 'guess'
      if (isGuess && now.unseen) expect(before.unseen).toBe(true)
      const isInferred = status.evidence.source === 'output' || status.evidence.source === 'silence'
      // What is claimed is a guess as long as there is reason to doubt it.
      const isDoubted = 'certainty' in status && now.doubt !== null
      expect(isGuess).toBe(isInferred || isDoubted)
    })
  })

  test('no status begins in the future, and none that stands still began after it was seen to', () => {
    always((_, now, at) => {
      expect(now.status.since).toBeLessThanOrEqual(at)
      if (now.status.kind === 'working' && now.status.standsSince !== null)
        expect(now.status.standsSince).toBeLessThanOrEqual(at)
    })
  })
})
