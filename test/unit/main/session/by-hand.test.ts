import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { AbsolutePath, SessionId } from '../../../../app/session/session.ts'
import { absolutePath } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'
import { whyNotHere } from '../../../support/shell-rig.ts'

const agent = join(import.meta.dirname, '../../../agents/fake-agent.mjs')
const image = absolutePath(join(import.meta.dirname, '../../../fixtures/images/plain.png'))

const otherShells = [
  ['fish', `fish --no-config -C 'function fish_prompt; echo "inner> "; end'`],
  ['zsh', `PS1='inner> ' zsh -f`],
].filter(([shell = '']) => whyNotHere(shell) === null)

let rig: SessionRig
let id: SessionId

const session = () => rig.app.session(id)
const send = (text: string, images: AbsolutePath[] = []) =>
  rig.app.manager.prompts.send([id], { text, images })

/** Types the command of an agent into the shell, and waits until it has the terminal and is ready. */
async function start(name: string, command = 'agent', variables = ''): Promise<void> {
  rig.app.type(id, `${variables} ${command} --as ${name}\r`)
  await pollFor(() => session().toolInFront.name === name, { what: `${name} in front` })
  await rig.app.until(id, 'idle')
}

async function untilShell(): Promise<void> {
  await pollFor(() => session().toolInFront.name === 'shell' && session().status.kind === 'idle', {
    what: 'the shell in front',
  })
}

describe.skipIf(process.platform !== 'linux')('an agent that was started by hand in a shell', () => {
  beforeEach(async () => {
    rig = new SessionRig()
    for (const name of ['claude', 'codex', 'gemini', 'opencode']) rig.addStandIn(name)
    writeFileSync(join(rig.home, 'agent.sh'), `${process.execPath} ${agent} "$@"\nexit $?\n`)
    const variables = `export FAKE_AGENT_SIGNALS=none`
    const commands = `agent() { ${process.execPath} ${agent} "$@"; }`
    writeFileSync(join(rig.home, '.bashrc'), `PS1='ready$ '\n${variables}\n${commands}\n`)
    await rig.app.manager.restore()
    id = await rig.app.create('shell')
    await rig.app.until(id, 'idle')
  })
  afterEach(() => rig.dispose())

  test.each(['claude', 'codex', 'gemini', 'opencode'])(
    'is read by its own rules where its screen alone tells: %s',
    async (name) => {
      await start(name)
      rig.app.type(id, 'approve\r')
      await rig.app.until(id, 'waiting')
      expect(session().status).toMatchObject({ reason: 'approval' })
      rig.app.type(id, 'y')
      await rig.app.until(id, 'idle')
      rig.app.type(id, 'work 60\r')
      await rig.app.until(id, 'working')
      await session().interrupt()
      await rig.app.until(id, 'idle')
      rig.app.type(id, 'exit\r')
      await untilShell()
    },
  )

  test('is found behind a script and in a shell of its own', async () => {
    rig.app.type(id, 'PS1="inner$ " bash --norc\r')
    await rig.app.shows(id, 'inner$')
    await start('claude', 'bash agent.sh')
    rig.app.type(id, 'exit\r')
    await untilShell()
    rig.app.type(id, 'exit\r')
    await untilShell()
  })

  test.each(otherShells)('is found in another shell than the login shell: %s', async (_, command) => {
    rig.app.type(id, `${command}\r`)
    await rig.app.shows(id, 'inner>')
    await rig.app.until(id, 'idle')
    await start('claude', `${process.execPath} ${agent}`)
    rig.app.type(id, 'approve\r')
    await rig.app.until(id, 'waiting')
    rig.app.type(id, 'n')
    await rig.app.until(id, 'idle')
    rig.app.type(id, 'exit\r')
    await untilShell()
  })

  test.skipIf(whyNotHere('tmux') !== null)('is known by its screen in tmux, until that is left', async () => {
    // With a server of its own, which ends with its last window.
    const server = `tmux -S ${join(rig.home, 'tmux')} -f /dev/null`
    rig.app.type(id, `${server} new "${process.execPath} ${agent} --as claude"\r`)
    await pollFor(() => session().toolInFront.name === 'claude', { what: 'claude in front' })
    await rig.app.until(id, 'idle')
    rig.app.type(id, 'approve\r')
    await rig.app.until(id, 'waiting')
    rig.app.type(id, 'y')
    await rig.app.until(id, 'idle')
    await send('hello from the queue')
    await rig.app.shows(id, 'You said: hello from the queue')
    await rig.app.until(id, 'idle')
    rig.app.type(id, 'exit\r')
    await untilShell()
  })

  test('is a command of the shell where it runs without its screen', async () => {
    const claude = join(rig.home, 'claude')
    writeFileSync(claude, '#!/bin/sh\nread line\n', { mode: 0o755 })
    rig.app.type(id, `${claude} -p "fix it"\r`)
    await rig.app.until(id, 'working')
    expect(session().toolInFront.name).toBe('shell')
    rig.app.type(id, '\r')
    await rig.app.until(id, 'idle')
    rig.app.type(id, `${claude}\r`)
    await pollFor(() => session().toolInFront.name === 'claude', { what: 'claude in front' })
    expect(session().status.kind).toBe('starting')
  })

  test('gets prompts and images in its own form, and gives its answer', async () => {
    await start('claude')
    const answer = await session().runPromptResult('hello', [image])
    expect(answer).toMatchObject({ ok: true, value: { endedBy: 'idle' } })
    const { text } = answer.ok ? answer.value : { text: '' }
    expect(text).toMatch(/^ *sent with 1 image: .*\n.*You said: \[Image #1\] hello$/u)
  })

  test('keeps what was queued for it from the shell, and gets it when it is back', async () => {
    await start('claude')
    rig.app.type(id, 'work 60\r')
    await rig.app.until(id, 'working')
    await send('echo for the agent')
    rig.app.type(id, '\u0003\u0003')
    await untilShell()
    await pollFor(() => session().queueWait === 'program')
    expect(await rig.app.host.text(id)).not.toContain('for the agent')
    await start('claude')
    await rig.app.shows(id, 'You said: echo for the agent')
    expect(session().record.queue.items).toEqual([])
  })

  test('does not get what was queued for the shell', async () => {
    rig.app.type(id, 'sleep 1000\r')
    await rig.app.until(id, 'working')
    await send('echo for the shell')
    const [item] = session().record.queue.items
    const change = (kind: 'hold' | 'release') =>
      rig.app.manager.prompts.change({ id, item: item?.id ?? 0, change: { kind } })
    await change('hold')
    rig.app.type(id, '\u0003')
    await rig.app.until(id, 'idle')
    await start('claude')
    await change('release')
    await pollFor(() => session().queueWait === 'program')
    rig.app.type(id, 'exit\r')
    await rig.app.shows(id, 'for the shell')
  })
})
