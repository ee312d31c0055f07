import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'

const agent = join(import.meta.dirname, '../../../../agents/fake-agent.mjs')

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  rig.addStandIn('claude')
  rig.addStandIn('codex')
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

test('an agent that reports is followed through a turn, a question and a failure', async () => {
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  expect(rig.app.manager.get(id)?.status).toMatchObject({
    certainty: 'sure',
    evidence: { source: 'osc7501' },
  })
  rig.app.type(id, 'work 1\r')
  await rig.app.until(id, 'working')
  await rig.app.until(id, 'idle')
  expect(rig.app.manager.views()[0]?.unseen).toBe(true)
  rig.app.type(id, 'approve\r')
  await rig.app.until(id, 'waiting')
  expect(rig.app.manager.get(id)?.status).toMatchObject({ reason: 'approval' })
  expect(rig.app.manager.waitingCount()).toBe(1)
  expect(rig.app.manager.atWork().map((view) => view.id)).toEqual([id])
  rig.app.type(id, 'y')
  await rig.app.until(id, 'idle')
  rig.app.type(id, 'fail\r')
  await rig.app.until(id, 'failed')
  expect(rig.app.manager.waitingCount()).toBe(0)
})

for (const [name, line] of [
  ['claude', /^claude .*--resume [0-9a-f-]{36}/mu],
  ['codex', /codex .*resume [0-9a-f-]{36}/u],
] as const) {
  test(`the conversation of ${name} goes on after Roost was quit`, async () => {
    const id = await rig.app.create(name)
    await rig.app.until(id, 'idle')
    rig.app.type(id, 'work 1\r')
    await rig.app.until(id, 'working')
    await rig.app.until(id, 'idle')
    await rig.app.manager.shutdown()
    expect(await rig.app.host.text(id)).toMatch(line)
    const app = await rig.nextApp()
    const token = app.manager.get(id)?.record.resumeToken
    expect(token).toMatch(/^[0-9a-f-]{36}$/u)
    expect(app.manager.views()[0]).toMatchObject({ resumes: true, status: { kind: 'dormant', last: 'idle' } })
    await app.manager.start(id)
    await app.shows(id, `resumed ${token}`)
  })
}

test('an agent that runs in a shell speaks for the shell, and is forgotten when it has gone', async () => {
  const id = await rig.app.create('shell')
  await rig.app.until(id, 'idle')
  // It writes its pid for whoever kills it: then it has no chance to take back what it said.
  const pidFile = join(rig.home, 'agent.pid')
  rig.app.type(id, `bash -c 'echo $$ > ${pidFile}; exec ${process.execPath} ${agent} --as codex'\r`)
  await pollFor(() => rig.app.manager.get(id)?.status.evidence.source === 'osc7501')
  rig.app.type(id, 'work 60\r')
  await pollFor(() => {
    const status = rig.app.manager.get(id)?.status
    if (status?.kind === 'working' && status.evidence.source === 'osc7501') return true
    throw new Error(JSON.stringify(status))
  })
  process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGKILL')
  await pollFor(() => rig.app.manager.get(id)?.status.evidence.rule === 'foreground')
  await rig.app.until(id, 'idle')
})

test('how a tool that nobody described is resumed is read off its last words', async () => {
  rig.addTool('mine', '', { kind: 'command' })
  const tool = rig.tools.pop()
  if (tool === undefined) throw new Error('no tool')
  // Known by its own name, as it is on a user's PATH.
  const path = join(rig.home, 'mine')
  writeFileSync(path, '#!/bin/bash\nread -r line; echo "go on with: mine --resume 4f2a-77b1-x9"\n', {
    mode: 0o755,
  })
  rig.tools.push({ ...tool, command: [path] })
  const id = await rig.app.create('mine')
  rig.app.type(id, 'bye\r')
  await rig.app.until(id, 'exited')
  expect(rig.app.manager.get(id)?.record.resumeToken).toBe('4f2a-77b1-x9')
  expect(rig.app.manager.get(id)?.tool.resume?.resumeArgs).toEqual(['--resume', '{resume}'])
})
