import * as v from 'valibot'
import { expect, test } from 'vitest'
import { flashMs } from '../../../../../app/activity/holds.ts'
import { AbsolutePathSchema, makeSessionId } from '../../../../../app/session/session.ts'
import { newRecord } from '../../../../../app/session/session-record.ts'
import type { Clock } from '../../../../../main/base/clock.ts'
import { viewOfSession } from '../../../../../main/session/state/session-view.ts'
import { SessionState } from '../../../../../main/session/state/session-state.ts'
import { StatusTimer } from '../../../../../main/session/registry/status-timer.ts'
import { translateIn } from '../../../../../app/i18n/translate.ts'
import { presetNamed, toolFrom } from '../../../../support/tools.ts'

const start = 1_000_000
const viewDeps = (homeFolder: string, locale: 'en' | 'ru') => ({
  homeFolder,
  toolNamed: () => null,
  t: translateIn(() => locale),
})

function makeSession(): SessionState {
  const tool = toolFrom({ name: 'shell', kind: 'shell', command: ['sh'] })
  const record = newRecord(
    {
      id: makeSessionId(1, 'test'),
      toolName: 'shell',
      workdir: v.parse(AbsolutePathSchema, '/tmp'),
    },
    start,
  )
  const session = new SessionState(record, tool, { lastStatus: 'working', at: start })
  session.begin(start, 'new', '/bin/sh')
  session.observe([{ kind: 'output', bytes: 10 }], start + 10)
  return session
}

test('the last words of a program that come after its end do not keep the shell working', () => {
  const session = makeSession()
  session.foreground({ kind: 'program', names: [] }, start + 100)
  session.foreground({ kind: 'shell' }, start + 350)
  session.observe(
    [
      { kind: 'osc7501', body: 'state=working' },
      { kind: 'progress', progress: { kind: 'running', percent: null } },
    ],
    start + 360,
  )
  session.passTime(start + 360 + flashMs)
  expect(session.status.kind).toBe('working')
  session.foreground({ kind: 'shell' }, start + 600)
  expect(session.status).toMatchObject({ kind: 'idle', evidence: { rule: 'foreground' } })
})

test('work that is too short to be shown is in no log, and is known as a turn', () => {
  const session = makeSession()
  session.foreground({ kind: 'shell' }, start + 1500)
  session.passTime(start + 3000)
  const { lastTransition } = session.activity
  expect(session.activity.hadTurn).toBe(false)
  expect(session.status.kind).toBe('idle')
  session.observe([{ kind: 'osc7501', body: 'state=working' }], start + 4000)
  session.observe([{ kind: 'osc7501', body: 'state=done' }], start + 4100)
  session.passTime(start + 9000)
  expect(session.activity.lastTransition).toBe(lastTransition)
  expect(session.activity.hadTurn).toBe(true)
  expect(session.status).toMatchObject({ kind: 'idle', since: start + 4100 })
})

test('the result of a program that has gone is told until somebody looked', () => {
  const session = makeSession()
  session.foreground({ kind: 'program', names: [] }, start + 100)
  session.observe([{ kind: 'osc7501', body: 'state=error' }], start + 200)
  session.foreground({ kind: 'shell' }, start + 350)
  expect(session.status.kind).toBe('failed')
  session.seen(start + 400)
  expect(session.status.kind).toBe('idle')
})

test('a look does not bring an error back after which the user has typed', () => {
  const session = makeSession()
  session.observe([{ kind: 'osc7501', body: 'state=error' }], start + 200)
  expect(session.status.kind).toBe('failed')
  session.observe([{ kind: 'input' }], start + 1000)
  expect(session.status.kind).toBe('idle')
  session.seen(start + 2000)
  session.seen(start + 3000)
  expect(session.status.kind).toBe('idle')
  expect(session.record.unseen).toBe(false)
})

test('the agent that its screen shows is known until it has gone, or another run begins', () => {
  const session = makeSession()
  expect(session.front.agentInFrame).toBeNull()
  session.observe([{ kind: 'agentFrame', tool: 'claude' }], start + 100)
  expect(session.front.agentInFrame).toBe('claude')
  session.observe([{ kind: 'agentFrame', tool: null }], start + 200)
  expect(session.front.agentInFrame).toBeNull()
  session.observe([{ kind: 'agentFrame', tool: 'codex' }], start + 300)
  session.begin(start + 400, 'new', '/bin/sh')
  expect(session.front.agentInFrame).toBeNull()
})

test('the title that a shell sets as it starts an agent is not the agent’s, whichever is heard of first', () => {
  const claude = presetNamed('claude')
  const session = makeSession()
  session.observe([{ kind: 'title', title: 'bash' }], start + 20)
  session.foreground({ kind: 'program', names: ['claude'] }, start + 100)
  session.setAgent(claude, claude.statusRules, start + 100)
  session.observe([{ kind: 'title', title: 'claude --model opus ~/work' }], start + 300)
  expect(session.record.toolTitle).toBe(null)
  session.observe([{ kind: 'title', title: '✳ fix the login' }], start + 400)
  expect(session.record.toolTitle).toBe('fix the login')
  session.setAgent(null, session.tool.statusRules, start + 5000)
  expect(session.record.toolTitle).toBe('bash')
})

test('the agent that runs without its screen is known until the next command, or another run', () => {
  const session = makeSession()
  session.observe([{ kind: 'headless', program: 'claude' }], start + 100)
  expect(session.front.headless).toBe('claude')
  session.observe([{ kind: 'headless', program: null }], start + 200)
  expect(session.front.headless).toBeNull()
  session.observe([{ kind: 'headless', program: 'codex' }], start + 300)
  session.begin(start + 400, 'new', '/bin/sh')
  expect(session.front.headless).toBeNull()
})

test('what a tool writes while it is being ended changes nothing', () => {
  const session = makeSession()
  session.observe([{ kind: 'title', title: 'fix the login' }], start + 20)
  session.rest(start + 30)
  session.observe(
    [
      { kind: 'title', title: 'bye' },
      { kind: 'osc7501', body: 'state=done' },
    ],
    start + 40,
  )
  expect(session.record).toMatchObject({ toolTitle: 'fix the login', unseen: false })
  expect(session.status).toMatchObject({ kind: 'dormant', last: 'starting' })
})

test('a title that is taken back leaves the name of the tab', () => {
  const session = makeSession()
  session.observe(
    [
      { kind: 'title', title: '✳ fix the login' },
      { kind: 'title', title: '' },
    ],
    start + 20,
  )
  expect(viewOfSession(session, viewDeps('/home/me', 'en')).title).toBe('fix the login')
})

test('a failure of the host is told in the language of the user', () => {
  const session = makeSession()
  session.hear({ kind: 'hostLost', at: start + 20 })
  expect(viewOfSession(session, viewDeps('/', 'ru')).status).toMatchObject({
    message: expect.stringMatching(/^Процесс, в котором работают терминалы/u),
  })
})

test('the timer wakes when a status is due, and takes a late wake for a sleep of the machine', () => {
  const session = makeSession()
  let now = start + 10
  let armed: { run: () => void; at: number } | null = null
  const clock: Clock = {
    now: () => now - start,
    dateNow: () => now,
    setTimer(run, ms) {
      armed = { run, at: now + ms }
      return () => (armed = null)
    },
  }
  const timer = new StatusTimer(clock, {
    sessions: () => [session],
    pass: (one, at) => one.passTime(at),
    jump: (one, at, gapMs) => one.hear({ kind: 'clockJump', at, gapMs }),
  })
  const wake = (lateMs: number): void => {
    const { run, at } = armed ?? { run: () => undefined, at: 0 }
    expect(at).toBeGreaterThan(now)
    now = at + lateMs
    armed = null
    run()
  }
  timer.follow(session)
  wake(3_600_000)
  expect(session.status.kind).toBe('starting')
  wake(0)
  expect(session.status).toMatchObject({ kind: 'idle', certainty: 'guess' })
  expect(armed).toBeNull()
})
