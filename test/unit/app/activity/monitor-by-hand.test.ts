import { expect, test } from 'vitest'
import type { Evidence, ToolTraits } from '../../../../app/activity/evidence.ts'
import { ruledStartMs } from '../../../../app/activity/inferred.ts'
import type { MonitorState } from '../../../../app/activity/monitor-state.ts'
import { nextWakeAt, passTime } from '../../../../app/activity/monitor.ts'
import { after, begun, idle, looks, says, shows, start, working } from '../../../support/evidence.ts'

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
