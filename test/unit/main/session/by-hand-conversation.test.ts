import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../app/session/session.ts'
import { presets } from '../../../../app/tool/presets/presets.ts'
import { readAgentLog } from '../../../support/agent-log.ts'
import { pollFor } from '../../../support/poll.ts'
import { SessionRig } from '../../../support/session-rig.ts'

const agent = join(import.meta.dirname, '../../../agents/fake-agent.mjs')
const anyId = /[0-9a-f]{8}-[0-9a-f-]{27}/u

let rig: SessionRig
let log = ''

beforeEach(async () => {
  rig = new SessionRig()
  log = join(rig.folder, 'agent.log')
  const bin = join(rig.folder, 'bin')
  mkdirSync(bin)
  for (const name of ['claude', 'codex']) {
    const script = `export FAKE_AGENT_LOG='${log}'\nexec '${process.execPath}' '${agent}' --as ${name} "$@"\n`
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}`, { mode: 0o755 })
    rig.tools.push(...presets.filter((tool) => tool.name === name))
  }
  rig.path = `${bin}:${rig.path}`
  writeFileSync(join(rig.home, '.bashrc'), `export PATH='${bin}':"$PATH"\nPS1='ready$ '\n`)
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

const offer = (id: SessionId) => rig.app.manager.view(id)?.resumeOffer ?? null
const kept = (id: SessionId) => rig.app.session(id).record.handStarted ?? null
const starts = () => (existsSync(log) ? readAgentLog(log).filter(({ kind }) => kind === 'start') : [])
const argvOf = (at: number) => starts()[at]?.argv?.slice(2).join(' ') ?? ''

async function open(): Promise<SessionId> {
  const id = await rig.app.create()
  await rig.app.until(id, 'idle')
  await rig.app.shows(id, 'ready$')
  return id
}

/** Starts an agent by its command and waits until it has the terminal. */
async function begin(id: SessionId, command: string): Promise<void> {
  rig.app.type(id, `${command}\r`)
  const name = command.split(' ')[0]
  await pollFor(() => rig.app.manager.view(id)?.toolName === name, { what: `${name} in front` })
  await rig.app.shows(id, '? for shortcuts')
  await rig.app.until(id, 'idle')
}

async function leave(id: SessionId): Promise<void> {
  rig.app.type(id, 'exit\r')
  await pollFor(() => rig.app.manager.view(id)?.toolName === 'shell', { what: 'the shell in front' })
}

const offered = (id: SessionId) => pollFor(() => offer(id), { what: 'the offer' })

describe('the conversation of an agent that was started by hand', () => {
  test('is known when it ends, is not the session’s own, and is offered with the options of its start', async () => {
    const id = await open()
    await begin(id, 'claude --model opus --verbose')
    expect(offer(id)).toBe(null)
    await leave(id)
    const { agent: name, command } = await offered(id)
    const told = anyId.exec(await rig.app.host.text(id))?.[0]
    expect(name).toBe('Claude Code')
    expect(command).toBe(`claude --model opus --verbose --resume ${told}`)
    expect(rig.app.session(id).record.resumeToken).toBe(null)
    expect(kept(id)).toMatchObject({ toolName: 'claude', resumeToken: told })
  })

  test('is not offered any more once the user types a command, or does not want it', async () => {
    const id = await open()
    await begin(id, 'claude')
    await leave(id)
    await offered(id)
    rig.app.type(id, '\r')
    await rig.app.run(id, 'echo $((40 + 2))', '42')
    await pollFor(() => offer(id) === null, { what: 'the offer to go' })
    await begin(id, 'claude')
    await leave(id)
    await offered(id)
    rig.app.session(id).dismissResume()
    expect(offer(id)).toBe(null)
    // It is offered again with the next start of the shell.
    expect(kept(id)).not.toBe(null)
  })

  test('is gone on with by what is typed into the shell', async () => {
    const id = await open()
    await begin(id, 'claude --model opus')
    await leave(id)
    const { command } = await offered(id)
    expect(await rig.app.session(id).resumeByHand()).toMatchObject({ ok: true })
    await pollFor(() => starts().length === 2, { what: 'the second start' })
    expect(`claude ${argvOf(1)}`).toBe(command)
    expect(offer(id)).toBe(null)
    // Before it ends again, it is known by its start.
    expect(kept(id)?.resumeToken).toBe(anyId.exec(command)?.[0])
  })

  test('is not typed behind a line that the user has begun, nor into another program', async () => {
    const id = await open()
    await begin(id, 'claude')
    await leave(id)
    await offered(id)
    rig.app.type(id, 'echo mine')
    await rig.app.shows(id, 'echo mine')
    expect(await rig.app.session(id).resumeByHand()).toMatchObject({ error: { code: 'prompt-draft' } })
    rig.app.type(id, '\u0015sleep 1000\r')
    await rig.app.until(id, 'working')
    const refused = rig.app.session(id).resumeByHand()
    expect(await refused).toMatchObject({ error: { code: 'resume-busy' } })
    expect(starts()).toHaveLength(1)
  })

  test('is never one that a killed agent was showing', async () => {
    const other = '0b0f5a5e-7c1d-4c0a-9a53-000000000002'
    const id = await open()
    await begin(id, 'codex')
    rig.app.type(id, `codex resume ${other}`)
    await rig.app.shows(id, other)
    process.kill(starts()[0]?.pid ?? 0, 'SIGKILL')
    await pollFor(() => rig.app.manager.view(id)?.toolName === 'shell', { what: 'the shell in front' })
    // By then the last words of the first one would have been heard.
    await begin(id, 'codex')
    expect(kept(id)).toBe(null)
    await leave(id)
    await offered(id)
    expect(kept(id)?.resumeToken).not.toBe(other)
  })

  test('is known while Codex is at work, by its transcript, and so also after a kill', async () => {
    const id = await open()
    await begin(id, 'codex')
    rig.app.type(id, 'work 100\r')
    await rig.app.until(id, 'working')
    const { resumeToken } = await pollFor(() => kept(id), { what: 'the transcript to be found' })
    expect(offer(id)).toBe(null)
    // Of one that is only stopped nothing is offered: it goes on.
    process.kill(starts()[0]?.pid ?? 0, 'SIGSTOP')
    await pollFor(() => rig.app.manager.view(id)?.toolName === 'shell', { what: 'the shell in front' })
    await rig.app.shows(id, 'Stopped')
    rig.app.clock.skip(1000)
    await rig.app.host.text(id)
    expect(offer(id)).toBe(null)
    process.kill(starts()[0]?.pid ?? 0, 'SIGCONT')
    rig.app.type(id, 'fg\r')
    await pollFor(() => rig.app.manager.view(id)?.toolName === 'codex', { what: 'codex in front' })
    process.kill(starts()[0]?.pid ?? 0, 'SIGKILL')
    expect((await offered(id)).command).toBe(`codex resume --no-daemon ${resumeToken}`)
  })

  test('takes the place of the one before only where there is one', async () => {
    const id = await open()
    await begin(id, 'claude')
    await leave(id)
    await offered(id)
    const first = kept(id)
    // Without a turn there is nothing to go on with, whatever becomes of it.
    await begin(id, 'codex')
    process.kill(starts()[1]?.pid ?? 0, 'SIGKILL')
    await pollFor(() => rig.app.manager.view(id)?.toolName === 'shell', { what: 'the shell in front' })
    expect(kept(id)).toEqual(first)
    expect(offer(id)).toBe(null)
    await begin(id, 'codex')
    rig.app.type(id, 'work 100\r')
    await rig.app.until(id, 'working')
    await pollFor(() => kept(id)?.resumeToken !== first?.resumeToken, { what: 'the first one to be left' })
  })
})

describe('the offer of a shell that does not run', () => {
  test('is there in the next life of the app, and one step starts the shell and resumes', async () => {
    const id = await open()
    await begin(id, 'claude --model opus')
    await leave(id)
    const { command } = await offered(id)
    await rig.app.manager.shutdown()
    await rig.nextApp()
    expect(offer(id)?.command).toBe(command)
    expect(rig.app.status(id)).toBe('dormant')
    expect(await rig.app.session(id).resumeByHand()).toMatchObject({ ok: true })
    await pollFor(() => starts().length === 2, { what: 'the second start' })
    expect(`claude ${argvOf(1)}`).toBe(command)
  })

  test('stays while the shell runs that the user has started again', async () => {
    const id = await open()
    await begin(id, 'claude')
    await leave(id)
    const { command } = await offered(id)
    await rig.app.manager.shutdown()
    await rig.nextApp()
    await rig.app.manager.start(id)
    await rig.app.until(id, 'idle')
    expect(offer(id)).toEqual({ agent: 'Claude Code', command })
  })
})

describe('an agent in front of a shell', () => {
  test('is asked to leave when the app ends, and offered in its next life', async () => {
    const id = await open()
    await begin(id, 'claude --model opus')
    await rig.app.manager.shutdown()
    await rig.nextApp()
    const { command } = await offered(id)
    expect(command).toMatch(new RegExp(`^claude --model opus --resume ${anyId.source}$`, 'u'))
    expect(await rig.app.host.text(id)).toContain(`claude --resume ${anyId.exec(command)?.[0]}`)
  })

  test('is asked to leave when its session is closed, and offered when that is opened again', async () => {
    const id = await open()
    await begin(id, 'codex')
    await rig.app.session(id).close()
    expect(await rig.app.manager.reopenLast()).toMatchObject({ ok: true, value: id })
    expect(offer(id)?.command).toMatch(/^codex resume --no-daemon [0-9a-f-]{36}$/u)
    await rig.app.manager.start(id)
    await rig.app.until(id, 'idle')
    expect(kept(id)).not.toBe(null)
  })

  test('that does not leave holds up the end of its shell no longer than another agent', async () => {
    const id = await open()
    await begin(id, 'claude')
    rig.app.type(id, 'stubborn\r')
    await rig.app.shows(id, 'will not leave')
    await rig.app.until(id, 'idle')
    const closed = rig.app.session(id).close()
    await pollFor(() => rig.app.host.sent.filter(({ type }) => type === 'input').at(-1), {
      what: 'its exit keys',
    })
    await pollFor(async () => {
      rig.app.clock.skip(500)
      return Promise.race([closed.then(() => true), rig.app.host.text(id).then(() => false)])
    })
    const pid = starts()[0]?.pid ?? 0
    await pollFor(() => !existsSync(`/proc/${pid}`), { what: 'the agent to be gone' })
  })
})
