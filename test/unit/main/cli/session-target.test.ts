import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSession } from '../../../../app/cli/find-session.ts'
import { cliTarget } from '../../../../main/cli/session-target.ts'
import { systemClock } from '../../../../main/base/clock.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

let rig: SessionRig

beforeEach(async () => {
  rig = new SessionRig()
  rig.addTool('mine', 'while read -rp "> " line; do echo "read: $line"; done', {
    shellPrefix: '!',
    shellPatterns: ['^/run '],
    promptPattern: '^> ',
    headless: { command: ['/bin/cat'], prompt: 'stdin' },
  })
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** Of a client that does not go. */
const stays = new AbortController().signal

describe('a prompt from the command line', () => {
  test.each(['!touch pwned', ' !touch pwned', '\u0001!touch pwned', '/run touch pwned'])(
    'is refused where the tool would run it in a shell: %j',
    async (text) => {
      const target = cliTarget(rig.app.manager, systemClock)
      const id = await rig.app.create('mine')
      const refused = { ok: false, error: { code: 'prompt-runs-shell' } }
      expect(await target.send(id, text, [])).toMatchObject(refused)
      expect(await target.run(id, text, [], null, stays)).toMatchObject(refused)
      expect(rig.app.manager.get(id)?.record.queue.items).toEqual([])
      expect(rig.app.host.sent.map(({ type }) => type)).not.toContain('paste')
    },
  )

  test('is text where it is run without a terminal', async () => {
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('mine')
    await rig.app.until(id, 'idle')
    expect(await rig.app.manager.setMode(id, 'headless')).toMatchObject({ ok: true })
    expect(await target.send(id, '!touch pwned', [])).toMatchObject({ ok: true })
  })

  test('is refused without a terminal where the tool would run it there as well', async () => {
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('mine')
    await rig.app.until(id, 'idle')
    await rig.app.manager.setMode(id, 'headless')
    const refused = { ok: false, error: { code: 'prompt-runs-shell' } }
    expect(await target.send(id, '\u0001/run touch pwned', [])).toMatchObject(refused)
    expect(await target.run(id, '/run touch pwned', [], null, stays)).toMatchObject(refused)
  })

  test('and has left is not sent when its turn comes, and keeps none behind it waiting', async () => {
    const id = await rig.app.create('shell')
    await rig.app.until(id, 'idle')
    const target = cliTarget(rig.app.manager, systemClock)
    const [first, second] = [new AbortController(), new AbortController()]
    const atWork = target.run(id, 'sh -c "read go"', [], null, first.signal)
    await rig.app.until(id, 'working')
    const leaves = target.run(id, 'echo left-$((40 + 2))', [], null, second.signal)
    second.abort()
    first.abort()
    expect(await Promise.all([atWork, leaves])).toMatchObject(
      Array.from({ length: 2 }, () => ({ error: { code: 'prompt-gone' } })),
    )
    const last = target.run(id, 'echo last-$((40 + 3))', [], null, stays)
    rig.app.type(id, 'go\r')
    expect(await last).toMatchObject({ ok: true, value: { text: 'last-43' } })
    expect(await rig.app.host.text(id)).not.toContain('left-42')
  })

  test('that was queued for another mode is not typed, also after a restart, until the user has changed it', async () => {
    const gate = join(rig.home, 'gate')
    execFileSync('mkfifo', [gate])
    rig.addTool('slow', 'while read -rp "> " line; do echo "read: $line"; done', {
      shellPrefix: '!',
      promptPattern: '^> ',
      headless: { command: ['/bin/sh', '-c', `cat; cat '${gate}'`], prompt: 'stdin' },
    })
    const id = await rig.app.create('slow')
    await rig.app.until(id, 'idle')
    await rig.app.manager.setMode(id, 'headless')
    // Another one is at work, so that it is not run at once.
    const target = cliTarget(rig.app.manager, systemClock)
    const running = target.run(id, 'first', [], null, stays)
    await rig.app.until(id, 'working')
    const queued = target.send(id, '!touch pwned', [])
    await pollFor(() => rig.app.session(id).record.queue.items[0], { what: 'the prompt in the queue' })
    const hold = { id, item: 1, change: { kind: 'hold' } } as const
    expect(await rig.app.manager.prompts.change(hold)).toMatchObject({ ok: true })
    writeFileSync(gate, '')
    await Promise.all([running, queued])
    expect(await rig.app.manager.setMode(id, 'interactive')).toMatchObject({ ok: true })

    const app = await rig.nextApp()
    const { manager, host } = app
    await manager.start(id)
    await app.until(id, 'idle')
    await manager.prompts.change({ id, item: 1, change: { kind: 'release' } })
    const item = () => app.session(id).record.queue.items[0]
    await pollFor(() => item()?.state.kind === 'failed', { what: 'the refusal' })
    expect(item()).toMatchObject({ state: { problem: { code: 'prompt-runs-shell' } } })
    // To send it now is no look at it.
    expect(await manager.prompts.change({ id, item: 1, change: { kind: 'send' } })).toMatchObject({
      error: { code: 'prompt-runs-shell' },
    })
    expect(host.sent.map(({ type }) => type)).not.toContain('paste')

    const prompt = { text: '!touch mine', images: [] }
    await manager.prompts.change({ id, item: 1, change: { kind: 'edit', prompt } })
    await app.shows(id, 'read: !touch mine')
  })

  test('is refused by any of its lines where the program takes each line end for Enter', async () => {
    rig.addTool('cooked', 'printf "> "; exec cat', { shellPrefix: '!', promptPattern: '^> ' })
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('cooked')
    await rig.app.until(id, 'idle')
    expect(await target.send(id, 'Look at this:\n!touch pwned', [])).toMatchObject({
      error: { code: 'prompt-runs-shell' },
    })
    expect(rig.app.host.sent.map(({ type }) => type)).not.toContain('paste')
  })

  test('may be a command of the tool', async () => {
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('mine')
    expect(await target.send(id, '/compact !', [])).toMatchObject({ ok: true })
  })
})

describe('a prompt that a script sends', () => {
  test('is sent once its tool has taken it, and waits with a reason where it cannot go', async () => {
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('shell')
    await rig.app.until(id, 'idle')
    expect(await target.send(id, 'echo one; sleep 600', [])).toEqual({ ok: true, value: { state: 'sent' } })
    await rig.app.shows(id, 'one')
    await rig.app.until(id, 'working')
    expect(await target.send(id, 'echo two', [])).toEqual({
      ok: true,
      value: { state: 'queued', waitsFor: 'busy' },
    })
  })

  test('waits for a tool that is being started for it, and for the user where only they may start it', async () => {
    // Takes its time: nobody may read the prompt before its tool is there.
    rig.addTool('slow', 'read -r go; while read -rp "> " line; do echo "read: $line"; done', {
      promptPattern: '^> ',
    })
    const dormant = [await rig.app.create('slow'), await rig.app.create('shell')] as const
    rig.addStandIn('codex')
    const unborn = await rig.app.create('codex')
    const { manager } = await rig.nextApp()
    const target = cliTarget(manager, systemClock)
    for (const id of dormant) {
      expect(manager.get(id)?.status.kind).toBe('dormant')
      // By the time that the prompt is on disk, the shell's own start files may be running.
      const waitsFor: unknown = expect.stringMatching(/^(?:starting|busy)$/u)
      const value = { state: 'queued', waitsFor }
      expect(await target.send(id, 'echo taken', [])).toEqual({ ok: true, value })
    }
    await rig.app.shows(dormant[1], 'taken')
    const value = { state: 'queued', waitsFor: 'stopped' }
    expect(await target.send(unborn, 'go', [])).toEqual({ ok: true, value })
    expect(manager.get(unborn)?.status.kind).toBe('dormant')
  })

  test('waits for the user where its tool cannot be started', async () => {
    const program = join(rig.home, 'gone')
    writeFileSync(program, '#!/bin/sh\nexec sleep 100\n', { mode: 0o755 })
    rig.addTool('gone', '', { command: [program], kind: 'command' })
    const id = await rig.app.create('gone')
    const { manager } = await rig.nextApp()
    rmSync(program)
    await cliTarget(manager, systemClock).send(id, 'go', [])
    await rig.app.until(id, 'failed')
    await pollFor(() => manager.get(id)?.queueWait === 'stopped', { what: 'the wait for the user' })
  })

  test('is not said to be sent where its tool shows nothing of it', async () => {
    rig.addTool('mute', 'stty -echo; printf "ask> "; cat > /dev/null', { promptPattern: '^ask> $' })
    const target = cliTarget(rig.app.manager, systemClock)
    const id = await rig.app.create('mute')
    await rig.app.until(id, 'idle')
    expect(await target.send(id, 'anything', [])).toMatchObject({ error: { code: 'prompt-not-shown' } })
  })
})

test('a session has a name for scripts from the user alone, whatever its program calls itself', async () => {
  rig.addTool('liar', "printf '\\033]2;Deploy\\007'; exec sleep 1000")
  const { manager } = rig.app
  const target = cliTarget(manager, systemClock)
  const id = await rig.app.create('liar')
  await pollFor(() => target.list()[0]?.title === 'Deploy', { what: 'the title of the program' })
  expect(findSession(target.list(), 'Deploy')).toMatchObject({ error: { code: 'cli-no-session' } })
  manager.rename(id, 'Deploy')
  expect(findSession(target.list(), 'Deploy')).toMatchObject({ value: { id } })
})
