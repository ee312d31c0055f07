import { expect, test } from 'vitest'
import type { Evidence, ToolTraits } from '../../../../app/activity/evidence.ts'
import { quietHoldMs, ruledStartMs, startGraceMs } from '../../../../app/activity/inferred.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import { nextWakeAt, passTime } from '../../../../app/activity/monitor.ts'
import {
  after,
  begun,
  idle,
  key,
  kindsShown,
  looks,
  output,
  says,
  shows,
  start,
  until,
  working,
} from '../../../support/evidence.ts'

const shell: ToolTraits = { kind: 'shell', hasScreenRules: false, coversScreen: false }
const agent: ToolTraits = { kind: 'agent', hasScreenRules: true, coversScreen: true }
const changes = (traits: ToolTraits, atMs: number): Evidence => ({
  kind: 'toolChanged',
  at: start + atMs,
  traits,
})

/** A shell in which an agent was started at 2000 ms. */
function withAgent(): MonitorState {
  const ready = after(begun(shell), says('process', idle, 1500))
  return after(ready, says('process', working, 2000), changes(agent, 2000))
}

test('an agent in a shell starts, and is ready without a result when its prompt is there', () => {
  const started = withAgent()
  expect(started.status).toMatchObject({ kind: 'starting', since: start + 2000 })
  const ready = after(started, looks(shows.prompt, 3000))
  expect(ready.status).toMatchObject({ kind: 'idle', certainty: 'sure', evidence: { source: 'screen' } })
  expect(ready.unseen).toBe(false)
})

test('the program in front says nothing against what the agent shows', () => {
  const ready = after(withAgent(), looks(shows.prompt, 3000), says('process', working, 3250))
  expect(ready.status.kind).toBe('idle')
  const asking = after(ready, looks(shows.dialog, 4000), says('process', working, 4250))
  expect(asking.status).toMatchObject({ kind: 'waiting', reason: 'approval' })
})

test('an agent that shows nothing of itself is at work, and its end is a result', () => {
  const started = withAgent()
  expect(nextWakeAt(started)).toBe(start + 2000 + ruledStartMs)
  expect(passTime(started, start + 1999 + ruledStartMs).status.kind).toBe('starting')
  const long = passTime(started, start + 2000 + ruledStartMs)
  expect(long.status).toMatchObject({ kind: 'working', certainty: 'sure' })
  for (const state of [started, long]) {
    const ended = after(state, says('process', idle, 20_000), changes(shell, 20_000))
    expect(ended.status).toMatchObject({ kind: 'idle', evidence: { source: 'process' } })
    expect(ended.unseen).toBe(true)
  }
})

test('what the shell’s rules read is void for the agent, and the other way round', () => {
  const asked = after(begun(shell), says('process', idle, 1500), looks(shows.dialog, 1600))
  const started = after(asked, says('process', working, 2000), changes(agent, 2000))
  expect(started.claims.screen).toBe(undefined)
  const asking = after(started, looks(shows.dialog, 3000))
  const ended = after(asking, says('process', idle, 4000), changes(shell, 4000))
  expect(ended.status.kind).toBe('idle')
  expect(ended.claims.screen).toBe(undefined)
})

test('the first prompt of an agent that was long in coming is no step of a turn', () => {
  const slow = after(until(withAgent(), 2000 + ruledStartMs), key(15_000))
  expect(slow.status.kind).toBe('working')
  expect(until(after(slow, looks(shows.prompt, 16_000)), 16_100).status.kind).toBe('idle')
})

test('the shell behind an agent that has gone from another terminal is not at work before its prompt is there', () => {
  const ready = after(withAgent(), looks(shows.prompt, 3000))
  const gone = after(ready, changes(shell, 10_000), looks(null, 10_050))
  expect(kindsShown(gone, [looks(shows.prompt, 10_400, { rule: 'shell-prompt' })])).toEqual(['idle'])
  expect(until(gone, 10_999).status.kind).toBe('idle')
  expect(until(gone, 11_000).status.kind).toBe('working')
})

/** A shell at its prompt, where a command was given at 2000 ms. */
const withCommand = (): MonitorState =>
  after(begun(shell), says('process', idle, 1500), key(2000), says('process', working, 2100))

test('what a shell writes before its first prompt is its start', () => {
  const banner = [output(10), output(300), output(600), output(900)]
  const prompt = looks(shows.prompt, 1000, { rule: 'shell-prompt' })
  expect(kindsShown(begun(shell), [...banner, prompt])).toEqual(['starting', 'idle'])
  const unknown = after(begun(shell), ...banner)
  expect(until(unknown, 900 + quietHoldMs - 1).status.kind).toBe('starting')
  expect(until(unknown, 900 + quietHoldMs).status).toMatchObject({ kind: 'idle', certainty: 'guess' })
})

test('a shell that goes on writing is at work after a while', () => {
  const flood = Array.from({ length: 12 }, (_, second) => output(second * 1000))
  expect(until(after(begun(shell), ...flood.slice(0, 10)), startGraceMs - 1).status.kind).toBe('starting')
  expect(after(begun(shell), ...flood).status).toMatchObject({ kind: 'working', certainty: 'guess' })
})

test('an editor waits for its user as soon as it is drawn', () => {
  const opened = after(withCommand(), looks(null, 2300, { isFullScreen: true }))
  expect(until(opened, 2799).status.kind).toBe('working')
  expect(until(opened, 2800).status.kind).toBe('idle')
})

test('a program on a full screen works while it goes on drawing', () => {
  const opened = after(withCommand(), looks(null, 2300, { isFullScreen: true }))
  const drawing = Array.from({ length: 20 }, (_, at) => output(2400 + at * 400))
  expect(kindsShown(opened, drawing)).toEqual(['working'])
})

test('a line that is typed without a pause behind a prompt stays one', () => {
  const repl = after(withCommand(), looks(shows.prompt, 2200, { rule: 'repl-prompt' }))
  const typing = [3400, 3800, 4200, 4600].map((atMs) =>
    looks(shows.prompt, atMs, { rule: 'repl-prompt', isSettled: false }),
  )
  expect(kindsShown(until(repl, 3000), typing)).toEqual(['idle'])
})

test('a shell that has asked by itself goes on with its command', () => {
  const ready = after(begun(shell), says('process', idle, 1500), key(2000))
  const asked = after(ready, looks({ kind: 'waiting', reason: 'question' }, 2200), key(4000), key(5000))
  const goesOn = [looks(null, 5100), says('process', working, 5300)]
  expect(kindsShown(asked, goesOn)).toEqual(['waiting', 'working'])
  expect(until(after(asked, looks(null, 5100)), 5350).status.kind).toBe('idle')
  const over = after(asked, looks(shows.prompt, 5100, { rule: 'shell-prompt' }))
  expect(until(over, 5200).status.kind).toBe('idle')
})

test('what is doubted of an agent is not doubted of the shell behind it', () => {
  const disputed = after(withAgent(), looks(shows.prompt, 3000), says('osc7501', working, 4000))
  const gone = after(disputed, looks(shows.prompt, 4100), says('process', idle, 5000), changes(shell, 5000))
  expect(disputed.disputes.since).not.toBe(null)
  expect(until(after(gone, says('osc7501', { kind: 'none' }, 5000)), 90_000).doubt).toBe(null)
})

test('an editor that has drawn itself rests, also where it drew for a while', () => {
  const opened = after(withCommand(), looks(null, 2300, { isFullScreen: true }))
  const drawn = after(opened, output(2700), output(2900), output(3100))
  expect(until(drawn, 3600).status.kind).toBe('idle')
  expect(until(drawn, 4000).status.kind).toBe('idle')
})
