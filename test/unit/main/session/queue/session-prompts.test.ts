import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AbsolutePath, SessionId } from '../../../../../app/session/session.ts'
import type { ParsedArgument } from '../../../../../app/ipc/contract.ts'
import { pollFor } from '../../../../support/poll.ts'
import { absolutePath } from '../../../../support/fake-bridge.ts'
import { SessionRig } from '../../../../support/session-rig.ts'

const image = absolutePath(join(import.meta.dirname, '../../../../fixtures/images/plain.png'))

let rig: SessionRig

/** The prompts that the stand-in was given, as its screen shows that it answered them. */
async function answered(id: SessionId): Promise<string[]> {
  const text = await rig.app.host.text(id)
  return [...text.matchAll(/You said: (.+?)\s*$/gmu)].map(([, said]) => said ?? '')
}

function queueOf(id: SessionId) {
  return rig.app.manager.get(id)?.record.queue.items ?? []
}

const send = (id: SessionId, text: string, images: AbsolutePath[] = []) =>
  rig.app.manager.prompts.send([id], { text, images })

beforeEach(async () => {
  rig = new SessionRig()
  rig.addStandIn('claude', { FAKE_AGENT_LOG: join(rig.home, 'claude.log') })
  rig.addStandIn('codex', { FAKE_AGENT_LOG: join(rig.home, 'codex.log') })
  rig.addTool('repl', 'exec python3 -i -q', { kind: 'command', promptPattern: '^>>> $' })
  rig.addTool('opened', 'exec python3 -i -q', {
    kind: 'command',
    promptPattern: '^>>> $',
    autoCommands: ['x = 20', 'print("x is", x + 1)'],
  })
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

describe('a queue', () => {
  test('goes out one prompt after the other, in its order', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    const words = ['one', 'two', 'three', 'four']
    await send(id, '/compact')
    for (const word of words) await send(id, word)
    await pollFor(async () => (await answered(id)).length === words.length, { what: 'four answers' })
    expect(await answered(id)).toEqual(words)
    expect(queueOf(id)).toEqual([])
    const history = rig.app.manager.prompts.history(id)
    expect(history.ok && history.value.map(({ text }) => text)).toEqual(['/compact', ...words])
  })

  test('waits while the tool works, and for the user where it asks', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    await send(id, 'approve')
    await rig.app.until(id, 'waiting')
    await send(id, 'later')
    await pollFor(() => rig.app.manager.views()[0]?.queueWait === 'asks')
    expect(queueOf(id)).toMatchObject([{ text: 'later', state: { kind: 'queued' } }])
    rig.app.type(id, 'y')
    await pollFor(async () => (await answered(id)).includes('later'), { what: 'the later answer' })
  })

  test('leaves what the user has begun to type alone, and goes on when it is sent', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    rig.app.type(id, 'my own')
    await rig.app.shows(id, 'my own')
    await send(id, 'from the queue')
    await pollFor(() => rig.app.manager.views()[0]?.queueWait === 'draft')
    // It is looked at again and again, and all the while the reason stands there and the prompt may be changed.
    const seen = new Set<unknown>()
    const stop = rig.app.manager.onSessionChange(() => {
      const [view] = rig.app.manager.views()
      seen.add(`${view?.queueWait} ${rig.app.session(id).record.queue.items[0]?.state.kind}`)
    })
    const looks = () => rig.app.host.sent.filter(({ type }) => type === 'readFrame').length
    const before = looks()
    await pollFor(() => looks() > before + 4, { what: 'some looks at the draft' })
    stop()
    expect([...seen].filter((one) => one !== 'draft queued')).toEqual([])
    expect(await answered(id)).toEqual([])
    rig.app.type(id, '\r')
    await pollFor(async () => (await answered(id)).length === 2, { what: 'both answers' })
    expect(await answered(id)).toEqual(['my own', 'from the queue'])
  })

  test('can be edited, reordered, held and cut, each prompt by its id', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    await send(id, 'work 60')
    await rig.app.until(id, 'working')
    await pollFor(() => queueOf(id).length === 0)
    for (const word of ['a', 'b', 'c']) await send(id, word)
    const [a, b, c] = queueOf(id).map((item) => item.id)
    const change = (item: number | undefined, what: ParsedArgument<'queue:change'>['change']) =>
      rig.app.manager.prompts.change({ id, item: item ?? 0, change: what })
    await change(a, { kind: 'edit', prompt: { text: 'A', images: [] } })
    await change(c, { kind: 'move', toIndex: 0 })
    await change(b, { kind: 'hold' })
    await change(a, { kind: 'hold' })
    await change(a, { kind: 'release' })
    expect(queueOf(id).map(({ text, state }) => [text, state.kind])).toEqual([
      ['c', 'queued'],
      ['A', 'queued'],
      ['b', 'held'],
    ])
    expect(await change(99, { kind: 'remove' })).toMatchObject({ error: { code: 'prompt-gone' } })
    await rig.app.session(id).interrupt()
    await pollFor(async () => (await answered(id)).length === 2, { what: 'two answers' })
    expect(await answered(id)).toEqual(['c', 'A'])
    expect(queueOf(id)).toMatchObject([{ text: 'b', state: { kind: 'held' } }])
  })

  test('comes back after a restart, and what was on its way then waits for the user', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    await send(id, 'work 60')
    await rig.app.until(id, 'working')
    await send(id, 'kept')
    await rig.app.manager.shutdown()
    expect(readFileSync(join(rig.data, 'prompts', `${id}.jsonl`), 'utf8')).toContain('"kept"')
    expect(readFileSync(join(rig.data, 'sessions.json'), 'utf8')).not.toContain('kept')
    const app = await rig.nextApp()
    expect(app.manager.get(id)?.record.queue.items).toMatchObject([{ text: 'kept' }])
    expect(app.manager.views()[0]).toMatchObject({ status: { kind: 'dormant' } })
  })
})

describe('an image', () => {
  test('is given before the text, and is in what the tool sends', async () => {
    const id = await rig.app.create('codex')
    await rig.app.until(id, 'idle')
    await send(id, 'look at this', [image])
    await rig.app.shows(id, 'sent with 1 image')
    await pollFor(() => queueOf(id).length === 0)
  })
})

describe('a prompt that is run', () => {
  test('may be a command of the tool, which is done with it without having been at work', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    const run = await rig.app.session(id).runPromptResult('/compact', [], { timeoutMs: 20_000 })
    expect(run).toMatchObject({ ok: true, value: { endedBy: 'idle', partial: false } })
    expect(run.ok && run.value.text).toContain('ran /compact')
  })

  test('resolves with what a full-screen agent answered', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    const run = await rig.app.session(id).runPromptResult('hello there', [], { timeoutMs: 20_000 })
    expect(run).toMatchObject({ ok: true, value: { endedBy: 'idle', partial: false } })
    expect(run.ok && run.value.text).toContain('You said: hello there')
  })

  test('resolves with the output of a shell, and of a REPL with a prompt of its own', async () => {
    const shell = await rig.app.create('shell')
    await rig.app.until(shell, 'idle')
    expect(
      await rig.app.session(shell).runPromptResult('echo one; echo two', [], { timeoutMs: 20_000 }),
    ).toEqual({
      ok: true,
      value: { text: 'one\ntwo', partial: false, endedBy: 'idle' },
    })
    const repl = await rig.app.create('repl')
    await rig.app.until(repl, 'idle')
    expect(await rig.app.session(repl).runPromptResult('6 * 7', [], { timeoutMs: 20_000 })).toMatchObject({
      value: { text: '42', endedBy: 'idle' },
    })
  })

  test('is not given to an agent that is still at work when the time is over', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    const atWork = rig.app.session(id).runPromptResult('work 60', [], { timeoutMs: 600 })
    await rig.app.until(id, 'working')
    await atWork
    expect(await rig.app.session(id).runPromptResult('never', [], { timeoutMs: 300 })).toMatchObject({
      error: { code: 'session-busy' },
    })
    expect(await rig.app.host.text(id)).not.toContain('never')
  })

  test('ends where the tool asks, where it ends, and where the time is over', async () => {
    const id = await rig.app.create('claude')
    await rig.app.until(id, 'idle')
    expect(await rig.app.session(id).runPromptResult('approve', [], { timeoutMs: 20_000 })).toMatchObject({
      value: { endedBy: 'waiting' },
    })
    rig.app.type(id, 'y')
    await rig.app.until(id, 'idle')
    expect(await rig.app.session(id).runPromptResult('work 60', [], { timeoutMs: 600 })).toMatchObject({
      value: { endedBy: 'timeout', partial: true },
    })
    await rig.app.session(id).interrupt()
    await rig.app.until(id, 'idle')
    const ended = rig.app.session(id).runPromptResult('work 50', [], { timeoutMs: 20_000 })
    // A tool that ends before it is seen to have taken a prompt proves nothing.
    const isTaken = () => rig.app.session(id).record.history.some(({ text }) => text === 'work 50')
    await pollFor(isTaken, { what: 'the prompt to be taken' })
    process.kill(await pollFor(() => rig.app.manager.view(id)?.process?.pid), 'SIGTERM')
    expect(await ended).toMatchObject({ value: { endedBy: 'exit' } })
  })
})

test('the first commands of a tool are sent when it is ready, before anything that waits', async () => {
  const id = await rig.app.create('opened')
  await send(id, 'x + 2')
  await pollFor(() => queueOf(id).length === 0)
  await rig.app.shows(id, '\n22')
  const text = await rig.app.host.text(id)
  expect(text.indexOf('x is 21')).toBeGreaterThan(0)
  expect(text.indexOf('x is 21')).toBeLessThan(text.indexOf('\n22'))
})

test('a conflict that git confirms holds the queue back, and its end lets it go on', async () => {
  const folder = join(rig.home, 'repository')
  const git = (...args: string[]) =>
    execFileSync('git', args, {
      cwd: args[0] === 'init' ? rig.home : folder,
      stdio: 'pipe',
    })
  git('init', '-q', '-b', 'main', folder)
  git('config', 'user.name', 'a')
  git('config', 'user.email', 'a@b.c')
  const id = await rig.app.create('shell', folder)
  await rig.app.until(id, 'idle')
  const commit = 'git commit -qam'
  const script =
    `echo 1 > f; git add f; ${commit} 1; git checkout -qb side; echo 2 > f; ${commit} 2; ` +
    `git checkout -q main; echo 3 > f; ${commit} 3; git merge side; echo merged`
  await rig.app.run(id, script, 'CONFLICT')
  await pollFor(() => rig.app.manager.views()[0]?.git?.conflicts.length === 1)
  expect(rig.app.manager.views()[0]?.git).toMatchObject({ branch: 'main', operation: 'merge' })
  await send(id, 'echo after the merge')
  await pollFor(() => rig.app.manager.views()[0]?.queueWait === 'conflict')
  git('merge', '--abort')
  await pollFor(() => queueOf(id).length === 0)
  await rig.app.shows(id, '\nafter the merge')
})
