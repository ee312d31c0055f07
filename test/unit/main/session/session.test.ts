import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SessionError } from '../../../../app/session/session-error.ts'
import type { Session } from '../../../../main/session/session.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

const image = join(import.meta.dirname, '../../../fixtures/images/plain.png')

let rig: SessionRig

async function create(toolName: string): Promise<Session> {
  const created = await rig.app.manager.create(toolName, '~')
  if (!created.ok) throw new Error(created.error.message)
  return created.value
}

const until = (session: Session, ...kinds: Session['status']['kind'][]) => rig.app.until(session.id, ...kinds)

/** What a promise rejects with; it has to. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => Promise.reject(new Error(`it resolved with ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  )

beforeEach(async () => {
  rig = new SessionRig()
  rig.addStandIn('claude')
  rig.addStandIn('codex')
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

describe('the manager', () => {
  test('knows its sessions by id, the one on show, how many there were, and with what they run', async () => {
    const { manager } = rig.app
    expect([manager.counter, manager.active(), manager.activeSessionId]).toEqual([0, null, null])
    const first = await create('shell')
    const second = await create('shell')
    expect([...manager.sessions.keys()]).toEqual([first.id, second.id])
    expect(manager.sessions.get(first.id)).toBe(first)
    expect(manager.get(second.id)).toBe(second)
    expect(manager.active()).toBe(second)
    manager.setActive(first.id)
    expect(manager.activeSessionId).toBe(first.id)
    await second.close()
    expect(manager.counter).toBe(2)
    expect([...manager.sessions.keys()]).toEqual([first.id])
    expect(manager.config.tools.map(({ name }) => name)).toContain('claude')
    expect(manager.config.homeFolder).toBe(rig.home)
  })
})

describe('a prompt', () => {
  test('resolves with the answer as plain text, with its images as paths', async () => {
    const session = await create('codex')
    await until(session, 'idle')
    expect(await session.runPrompt('look', image)).toContain('sent with 1 image')
    expect(await session.runPrompt('look', [image, image])).toContain('sent with 2 images')
    expect(await session.runInteractive('hello there')).toContain('You said: hello there')
  })

  test('rejects with the error that its result has, and sends nothing, where the tool takes no images', async () => {
    rig.addTool('plain', 'exec cat', { imageForm: { kind: 'argument', args: ['--image', '{path}'] } })
    const session = await create('plain')
    const result = await session.runPromptResult('look', image)
    expect(result).toMatchObject({ error: { code: 'image-unsupported' } })
    const error = await failureOf(session.runPrompt('look', image))
    expect(error).toBeInstanceOf(SessionError)
    expect(JSON.parse(JSON.stringify(error))).toEqual(JSON.parse(JSON.stringify(result)).error)
    expect(await rig.app.host.text(session.id)).not.toContain('look')
  })

  test('says what cannot be sent', async () => {
    const session = await create('shell')
    for (const [text, images] of [
      ['', []],
      [' \n', []],
      ['x'.repeat(200_001), []],
      ['look', 'plain.png'],
    ] as const)
      expect(await failureOf(session.runPrompt(text, images))).toMatchObject({ code: 'prompt-unfit' })
    await session.close()
    expect(await failureOf(session.runPrompt('late'))).toMatchObject({ code: 'no-session' })
  })

  test('starts a tool that does not run: its first commands come first, then the prompt', async () => {
    rig.addTool('opened', 'exec python3 -i -q', {
      kind: 'command',
      promptPattern: '^>>> $',
      autoCommands: ['x = 20'],
    })
    const { id } = await create('opened')
    await rig.app.until(id, 'idle')
    await rig.app.manager.shutdown()
    const app = await rig.nextApp()
    expect(app.status(id)).toBe('dormant')
    expect(await app.session(id).runPrompt('x + 22')).toBe('42')
  })
})

describe('a dormant agent', () => {
  test('picks its conversation up when it is given a prompt', async () => {
    const { id } = await create('claude')
    await rig.app.until(id, 'idle')
    await rig.app.session(id).runPrompt('the first')
    await rig.app.manager.shutdown()
    const app = await rig.nextApp()
    const token = app.session(id).record.resumeToken
    expect(await app.session(id).runPrompt('the second')).toContain('the second')
    await app.shows(id, `resumed ${token}`)
    await app.manager.shutdown()
    const next = await rig.nextApp()
    await next.manager.prompts.send([id], { text: 'from the queue', images: [] })
    await next.shows(id, 'You said: from the queue')
  })

  test('without one is not started behind the back of the user, and the prompt is kept', async () => {
    const { id } = await create('codex')
    await rig.app.until(id, 'idle')
    const app = await rig.nextApp()
    expect(app.session(id).record.resumeToken).toBeNull()
    expect(await failureOf(app.session(id).runPrompt('hello'))).toMatchObject({ code: 'conversation-new' })
    await app.manager.prompts.send([id], { text: 'kept', images: [] })
    await pollFor(() => app.manager.views()[0]?.queueWait === 'stopped')
    expect(app.status(id)).toBe('dormant')
    expect(app.session(id).record.queue.items).toMatchObject([{ text: 'kept', state: { kind: 'queued' } }])
    // It may still be leaving the terminal that went with the app before.
    await pollFor(async () => (await app.manager.start(id, true)).ok, { what: 'the new conversation' })
    await app.shows(id, 'You said: kept')
  })

  test('does not take a conversation that another session is in', async () => {
    const one = await create('claude')
    await until(one, 'idle')
    await one.runPrompt('hello')
    const two = await create('claude')
    await until(two, 'idle')
    await two.runPrompt('hello')
    two.maybeUpdateResume(`claude --resume ${one.record.resumeToken}\n`)
    expect(two.record.resumeToken).toBe(one.record.resumeToken)
    rig.app.type(two.id, '\u0003')
    rig.app.type(two.id, '\u0003')
    await until(two, 'exited')
    two.maybeUpdateResume(`claude --resume ${one.record.resumeToken}\n`)
    expect(await two.ensureChild()).toMatchObject({ error: { code: 'conversation-in-use' } })
    await one.close()
    expect(await two.ensureChild()).toMatchObject({ ok: true })
  })

  test('that cannot be started has a status with the reason', async () => {
    const tool = join(rig.home, 'mine')
    writeFileSync(tool, '#!/bin/bash\nexec cat\n', { mode: 0o755 })
    rig.addTool('gone', '', { kind: 'command' })
    rig.tools.push({ ...(rig.tools.pop() ?? never()), command: [tool] })
    const { id } = await create('gone')
    await rig.app.manager.shutdown()
    rig.tools.push({ ...(rig.tools.pop() ?? never()), command: [join(rig.home, 'nowhere')] })
    const app = await rig.nextApp()
    expect(await app.session(id).ensureChild()).toMatchObject({ error: { code: 'tool-missing' } })
    expect(app.session(id).status).toMatchObject({ kind: 'failed', reason: 'start' })
  })
})

describe('a headless run', () => {
  const headless = { command: ['/bin/bash', '-c', 'echo noise; echo "[$1]"', 'run', '{prompt}'] }

  test('resolves with all that the tool printed, by its own command or by another', async () => {
    rig.addTool('runner', 'exec cat', { kind: 'command', headless })
    const session = await create('runner')
    expect(await failureOf(session.runHeadless('too soon'))).toMatchObject({ code: 'session-interactive' })
    await rig.app.host.text(session.id)
    rig.app.type(session.id, '\u0004')
    await until(session, 'exited')
    expect(await rig.app.manager.setMode(session.id, 'headless')).toMatchObject({ ok: true })
    expect(await session.runHeadless('own')).toBe('noise\n[own]\n')
    expect(await session.runHeadless('by stdin', ['/bin/sh', '-c', 'cat; pwd', '{workdir}'])).toBe(
      `by stdin${rig.home}\n`,
    )
    const withImage = ['/bin/sh', '-c', 'echo "$@"', 'sh', '{prompt}', ['--image={image}']]
    expect(await session.runHeadless('see', withImage, image)).toMatch(/^see --image=\S+\.png\n$/u)
    for (const bad of [[], ['{prompt}'], ['sh', '{nonsense}'], [['sh']], [1]])
      expect(await failureOf(session.runHeadless('x', bad))).toMatchObject({ code: 'template-form' })
    expect(await failureOf(session.runHeadless('x', ['/bin/sh', '-c', 'echo half; exit 3']))).toMatchObject({
      code: 'headless-exit',
      message: expect.stringContaining('half'),
    })
    expect(await failureOf(session.runInteractive('x'))).toMatchObject({ code: 'session-headless' })
    expect(await session.runPrompt('again')).toBe('noise\n[again]')
  })
})

describe('what is known of its process', () => {
  test('is its name without what started it, and whether it lives in this session and no other', async () => {
    const script = join(rig.home, 'mine.mjs')
    writeFileSync(script, 'process.stdin.resume()\n')
    rig.addTool('mine', `exec env node ${script}`, { kind: 'command' })
    const session = await create('mine')
    const other = await create('shell')
    await pollFor(async () => (await session.cliProcessName()) === 'mine', {
      what: 'the name of the program',
    })
    expect(await session.isCliProcessAlive('mine')).toBe(true)
    expect(await other.isCliProcessAlive('mine')).toBe(false)
    const { pid } = rig.app.manager.views()[0]?.process ?? never()
    expect(await session.pidExists(pid)).toBe(true)
    await session.close()
    expect(await session.pidExists(pid)).toBe(false)
    expect(await session.isCliProcessAlive('mine')).toBe(false)
  })
})

describe('what is read off output', () => {
  test('a resume line counts once something stands behind it, and the last one wins', async () => {
    rig.addTool('agent', 'exec cat', {
      resume: { resumeArgs: ['--resume', '{resume}'], pattern: String.raw`^agent --resume (?<token>\S+)` },
    })
    const session = await create('agent')
    session.maybeUpdateResume('agent --resume tok-1')
    expect(session.record.resumeToken).toBeNull()
    session.maybeUpdateResume('agent --resume tok-1\nagent --resume tok-2\nagent --resume tok-')
    expect(session.record.resumeToken).toBe('tok-2')
  })

  test('a tool without a resume regex gets the one that its line shows', async () => {
    rig.addTool('learner', 'exec cat', {})
    rig.tools.push({ ...(rig.tools.pop() ?? never()), command: ['/bin/cat'] })
    const session = await create('learner')
    session.maybeAutosetResumeRegex('cat --resume 4f2a-77b1-x9')
    expect(session.tool.resume).toBeUndefined()
    session.maybeAutosetResumeRegex('cat --resume 4f2a-77b1-x9\n')
    expect(rig.tools.find(({ name }) => name === 'learner')?.resume).toMatchObject({
      resumeArgs: ['--resume', '{resume}'],
    })
  })

  test('a clock that moves is activity, and git is heard', async () => {
    rig.addTool('ticker', 'exec cat', { kind: 'command' })
    const session = await create('ticker')
    const before = session.record.lastActiveAt
    expect(session.isActiveByTick()).toBe(false)
    const started = Date.now()
    for (const second of [1, 2, 3]) {
      await pollFor(() => Date.now() - started >= second * 300)
      session.updateActivity(`Working (${second}s)\n`)
    }
    expect(session.isActiveByTick()).toBe(true)
    expect(session.isActiveByTick(Date.now() + 4000)).toBe(false)
    expect(session.isActiveByTick(Date.now() + 4000, 10)).toBe(true)
    expect(session.record.lastActiveAt).toBeGreaterThan(before)
  })
})

test('closing asks the tool to leave, ends all that it started, and never throws', async () => {
  rig.addTool('leaver', 'trap "" TERM HUP; sleep 1000 & echo up-$!; wait', { kind: 'command' })
  const session = await create('leaver')
  await rig.app.shows(session.id, 'up-')
  const [, pid = ''] = /up-(\d+)/u.exec(await rig.app.host.text(session.id)) ?? []
  expect(await session.pidExists(Number(pid))).toBe(true)
  await session.close()
  expect(await session.pidExists(Number(pid))).toBe(false)
  await session.close()
})

function never(): never {
  throw new Error('it is not there')
}
