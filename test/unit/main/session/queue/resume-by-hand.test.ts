import { expect, test } from 'vitest'
import { succeed } from '../../../../../app/base/result.ts'
import { newRecord } from '../../../../../app/session/session-record.ts'
import { makeSessionId } from '../../../../../app/session/session.ts'
import { createSessionLock } from '../../../../../main/base/session-lock.ts'
import { resumeByHand } from '../../../../../main/session/queue/resume-by-hand.ts'
import { SessionState } from '../../../../../main/session/state/session-state.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { fakeTerminal, screenFrame } from '../../../../support/fake-terminal.ts'
import { presetNamed } from '../../../../support/tools.ts'

const token = '0b0f5a5e-7c1d-4c0a-9a53-000000000001'

test('a conversation that is asked for twice at once is typed once', async () => {
  const at = 1_000_000
  const shell = presetNamed('shell')
  const made = { id: makeSessionId(1, 'twice'), toolName: 'shell', workdir: absolutePath('/tmp') }
  const session = new SessionState(newRecord(made, at), shell, { lastStatus: null, at })
  session.begin(at, 'new', '/bin/sh')
  session.observe([{ kind: 'output', bytes: 1 }], at)
  session.foreground({ kind: 'shell' }, at)
  session.change({ handStarted: { toolName: 'claude', resumeToken: token, args: [], at } })
  let line = ''
  const sent: string[] = []
  // A shell that has not begun the program yet is in front still.
  const terminal = fakeTerminal({
    tool: shell,
    paste: (text) => (line += text),
    type() {
      sent.push(line)
      line = ''
    },
    frame: () => screenFrame([`$ ${line}`], { front: 0, commandLine: line === '' ? 'empty' : 'unknown' }),
  })
  const parts = {
    deps: { tools: { named: () => presetNamed('claude') }, typingLock: createSessionLock() },
    registry: { change: (_: unknown, make: (one: SessionState) => void) => make(session) },
    starter: { ensure: async () => succeed(null) },
    terminals: () => terminal,
  }
  const [first, second] = await Promise.all([resumeByHand(parts, session), resumeByHand(parts, session)])
  expect(first).toEqual({ ok: true, value: null })
  expect(second).toMatchObject({ error: { code: 'resume-busy' } })
  expect(sent).toEqual([`claude --resume ${token}`])
})
