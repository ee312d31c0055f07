import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { pollFor } from '../../support/poll.ts'
import { openPtyTerminal, type PtyTerminal } from '../../support/pty-terminal.ts'

const program = resolve(import.meta.dirname, '../../agents/fake-agent.mjs')
const enter = '\r'
const paste = (text: string) => `\x1b[200~${text}\x1b[201~`
const uuid = '11111111-2222-4333-8444-555555555555'

const open: PtyTerminal[] = []
const start = (args: string[] = [], options: Parameters<typeof openPtyTerminal>[2] = {}) => {
  const terminal = openPtyTerminal(process.execPath, [program, ...args], options)
  open.push(terminal)
  return terminal
}
const running = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
afterEach(() => open.splice(0).forEach((each) => each.dispose()))

describe('the fake agent', () => {
  it('answers a prompt, in the alternate screen, and gives the normal screen back with a resume line', async () => {
    const agent = start(['--session-id', uuid])
    await agent.waitForText('? for shortcuts')
    expect(agent.terminal.buffer.active.type).toBe('alternate')
    expect(agent.terminal.modes).toMatchObject({
      mouseTrackingMode: 'any',
      bracketedPasteMode: true,
      sendFocusMode: true,
    })
    agent.type(`hello${enter}`)
    await agent.waitForText('● You said: hello')
    agent.type('\x03\x03')
    expect(await agent.exitCode()).toBe(0)
    await agent.waitForText(`To continue: fake-agent --resume ${uuid}`)
    expect(agent.terminal.buffer.active.type).toBe('normal')
    expect(agent.terminal.modes).toMatchObject({ mouseTrackingMode: 'none', bracketedPasteMode: false })
  })

  it('ticks while it works with cell diffs only, and Escape interrupts it', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type(`work 60${enter}`)
    await agent.waitForText(/Thinking… \(1s · ↓ \d+ tokens · esc to interrupt\)/)
    const before = agent.output().length
    await agent.waitForText(/Thinking… \(2s/)
    const ticks = agent.output().slice(before)
    expect(ticks).toContain('\x1b[?2026h')
    expect(ticks).not.toContain('Thinking')
    agent.type('\x1b[27u')
    await agent.waitForText('Interrupted by user')
  })

  it('reports its state by OSC 7501 only to a terminal that answers', async () => {
    const reports: string[] = []
    const agent = start([], { onReport: (body) => reports.push(body) })
    await agent.waitForText('? for shortcuts')
    agent.type(`approve${enter}`)
    await agent.waitForText('❯ 1. Yes')
    agent.type('y')
    await agent.waitForText('● done')
    agent.type(`fail${enter}`)
    await agent.waitForText('API Error')
    await pollFor(() => reports.some((body) => body.includes('state=error')))
    const message = Buffer.from('Do you want to proceed?').toString('base64')
    expect(reports.slice(0, 4)).toEqual([
      'state=idle:app=fake-agent',
      `state=blocked:app=fake-agent:kind=permission:msg=${message}`,
      'state=working:app=fake-agent',
      'state=done:app=fake-agent',
    ])

    const deaf: string[] = []
    const other = start([], { answers7501: false, onReport: (body) => deaf.push(body) })
    await other.waitForText('? for shortcuts')
    other.type(`hello${enter}`)
    await other.waitForText('● You said: hello')
    expect(deaf).toEqual([])
    expect(other.output()).toMatch(/\]0;[◐◑] fake-agent/)
  })

  it('takes an image only from a lone bracketed paste of its path', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fake-agent-'))
    const image = join(folder, 'shot.png')
    const spaced = join(folder, 'a shot.png')
    writeFileSync(image, Buffer.alloc(321))
    writeFileSync(spaced, Buffer.alloc(1))
    const agent = start()
    await agent.waitForText('? for shortcuts')
    for (const text of [
      image,
      paste(`${image} `),
      paste(`look at ${image}`),
      paste(spaced),
      paste(join(folder, 'no.png')),
    ]) {
      agent.type(text)
      agent.type('\x15')
    }
    agent.type(paste(image))
    await agent.waitForText('[Image #1]')
    agent.type(`what is this${enter}`)
    await agent.waitForText('sent with 1 image: shot.png (321 bytes)')
    agent.type(`${image}${enter}`)
    await agent.waitForText('You said: /')
    expect(agent.screen().filter((row) => row.includes('sent with'))).toHaveLength(1)
  })

  it('sends on Enter and makes a line on Shift+Enter', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type('one\x1b[13;2utwo')
    await agent.waitForText('❯ one')
    await agent.waitForText('  two')
    expect(agent.screen().join('\n')).not.toContain('You said')
  })

  it('finds all its modes working in a terminal that has them', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type(`modes${enter}`)
    await agent.waitForText('all modes work')
    await agent.waitForText('mode 1003: on')
    await agent.waitForText('kitty keyboard: on')
  })

  it('logs keys, clicks, pastes and focus with the bytes that came', async () => {
    const log = join(mkdtempSync(join(tmpdir(), 'fake-agent-')), 'events')
    const agent = start([], { env: { FAKE_AGENT_LOG: log } })
    await agent.waitForText('? for shortcuts')
    agent.type('\x1b[I\x1b[<0;5;7Mé\x1b[1;5A')
    agent.type(paste('x'))
    const entries = () =>
      readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((row): unknown => JSON.parse(row))
    await pollFor(() => JSON.stringify(entries()).includes('"paste"'))
    expect(entries()).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'focus', focused: true, raw: '\x1b[I' }),
        expect.objectContaining({ kind: 'mouse', button: 0, column: 5, row: 7, raw: '\x1b[<0;5;7M' }),
        expect.objectContaining({ kind: 'key', name: 'é' }),
        expect.objectContaining({ kind: 'key', name: 'up', ctrl: true }),
        expect.objectContaining({ kind: 'paste', text: 'x' }),
      ]),
    )
  })

  it('comes back by its token, and refuses one it does not know', async () => {
    const agent = start(['--as', 'claude', '--resume', uuid])
    await agent.waitForText(`resumed ${uuid}`)
    const codex = start(['--as', 'codex', 'resume', uuid])
    await codex.waitForText(`resumed ${uuid}`)
    codex.type('\x03\x03')
    await codex.waitForText(`codex resume ${uuid}`)
    const lost = start(['--resume', uuid], { env: { FAKE_AGENT_UNKNOWN: uuid } })
    expect(await lost.exitCode()).toBe(1)
    await lost.waitForText('No conversation found')
  })

  it('stops its clock when it hangs and lives on', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type(`hang${enter}`)
    await agent.waitForText(/Thinking… \(0s/)
    agent.type(`modes${enter}`)
    await agent.waitForText('1 queued')
    expect(running(agent.pty.pid)).toBe(true)
  })

  it('leaves with the code it is told, by a polite signal, or not at all when stubborn', async () => {
    const leaving = start()
    await leaving.waitForText('? for shortcuts')
    leaving.type(`exit 7${enter}`)
    expect(await leaving.exitCode()).toBe(7)

    const stubborn = start()
    await stubborn.waitForText('? for shortcuts')
    stubborn.type(`stubborn${enter}`)
    await stubborn.waitForText('will not leave')
    stubborn.pty.kill('SIGTERM')
    stubborn.pty.kill('SIGHUP')
    stubborn.type('\x03\x03still here')
    await stubborn.waitForText('❯ still here')

    const polite = start()
    await polite.waitForText('? for shortcuts')
    polite.pty.kill('SIGTERM')
    expect(await polite.exitCode()).toBe(143)
    await polite.waitForText('To continue: fake-agent --resume')
  })

  it('leaves children behind that outlive it', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type(`bg${enter}`)
    const row = await agent.waitForText(/background children \d+ \d+/)
    const pids = (row.match(/\d+/g) ?? []).map(Number)
    agent.type('\x03\x03')
    await agent.exitCode()
    expect(pids.map(running)).toEqual([true, true])
    for (const pid of pids) process.kill(pid, 'SIGKILL')
  })

  it('floods and then goes on', async () => {
    const agent = start()
    await agent.waitForText('? for shortcuts')
    agent.type(`flood 1${enter}`)
    await agent.waitForText(/flooded 1\d{6} bytes/)
    expect(agent.output().length).toBeGreaterThan(1e6)
  })

  it('works on the normal screen when told to', async () => {
    const agent = start([], { env: { FAKE_AGENT_SCROLL: '1' } })
    await agent.waitForText('? for shortcuts')
    expect(agent.terminal.buffer.active.type).toBe('normal')
    agent.type(`hello${enter}`)
    await agent.waitForText('● You said: hello')
    await agent.waitForText('? for shortcuts')
    expect(agent.screen().filter((row) => row.startsWith('❯'))).toHaveLength(1)
  })

  it('asks for trust first when told to, and Enter is no', async () => {
    const agent = start([], { env: { FAKE_AGENT_TRUST: '1' } })
    await agent.waitForText('❯ 1. No, exit')
    agent.type(enter)
    expect(await agent.exitCode()).toBe(1)
  })
})
