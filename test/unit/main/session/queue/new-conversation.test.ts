import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig, type App } from '../../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  rig.addStandIn('claude')
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

const queueOf = (app: App, id: SessionId) => app.session(id).record.queue.items
const send = (app: App, id: SessionId, text: string) => app.manager.prompts.send([id], { text, images: [] })

/** The prompts that the stand-in was given, as its screen shows that it answered them. */
async function answered(app: App, id: SessionId): Promise<string[]> {
  const text = await app.host.text(id)
  return [...text.matchAll(/You said: (.+?)\s*$/gmu)].map(([, said]) => said ?? '')
}

/** A session of the stand-in, in the next life of the app, that was at work while a prompt waited behind that. */
async function dormantWithOneWaiting(): Promise<{ app: App; id: SessionId }> {
  const id = await rig.app.create('claude')
  await rig.app.until(id, 'idle')
  await send(rig.app, id, 'work 60')
  await rig.app.until(id, 'working')
  await pollFor(() => queueOf(rig.app, id).length === 0)
  await send(rig.app, id, 'go on with it')
  await rig.app.manager.shutdown()
  return { app: await rig.nextApp(), id }
}

test('a new conversation gets nothing that waited for the old one, until the user lets it go', async () => {
  const { app, id } = await dormantWithOneWaiting()
  const [waiting] = queueOf(app, id)
  const old = app.session(id).record.resumeToken
  expect(await app.manager.start(id, true)).toMatchObject({ ok: true })
  await app.until(id, 'idle')
  expect(app.session(id).record.resumeToken).not.toBe(old)
  expect(queueOf(app, id)).toMatchObject([{ state: { kind: 'held', reason: 'conversation' } }])
  await send(app, id, 'something new')
  await pollFor(async () => (await answered(app, id)).length > 0)
  expect(await answered(app, id)).toEqual(['something new'])
  await app.until(id, 'idle')
  await app.manager.prompts.change({ id, item: waiting?.id ?? 0, change: { kind: 'release' } })
  await pollFor(async () => (await answered(app, id)).length > 1)
  expect(await answered(app, id)).toEqual(['something new', 'go on with it'])
})

test('a conversation that goes on gets what waited for it', async () => {
  const { app, id } = await dormantWithOneWaiting()
  await app.manager.start(id)
  await pollFor(async () => (await answered(app, id)).includes('go on with it'))
})

test('where a conversation cannot be resumed and a new one is begun, what waited is held as well', async () => {
  const script = `
    case "$*" in *--resume*) echo "no such conversation"; exit 1;; esac
    trap 'echo; echo "agent --resume tok-1"; exit 0' INT; echo "began"; while :; do sleep 0.1; done`
  rig.addTool('agent', script, {
    resume: { resumeArgs: ['--resume', '{resume}'], pattern: String.raw`^agent --resume (?<token>\S+)` },
  })
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'began')
  await send(rig.app, id, 'waits')
  await rig.app.manager.shutdown()
  const app = await rig.nextApp()
  await app.manager.start(id)
  await app.until(id, 'exited')
  await app.notices.act(app.notices.list()[0]?.id ?? '', 'fresh')
  await app.shows(id, 'began')
  expect(queueOf(app, id)).toMatchObject([{ text: 'waits', state: { kind: 'held', reason: 'conversation' } }])
})

test('what is queued where there is no conversation to resume waits for the next one, and what did so before is held', async () => {
  rig.addTool('agent', 'echo began; read -r line')
  const id = await rig.app.create('agent')
  await rig.app.shows(id, 'began')
  await send(rig.app, id, 'for this one')
  rig.app.type(id, '\r')
  await rig.app.until(id, 'exited')
  expect(rig.app.session(id).record.resumeToken).toBeNull()
  await send(rig.app, id, 'for the next one')
  expect(await rig.app.manager.start(id)).toMatchObject({ ok: true })
  expect(queueOf(rig.app, id).map(({ text, state }) => [text, state])).toEqual([
    ['for this one', { kind: 'held', reason: 'conversation' }],
    ['for the next one', { kind: 'queued' }],
  ])
})
