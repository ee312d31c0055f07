import { execFileSync } from 'node:child_process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newRecord } from '../../../../../app/session/session-record.ts'
import { makeSessionId, type SessionId } from '../../../../../app/session/session.ts'
import { createInterrupter } from '../../../../../main/session/lifecycle/interrupter.ts'
import { SessionState } from '../../../../../main/session/state/session-state.ts'
import { VirtualClock } from '../../../../eval/virtual-clock.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { presetNamed } from '../../../../support/tools.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** How long a process has been running, in seconds; throws where it is gone. */
const ageOf = (pid: string): number =>
  Number(execFileSync('ps', ['-o', 'etimes=', '-p', pid], { encoding: 'utf8' }))

const interrupt = (id: SessionId) => rig.app.session(id).interrupt()

test('stops what a shell runs by its own key', async () => {
  const id = await rig.app.create('shell')
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'sleep 600\r')
  await rig.app.until(id, 'working')
  expect(await interrupt(id)).toEqual({ ok: true, value: null })
  await rig.app.until(id, 'idle')
})

test('goes on to signals where keys do nothing, and leaves the shell and its older jobs alone', async () => {
  const id = await rig.app.create('shell')
  await rig.app.until(id, 'idle')
  await rig.app.run(id, 'sleep 601 & echo job-$((40 + 2))', 'job-42')
  await rig.app.until(id, 'idle')
  const [, job = ''] = /^\[1\] (\d+)/mu.exec(await rig.app.host.text(id)) ?? []
  await pollFor(() => ageOf(job) > 3, { what: 'the job to be older than what is typed next' })
  // It ignores what can be ignored, and its terminal sends no signal for Ctrl-C.
  rig.app.type(
    id,
    `stty -isig; bash -c 'trap "" INT TERM; echo stubborn-$((40 + 2)); while :; do sleep 1; done'\r`,
  )
  await rig.app.shows(id, 'stubborn-42')
  await rig.app.until(id, 'working')
  await pollFor(
    async () => {
      await interrupt(id)
      return rig.app.status(id) === 'idle'
    },
    { what: 'the stubborn program to be gone' },
  )
  // A Ctrl-C that was on its way reaches the shell now.
  await pollFor(async () => {
    rig.app.type(id, '\recho here-$((40 + 2))\r')
    return (await rig.app.host.text(id)).includes('here-42')
  })
  expect(ageOf(job)).toBeGreaterThan(3)
})

test('interrupts nothing where nothing runs, and says so', async () => {
  const id = await rig.app.create('shell')
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'exit\r')
  await rig.app.until(id, 'exited')
  expect(await interrupt(id)).toMatchObject({ error: { code: 'session-not-running' } })
})

test('signals what an agent that was started in a shell runs, and never the agent, also in its first turn', async () => {
  const clock = new VirtualClock(1_000_000)
  const record = newRecord(
    { id: makeSessionId(1, 'byhand'), toolName: 'shell', workdir: absolutePath('/tmp') },
    clock.dateNow(),
  )
  const session = new SessionState(record, presetNamed('shell'), { lastStatus: null, at: clock.dateNow() })
  session.begin(clock.dateNow(), 'new', '/bin/sh')
  const startedAt = clock.dateNow() + 60_000
  const program = { kind: 'program', names: ['claude'] } as const
  session.foreground(program, startedAt)
  session.setAgent(presetNamed('claude'), [], startedAt + 250)
  session.observe([{ kind: 'osc7501', body: 'state=working' }], startedAt + 500)
  const process = (pid: number) => ({ pid, ppid: 1, sid: 1, startTime: pid, marker: null })
  const bornAt = new Map([
    [2, startedAt],
    [3, startedAt + 1000],
    [4, startedAt + 20_000],
  ])
  const signalled: number[] = []
  const press = createInterrupter({
    host: { send: () => undefined },
    clock,
    processes: {
      bornAt: ({ pid }) => bornAt.get(pid) ?? 0,
      signal: ({ pid }) => void signalled.push(pid),
    },
    runs: { tree: async () => [2, 3, 4].map(process) },
  })
  expect(session.status.kind).toBe('working')
  for (let times = 0; times < 3; times += 1) await press(session)
  expect(signalled).toEqual([4])
})
