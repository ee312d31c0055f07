import { describe, expect, test } from 'vitest'
import { explain, heardBy } from '../../../../app/activity/explain.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import type { Claim } from '../../../../app/activity/evidence.ts'
import {
  after,
  begun,
  finished,
  idle,
  looks,
  output,
  plainTraits,
  says,
  shows,
  start,
  until,
  working,
} from '../../../support/evidence.ts'

/** Who said what, and why it did not decide. */
const views = (state: MonitorState, atMs: number): readonly unknown[] =>
  explain(state, start + atMs).sources.map(({ source, rule, claim, lost }) => [source, rule, claim, lost])

describe('why a status is what it is', () => {
  test('is told by the source that decided first, then by what lost, strongest first', () => {
    const state = after(
      begun(),
      says('title', working, 1000, 'title-works'),
      looks(shows.work, 1100, { rule: 'works' }),
      says('hook', working, 1200, 'UserPromptSubmit'),
    )
    expect(views(state, 1200)).toEqual([
      ['hook', 'UserPromptSubmit', 'working', null],
      ['title', 'title-works', 'working', 'older'],
      ['screen', 'works', 'working', 'older'],
    ])
  })

  test('says of what came after the last word that it is weaker', () => {
    const state = after(
      begun(),
      says('hook', working, 1000, 'Stop'),
      looks(shows.prompt, 1500, { rule: 'prompt' }),
    )
    expect(views(state, 1500)).toEqual([
      ['hook', 'Stop', 'working', null],
      ['screen', 'prompt', 'idle', 'weaker'],
    ])
  })

  test('says of what is not believed yet that it is held', () => {
    const state = after(begun(), looks(shows.work, 300, { rule: 'works' }))
    expect(views(state, 300)).toEqual([
      ['process', 'spawned', 'starting', null],
      ['screen', 'works', 'working', 'held'],
    ])
  })

  test('names one deciding source, also where a failure on the screen says more than who is believed', () => {
    const failed = after(
      begun(),
      looks(shows.prompt, 100),
      says('hook', working, 1000, 'UserPromptSubmit'),
      looks(shows.work, 1100, { rule: 'works' }),
      looks(shows.error, 5000, { rule: 'api-failed', words: 'API Error: 500' }),
      says('title', idle, 5100, 'title-ready'),
      says('hook', finished, 5200, 'Stop'),
    )
    expect(failed.status.kind).toBe('failed')
    expect(views(failed, 5300)).toEqual([
      ['screen', 'api-failed', 'failed', null],
      ['hook', 'Stop', 'idle', 'weaker'],
      ['title', 'title-ready', 'idle', 'older'],
    ])
  })

  test('names one deciding source where two say the same by rules of the same name', () => {
    const state = after(
      begun(),
      says('hook', working, 1000, 'works'),
      looks(shows.work, 1100, { rule: 'works' }),
    )
    expect(views(state, 1100).filter((view) => Array.isArray(view) && view[3] === null)).toEqual([
      ['hook', 'works', 'working', null],
    ])
  })

  test('is that nothing was written, where nothing else is known', () => {
    const quiet = until(after(begun(plainTraits), output(100)), 9000)
    expect(views(quiet, 9000)).toEqual([['silence', 'quiet', 'idle', null]])
  })

  test('gives the text that it rests on, and since when', () => {
    const state = after(begun(), looks(shows.dialog, 2000, { rule: 'asks', text: 'Run ls?' }))
    expect(explain(state, start + 2500).sources[0]).toMatchObject({ text: 'Run ls?', at: start + 2000 })
  })

  test('shows the clock and the counters, and when each last moved', () => {
    const lines = ['Baking (1s · 10 tokens)', 'Baking (2s · 10 tokens)', 'Baking (3s · 10 tokens)']
    const state = after(
      begun(),
      ...lines.map((line, at) => looks(shows.work, 1000 * (at + 1), { lines: [line] })),
    )
    expect(explain(state, start + 3000).tick).toEqual({
      elapsedMs: 3000,
      tokens: 10,
      percent: null,
      clockMovedAt: start + 3000,
      countersMovedAt: start + 1000,
    })
  })

  test('shows no clock where there is none, and counts what goes on in the background', () => {
    const background: Claim = { kind: 'working', progress: null, background: 3 }
    const state = after(begun(), says('hook', background, 1000))
    expect(explain(state, start + 1000)).toMatchObject({ tick: null, background: 3 })
    expect(
      explain(after(state, says('hook', finished, 2000), looks(shows.prompt, 2000)), start + 9000),
    ).toMatchObject({
      background: 0,
    })
    expect(explain(after(begun(), says('hook', idle, 100)), start + 100).background).toBe(0)
  })
})

test('an agent is heard by what it has sent, and by its screen where rules read that', () => {
  const quiet = { ...begun(), traits: plainTraits }
  expect(heardBy(quiet)).toEqual([])
  const state = after(quiet, says('title', working, 1000), says('osc7501', working, 1000))
  expect(heardBy(state)).toEqual(['osc7501', 'title'])
  expect(heardBy({ ...state, traits: { ...plainTraits, hasScreenRules: true } })).toEqual([
    'osc7501',
    'title',
    'screen',
  ])
})
