import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig } from '../../../../support/session-rig.ts'
import { presetNamed } from '../../../../support/tools.ts'

const agent = join(import.meta.dirname, '../../../../agents/fake-agent.mjs')
let rig: SessionRig

/** Claude's stand-in in a terminal; without one, a script that tells what it was given. */
function addStandIn(script: string): void {
  const claude = presetNamed('claude')
  const path = join(rig.home, 'headless.sh')
  writeFileSync(path, script)
  rig.tools.push({
    ...claude,
    command: [process.execPath, agent, '--as', 'claude'],
    headless: {
      command: ['/bin/bash', path, ['new', '{new-id}'], ['resume', '{resume}']],
      prompt: 'stdin',
      output: 'text',
    },
  })
}

const run = (id: SessionId, text: string) =>
  rig.app.session(id).runPromptResult(text, [], { timeoutMs: 20_000 })

beforeEach(async () => {
  rig = new SessionRig()
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

test('a session changes to headless and back, and stays in its conversation', async () => {
  addStandIn('echo "$1 $2"; echo "prompt: $(cat)"')
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  await run(id, 'first')
  const token = rig.app.manager.get(id)?.record.resumeToken
  expect(token).toMatch(/^[0-9a-f-]{36}$/u)

  expect(await rig.app.manager.setMode(id, 'headless')).toEqual({ ok: true, value: null })
  expect(rig.app.manager.views()[0]).toMatchObject({ mode: 'headless', status: { kind: 'dormant' } })
  const ran = await run(id, 'second')
  expect(ran).toMatchObject({ value: { text: `resume ${token}\nprompt: second`, endedBy: 'idle' } })
  expect(rig.app.status(id)).toBe('idle')
  await rig.app.shows(id, 'prompt: second')
  expect(await rig.app.manager.start(id)).toMatchObject({ error: { code: 'session-headless' } })

  expect(await rig.app.manager.setMode(id, 'interactive')).toEqual({ ok: true, value: null })
  await rig.app.shows(id, `resumed ${token}`)
  await rig.app.until(id, 'idle')
  const history = rig.app.manager.prompts.history(id)
  expect(history.ok && history.value.map(({ mode }) => mode)).toEqual(['interactive', 'headless'])
})

test('what waits is run one after the other, and a failure holds the rest back with its last words', async () => {
  const log = join(rig.home, 'runs')
  addStandIn(`read -r line; echo "$line" >> ${log}; [ "$line" = bad ] && { echo out of luck; exit 7; }; true`)
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  await rig.app.manager.setMode(id, 'headless')
  for (const text of ['one', 'two', 'bad', 'never'])
    await rig.app.manager.prompts.send([id], { text, images: [] })
  await pollFor(() => rig.app.manager.views()[0]?.queueWait === 'failed')
  expect(readFileSync(log, 'utf8')).toBe('one\ntwo\nbad\n')
  expect(rig.app.manager.get(id)?.status).toMatchObject({ kind: 'exited', exitCode: 7 })
  expect(rig.app.manager.get(id)?.record.queue.items.map(({ text }) => text)).toEqual(['never'])
  expect(await run(id, 'bad')).toMatchObject({ error: { message: expect.stringContaining('out of luck') } })
})

test('an interrupt ends the run with its whole tree', async () => {
  const alive = join(rig.home, 'alive')
  addStandIn(`touch ${alive}; sleep 300 & wait; rm ${alive}`)
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  await rig.app.manager.setMode(id, 'headless')
  const ran = run(id, 'wait')
  await pollFor(() => existsSync(alive))
  await rig.app.until(id, 'working')
  expect(await rig.app.manager.setMode(id, 'interactive')).toMatchObject({ error: { code: 'session-busy' } })
  await rig.app.session(id).interrupt()
  expect(await ran).toMatchObject({ error: { code: 'headless-interrupted' } })
  expect(rig.app.status(id)).toBe('idle')
})

test('a start that did not come about is said with the session’s name, and no longer once it came about or is closed', async () => {
  addStandIn('echo "$1 $2"; echo "prompt: $(cat)"')
  const folder = join(rig.home, 'project')
  mkdirSync(folder)
  const { manager } = rig.app
  const id = await rig.app.create('claude', folder)
  await rig.app.until(id, 'idle')
  await run(id, 'first')
  const notices = () => rig.app.notices.list().filter((notice) => notice.id === `start-${id}`)
  const failToStart = async (): Promise<void> => {
    expect(await manager.setMode(id, 'headless')).toMatchObject({ ok: true })
    rmSync(folder, { recursive: true })
    await manager.setMode(id, 'interactive')
    expect(notices()).toMatchObject([
      { message: `${manager.view(id)?.title} did not start. The folder of this session no longer exists.` },
    ])
  }
  await failToStart()
  mkdirSync(folder)
  expect(await manager.start(id)).toMatchObject({ ok: true })
  expect(notices()).toEqual([])
  await rig.app.until(id, 'idle')
  await failToStart()
  await manager.close(id, { confirmed: true })
  expect(notices()).toEqual([])
})
