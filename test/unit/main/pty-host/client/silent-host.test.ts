import { fork, type ChildProcess } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import type { HostLossFacts } from '../../../../../main/pty-host/client/host-link.ts'
import {
  superviseHost,
  type HostProcess,
  type HostSupervisor,
} from '../../../../../main/pty-host/client/supervisor.ts'
import { encodeRecord } from '../../../../../main/pty-host/kept/records.ts'
import { setAside } from '../../../../../main/pty-host/kept/set-aside.ts'
import { busyPath, readBusyFile } from '../../../../../main/pty-host/protocol/busy-file.ts'
import type { HostCommand, HostEvent } from '../../../../../main/pty-host/protocol/protocol.ts'
import { bundleProgram } from '../../../../support/bundle.ts'
import { sessionId } from '../../../../support/fake-bridge.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SkippingClock } from '../../../../support/skipping-clock.ts'

let script: string
const bad = sessionId(1)
const good = sessionId(2)

beforeAll(async () => {
  script = await bundleProgram('forked-host')
})

let folder: string
let clock: SkippingClock
let hosts: ChildProcess[]
let events: HostEvent[]
let losses: HostLossFacts[]
let supervisor: HostSupervisor<never>

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-silent-host-'))
  clock = new SkippingClock()
  hosts = []
  events = []
  losses = []
  supervisor = superviseHost<never>({
    start: forkHost,
    configuration: { type: 'configure', screensDir: folder, theme: darkTheme, appVersion: '1' },
    log: () => undefined,
    clock,
    readBusy: () => readBusyFile(busyPath(folder)),
    setAside: (session) => setAside(join(folder, session), clock.dateNow()),
  })
  supervisor.link.onEvent((event) => events.push(event))
  supervisor.link.onLost((facts) => losses.push(facts))
})
afterEach(async () => {
  supervisor.dispose()
  await pollFor(() => hosts.every(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null))
  rmSync(folder, { recursive: true, force: true })
})
function forkHost(): HostProcess<never> {
  const child = fork(script, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  hosts.push(child)
  return {
    // As Electron's, which drops what is sent to a process that has just ended.
    post: (command) => void child.send(command, () => undefined),
    onEvent: (listener) => void child.on('message', (event: HostEvent) => listener(event)),
    onExit: (listener) => void child.once('exit', (code) => listener(code ?? 1)),
    kill: () => void child.kill('SIGKILL'),
  }
}

const send = (command: HostCommand) => supervisor.link.send(command)

const open = (session: SessionId) => send({ type: 'open', session, cols: 80, rows: 24 })

function run(session: SessionId, script: string): void {
  const env = { PATH: process.env['PATH'] ?? '' }
  const request = { file: '/bin/sh', args: ['-c', script], cwd: folder, env }
  send({ type: 'spawn', session, request, separator: null })
}

let asked = 0
async function text(session: SessionId): Promise<string> {
  asked += 1
  const id = asked
  send({ type: 'readText', id, session, what: 'all' })
  const answer = await pollFor(() => events.find((event) => event.type === 'text' && event.id === id))
  return answer.type === 'text' ? answer.text : ''
}

const shows = (session: SessionId, wanted: string) =>
  pollFor(async () => (await text(session)).includes(wanted), { what: `"${wanted}" in ${session}` })

const keeps = (session: SessionId, wanted: string) =>
  pollFor(() => {
    const log = join(folder, session, 'log-1')
    return existsSync(log) && readFileSync(log, 'latin1').includes(wanted)
  })

/** Two sessions with text on disk. */
async function openTwo(): Promise<void> {
  for (const [session, said] of [
    [bad, 'text of the bad one'],
    [good, 'text of the good one'],
  ] as const) {
    open(session)
    run(session, `echo ${said}; read x; echo SP''INS; read x`)
    await keeps(session, said)
  }
}

const hangsIn = (session: SessionId) =>
  pollFor(() => readBusyFile(busyPath(folder))?.session === session, { what: `work on ${session}` })

/** Silence, without its seconds. */
const silence = () => clock.skip(5000)

/** @param pass what passes until the host is lost */
async function untilNextHost(pass: () => void): Promise<void> {
  const count = losses.length
  await pollFor(() => {
    pass()
    return losses.length > count
  })
  events.length = 0
  clock.skip(5000)
  await pollFor(() => events.some((event) => event.type === 'ready'))
}

describe('a host whose parser never comes back', () => {
  test('is ended, and the next one has all sessions but for the text of the one that it hung in', async () => {
    await openTwo()
    send({ type: 'input', session: bad, data: '\r' })
    await hangsIn(bad)
    await untilNextHost(silence)
    const [loss] = losses
    expect(loss).toMatchObject({ restarts: true, setAside: { session: bad } })
    open(bad)
    open(good)
    await shows(good, 'text of the good one')
    expect(await text(bad)).toBe('')
    const aside = loss?.setAside?.folder ?? ''
    expect(readFileSync(join(aside, 'log-1'), 'latin1')).toContain('text of the bad one')
    // It can be used again at once, and what comes now is kept.
    run(bad, 'echo and on')
    await shows(bad, 'and on')
    await keeps(bad, 'and on')
  })

  test('in text of an earlier life is ended too, and the text is not replayed a second time', async () => {
    await openTwo()
    for (const session of [bad, good]) send({ type: 'forget', session, deleteText: false })
    send({ type: 'flush', id: 1 })
    await pollFor(() => events.some((event) => event.type === 'flushed'))
    const poison = encodeRecord({ type: 'output', bytes: Buffer.from('SPINS') })
    appendFileSync(join(folder, bad, 'log-1'), poison)
    open(bad)
    await hangsIn(bad)
    await untilNextHost(silence)
    open(bad)
    open(good)
    expect(await text(bad)).toBe('')
    await shows(good, 'text of the good one')
    expect(losses).toHaveLength(1)
  })

  test('keeps the lines that have left the screen, then and after the next start', async () => {
    open(bad)
    run(bad, `seq 1 2000; read x; echo SP''INS; read x`)
    await keeps(bad, '2000')
    send({ type: 'input', session: bad, data: '\r' })
    await hangsIn(bad)
    await untilNextHost(silence)
    open(bad)
    expect(await text(bad)).toMatch(/^1\n2\n/u)
    run(bad, 'echo and on')
    await shows(bad, 'and on')
    send({ type: 'flush', id: 2 })
    await pollFor(() => events.some((event) => event.type === 'flushed' && event.id === 2))
    send({ type: 'forget', session: bad, deleteText: false })
    open(bad)
    expect(await text(bad)).toMatch(/^1\n2\n[^]*and on/u)
  })
})

test('a host that dies in the same session twice is started again without the text of that session', async () => {
  open(good)
  run(good, 'echo text of the good one; read x')
  await keeps(good, 'text of the good one')
  for (const setAsideBefore of [0, 1]) {
    open(bad)
    open(good)
    run(bad, `echo text of the bad one; read x; echo DI''ES`)
    await keeps(bad, 'text of the bad one')
    send({ type: 'input', session: bad, data: '\r' })
    await untilNextHost(() => undefined)
    expect(losses.filter((loss) => loss.setAside !== null)).toHaveLength(setAsideBefore)
  }
  open(bad)
  open(good)
  expect(await text(bad)).toBe('')
  await shows(good, 'text of the good one')
  expect(readdirSync(join(folder, bad)).some((name) => name.startsWith('set-aside-'))).toBe(true)
})
