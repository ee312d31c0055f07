import { afterEach, beforeEach, expect, test } from 'vitest'
import { cliTarget } from '../../../../main/cli/session-target.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  rig.addTool('mine', 'read -r line', {
    promptPattern: '^> ',
    headless: { command: ['/bin/sh', '-c', 'echo "token $ROOST_CALLER"'], prompt: 'stdin' },
  })
  rig.addStandIn('claude')
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** The tokens that the starts in terminals had in their environments. */
function tokens(): readonly string[] {
  return rig.app.host.sent.flatMap((command) =>
    command.type === 'spawn' ? [command.request.env['ROOST_CALLER'] ?? ''] : [],
  )
}

/** Of a client that does not go. */
const stays = new AbortController().signal

test('each start of a tool has a token of its own, and that of the start before is worth nothing', async () => {
  const { manager } = rig.app
  const id = await rig.app.create('mine')
  const other = await rig.app.create('mine')
  const [first = '', ofOther = ''] = tokens()
  expect(first).toMatch(/^[a-z0-9]{32}$/)
  expect([first, ofOther].map((token) => manager.sessionOfToken(token))).toEqual([id, other])

  rig.app.type(id, '\r')
  await rig.app.until(id, 'exited')
  await manager.start(id)
  const second = tokens()[2] ?? ''
  expect(second).not.toBe(first)
  expect([first, second].map((token) => manager.sessionOfToken(token))).toEqual([null, id])

  await manager.close(id, { confirmed: true })
  expect(['', second, ofOther].map((token) => manager.sessionOfToken(token))).toEqual([null, null, other])
})

test('so has each run without a terminal', async () => {
  const { manager } = rig.app
  const id = await rig.app.create('mine')
  rig.app.type(id, '\r')
  await rig.app.until(id, 'exited')
  await manager.setMode(id, 'headless')
  const ran = await rig.app.session(id).runPromptResult('x')
  const token = ran.ok ? ran.value.text.replace('token ', '').trim() : ''
  expect(manager.sessionOfToken(token)).toBe(id)
  expect(tokens()).not.toContain(token)
})

test('what a session has made is known as its own after a restart', async () => {
  const id = await rig.app.create('mine')
  const made = await cliTarget(rig.app.manager, systemClock).create('mine', rig.home, id)
  if (!made.ok) throw new Error(made.error.message)
  const next = await rig.nextApp()
  expect(next.manager.get(made.value)?.record.createdBy).toBe(id)
  expect(next.manager.get(id)?.record.createdBy).toBeUndefined()
})

test('the command line never answers what a tool asks, whoever sends', async () => {
  const target = cliTarget(rig.app.manager, systemClock)
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  expect(await target.send(id, 'approve', [])).toMatchObject({ value: { state: 'sent' } })
  await rig.app.until(id, 'waiting')
  const before = rig.app.host.sent.length
  expect(await target.send(id, 'y', [])).toEqual({ ok: true, value: { state: 'queued', waitsFor: 'asks' } })
  expect(await target.run(id, '1', [], null, stays)).toMatchObject({ error: { code: 'session-asks' } })
  const typed = rig.app.host.sent.slice(before).filter(({ type }) => type === 'paste' || type === 'input')
  expect(typed).toEqual([])
  expect(rig.app.status(id)).toBe('waiting')
  rig.app.type(id, 'n')
  await pollFor(() => rig.app.session(id).record.queue.items.length === 0, { what: 'what waited to be sent' })
})
