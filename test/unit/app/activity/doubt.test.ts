import { describe, expect, test } from 'vitest'
import type { Evidence } from '../../../../app/activity/evidence.ts'
import { unknownScreenMs } from '../../../../app/activity/doubt.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import { nextWakeAt, observe } from '../../../../app/activity/monitor.ts'
import {
  after,
  approval,
  begun,
  finished,
  key,
  looks,
  output,
  plainTraits,
  says,
  shows,
  start,
  until,
  working,
} from '../../../support/evidence.ts'

/** At its prompt, and then on a screen that no rule knows, on which it writes every five seconds. */
const unknownFrom = 5000
const unknownScreen = (lastMs: number): readonly Evidence[] =>
  Array.from({ length: Math.floor((lastMs - unknownFrom) / 5000) + 1 }, (_, at) => [
    output(unknownFrom + at * 5000),
    looks(null, unknownFrom + at * 5000),
  ]).flat()
const atPrompt = (): MonitorState => after(begun(), looks(shows.prompt, 100))
const doubted = unknownFrom + unknownScreenMs

describe('a screen that no rule of a known agent knows', () => {
  test('makes the status a guess after a minute in which the tool wrote, and not before', () => {
    const state = after(atPrompt(), ...unknownScreen(60_000))
    expect(until(state, doubted - 1)).toMatchObject({ doubt: null, status: { certainty: 'sure' } })
    expect(nextWakeAt(state)).toBe(start + doubted)
    expect(until(state, doubted)).toMatchObject({
      doubt: { kind: 'unrecognised', since: start + unknownFrom },
      status: { kind: 'idle', certainty: 'guess' },
    })
  })

  test('is guessed from output and silence from then on', () => {
    const still = until(after(atPrompt(), ...unknownScreen(60_000)), doubted)
    const writes = after(still, output(doubted + 100), output(doubted + 400))
    expect(writes.status).toMatchObject({
      kind: 'working',
      certainty: 'guess',
      evidence: { source: 'output' },
    })
    expect(until(writes, doubted + 10_000).status).toMatchObject({
      kind: 'idle',
      certainty: 'guess',
      evidence: { source: 'silence' },
    })
    expect(writes.claims.screen).toBeUndefined()
  })

  test('makes a guess also of what a report, a hook or a title says', () => {
    for (const source of ['osc7501', 'hook', 'osc', 'title'] as const) {
      const state = after(atPrompt(), says(source, working, 4000), ...unknownScreen(70_000))
      expect(until(state, 70_000).status).toMatchObject({
        kind: 'working',
        certainty: 'guess',
        evidence: { source },
      })
    }
  })

  test('announces no result, and still a question that is reported', () => {
    const state = after(atPrompt(), says('hook', working, 4000), ...unknownScreen(70_000))
    expect(after(state, says('hook', finished, 71_000)).unseen).toBe(false)
    expect(after(state, says('hook', approval, 71_000))).toMatchObject({
      unseen: true,
      status: { kind: 'waiting' },
    })
  })

  test('is no doubt any more as soon as a rule knows it', () => {
    const state = after(atPrompt(), ...unknownScreen(70_000), looks(shows.prompt, 71_000))
    expect(state).toMatchObject({ doubt: null, status: { kind: 'idle', certainty: 'sure' } })
  })

  test('counts also where the tool never was ready', () => {
    expect(until(after(begun(), ...unknownScreen(70_000)), 70_000).doubt?.kind).toBe('unrecognised')
  })

  test('says nothing where it stands still: a small window, a dialog of its own', () => {
    const still = after(atPrompt(), output(unknownFrom), looks(null, unknownFrom))
    expect(until(still, 600_000)).toMatchObject({ doubt: null, status: { certainty: 'sure' } })
  })

  test('that a viewer hides which a rule keeps is no unknown one', () => {
    const state = after(atPrompt(), looks(shows.viewer, 5000), output(20_000), looks(shows.viewer, 65_000))
    expect(until(state, 200_000).doubt).toBeNull()
  })

  test('does not count while the machine sleeps', () => {
    const state = after(atPrompt(), ...unknownScreen(20_000))
    const slept = observe(state, { kind: 'clockJump', at: start + 3_620_000, gapMs: 3_600_000 })
    expect(until(slept, 3_600_000 + doubted - 1).doubt).toBeNull()
    expect(until(slept, 3_600_000 + doubted).doubt?.kind).toBe('unrecognised')
  })

  test('is what a tool without rules of its own always has', () => {
    expect(until(after(begun(plainTraits), ...unknownScreen(70_000)), 200_000).doubt).toBeNull()
  })

  test('keeps the same status while nothing shown changes', () => {
    const state = until(after(atPrompt(), says('title', working, 4000), ...unknownScreen(70_000)), 70_000)
    const later = after(state, output(71_000), looks(null, 71_000))
    expect(later.status).toBe(state.status)
    expect(later.doubt).toBe(state.doubt)
  })
})

describe('a report and the screen that contradict each other', () => {
  const turn = (atMs: number): readonly Evidence[] => [
    says('hook', working, atMs, 'UserPromptSubmit'),
    looks(shows.work, atMs + 200),
    looks(shows.prompt, atMs + 1000),
  ]
  const turns = (...times: readonly number[]): MonitorState =>
    times.reduce((state, at) => until(after(state, ...turn(at)), at + 5000), atPrompt())

  test('for a minute make the status a guess, until they agree', () => {
    const state = after(
      atPrompt(),
      looks(shows.work, 5000),
      says('hook', finished, 10_000, 'Stop'),
      looks(shows.work, 10_100),
    )
    expect(until(state, 69_999)).toMatchObject({ doubt: null, status: { kind: 'idle', certainty: 'sure' } })
    const disputed = until(state, 70_000)
    expect(disputed).toMatchObject({
      doubt: { kind: 'contradicted', since: start + 10_000 },
      status: { kind: 'idle', certainty: 'guess' },
    })
    expect(after(disputed, looks(shows.prompt, 80_000))).toMatchObject({
      doubt: null,
      status: { certainty: 'sure' },
    })
  })

  test('again and again make it a guess, for as long as that is not long ago', () => {
    expect(turns(10_000, 100_000).doubt).toBeNull()
    const often = turns(10_000, 100_000, 200_000)
    expect(often).toMatchObject({ doubt: { kind: 'contradicted' }, status: { certainty: 'guess' } })
    expect(until(often, 700_000)).toMatchObject({ doubt: null, status: { kind: 'idle', certainty: 'sure' } })
  })

  test('seldom are hooks that did not fire', () => {
    expect(turns(10_000, 400_000, 800_000, 1_200_000).doubt).toBeNull()
  })

  test('after a key are nothing to doubt: an Esc fires no hook', () => {
    const state = [10_000, 20_000, 30_000, 40_000].reduce(
      (before, at) =>
        until(
          after(before, ...turn(at).slice(0, 2), key(at + 900), looks(shows.prompt, at + 1000)),
          at + 5000,
        ),
      atPrompt(),
    )
    expect(state.claims.hook).toBeUndefined()
    expect(state.doubt).toBeNull()
  })

  test('are none where the work goes on in the background', () => {
    const beside = { ...working, background: 2 }
    const state = after(
      atPrompt(),
      looks(shows.work, 4000, { text: '2 background agents' }),
      says('hook', finished, 5000),
      says('hook', beside, 6000),
      looks(shows.prompt, 6100),
    )
    expect(until(state, 300_000).doubt).toBeNull()
  })
})

describe('what was read by other rules than those of now', () => {
  const changed = (atMs: number): Evidence => ({ kind: 'rulesChanged', at: start + atMs })

  test('does not outlive them', () => {
    const state = after(atPrompt(), changed(5000), looks(null, 5100))
    expect(until(state, 10_000).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
    expect(until(after(atPrompt(), looks(null, 5100)), 10_000).status).toMatchObject({ certainty: 'sure' })
  })

  test('goes on as it was where they say the same', () => {
    const before = atPrompt()
    const state = after(before, changed(5000))
    expect(state.status).toBe(before.status)
    expect(after(state, looks(shows.prompt, 5100)).status).toBe(before.status)
  })

  test('stays where it is a failure, until the next key', () => {
    const failed = after(atPrompt(), looks(shows.work, 4000), looks(shows.error, 5000, { words: '500' }))
    const state = after(failed, changed(9000), looks(shows.error, 9100, { words: '500' }))
    expect(state.status).toMatchObject({ kind: 'failed', message: '500' })
  })

  test('is asked once where it is a question', () => {
    const asked = after(atPrompt(), looks(shows.work, 4000), looks(shows.dialog, 5000))
    expect(after(asked, changed(6000)).status).toBe(asked.status)
    expect(until(after(asked, changed(6000), looks(null, 6100)), 10_000).status.kind).not.toBe('waiting')
  })
})
