import { chmodSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterEach, describe, expect, test } from 'vitest'
import { maxRequestBytes, protocolVersion } from '../../../../app/cli/protocol.ts'
import { openCli } from '../../../../main/cli/open-cli.ts'
import { createCliServer } from '../../../../main/cli/cli-server.ts'
import { createCliRig, testSecret, type CliRig } from '../../../support/cli-rig.ts'
import { pollFor } from '../../../support/poll.ts'

const rigs: CliRig[] = []

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

function makeRig(...given: Parameters<typeof createCliRig>): CliRig {
  const rig = createCliRig(...given)
  rigs.push(rig)
  return rig
}

describe.skipIf(process.platform === 'win32')('the socket of the command line', () => {
  test('is its owner’s alone, in a folder that is made so', async () => {
    const rig = makeRig()
    chmodSync(rig.data, 0o755)
    await rig.open()
    expect(statSync(rig.data).mode & 0o777).toBe(0o700)
    expect(statSync(socketOf(rig)).mode & 0o777).toBe(0o600)
    expect(rig.errors).toEqual([])
  })

  test('is gone after the end, and its clients with it', async () => {
    const rig = makeRig()
    const cli = await rig.open()
    const client = await connected(rig)
    const ended = new Promise((resolve) => client.once('close', resolve))
    await cli.dispose()
    await ended
    expect(existsSync(socketOf(rig))).toBe(false)
  })

  test('of an app that was killed is replaced', async () => {
    const rig = makeRig()
    const program = `require('net').createServer().listen(${JSON.stringify(socketOf(rig))}, () => process.kill(process.pid, 'SIGKILL'))`
    spawnSync(process.execPath, ['-e', program])
    expect(lstatSync(socketOf(rig)).isSocket()).toBe(true)
    await rig.open()
    expect(await ask(rig, { verb: 'list' })).toMatchObject({ ok: true })
  })

  test('of an app that runs is not replaced, and does not go with the second', async () => {
    const [first, second] = [makeRig(), makeRig()]
    await first.open()
    const errors: string[] = []
    const log = {
      info: () => undefined,
      error: (line: string, error?: unknown) => void errors.push(`${line}: ${String(error)}`),
    }
    const other = await openCli({
      userData: first.data,
      target: second.target,
      access: second.access,
      secret: 'another secret',
      platform: process.platform,
      log,
    })
    expect(errors.join()).toContain('belongs to an app that runs')
    await other.dispose()
    expect(await ask(first, { verb: 'interrupt', session: 's3' })).toMatchObject({ ok: true })
    expect(first.calls).toHaveLength(1)
    expect(second.calls).toHaveLength(0)
  })

  test('does not replace a file that is none', async () => {
    const rig = makeRig()
    writeFileSync(socketOf(rig), 'mine')
    await rig.open()
    expect(rig.errors.join()).toContain('is no socket')
    expect(readFileSync(socketOf(rig), 'utf8')).toBe('mine')
  })

  test('does not follow a link', async () => {
    const [rig, other] = [makeRig(), makeRig()]
    await other.open()
    symlinkSync(socketOf(other), socketOf(rig))
    await rig.open()
    expect(rig.errors.join()).toContain('is no socket')
  })
})

describe.skipIf(process.platform === 'win32')('the server of the command line', () => {
  test('answers one request a connection, and closes it', async () => {
    const rig = makeRig()
    await rig.open()
    expect(await ask(rig, { verb: 'list' })).toEqual({ v: protocolVersion, ok: true, value: rig.sessions })
    expect(await ask(rig, { verb: 'new', tool: 'claude', folder: '/work' })).toMatchObject({
      value: 's5-ef56',
    })
    expect(await ask(rig, { verb: 'send', session: 'Docs', text: 'Hi', images: ['/a.png'] })).toMatchObject({
      value: { state: 'sent' },
    })
    expect(await ask(rig, { verb: 'close', session: 's4', confirmed: false })).toMatchObject({
      value: 'asks',
    })
    expect(rig.calls).toEqual([
      ['create', 'claude', '/work'],
      ['send', 's4-cd34', 'Hi', ['/a.png']],
      ['close', 's4-cd34', false],
    ])
  })

  test('tells the question that a run ended with', async () => {
    const rig = makeRig('data', {
      run: async () => ({ ok: true, value: { text: 'So far', partial: true, endedBy: 'waiting' } }),
    })
    Object.assign(rig.sessions[0] ?? {}, { question: 'Delete it?' })
    await rig.open()
    const request = { verb: 'run', session: 's3', text: 'x', images: [], timeoutMs: null }
    expect(await ask(rig, request)).toMatchObject({ value: { endedBy: 'waiting', question: 'Delete it?' } })
  })

  test('names the sessions that a reference could mean', async () => {
    const rig = makeRig()
    await rig.open()
    expect(await ask(rig, { verb: 'interrupt', session: 's' })).toMatchObject({
      ok: false,
      error: {
        code: 'cli-ambiguous',
        candidates: [{ id: 's3-ab12', title: 'Fix the build' }, { id: 's4-cd34' }],
      },
    })
    expect(await ask(rig, { verb: 'interrupt', session: 's9' })).toMatchObject({
      error: { code: 'cli-no-session', candidates: [] },
    })
    expect(rig.calls).toEqual([])
  })

  test.each([
    ['no JSON', 'list\n'],
    ['no object', '[]\n'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22, 0x0a])],
    ['an unknown verb', line({ verb: 'eval', text: 'x' })],
    ['a field that is missing', line({ verb: 'send', session: 's3', images: [] })],
    ['a relative path', line({ verb: 'new', tool: 'claude', folder: 'work' })],
    ['a path with a line feed', line({ verb: 'new', tool: 'claude', folder: '/a\nb' })],
    ['too many images', line({ verb: 'send', session: 's3', text: '', images: Array(21).fill('/a.png') })],
    [
      'a prompt beyond every bound',
      line({ verb: 'send', session: 's3', text: 'x'.repeat(200_001), images: [] }),
    ],
    ['a time of the past', line({ verb: 'wait', session: 's3', what: 'idle', timeoutMs: -1 })],
  ])('refuses %s, and closes', async (_what, bytes) => {
    const rig = makeRig()
    await rig.open()
    expect(await told(rig, bytes)).toMatchObject({
      v: protocolVersion,
      ok: false,
      error: { code: 'cli-bad-request' },
    })
    expect(rig.calls).toEqual([])
  })

  test('tells a client of another version, whatever it asks', async () => {
    const rig = makeRig()
    await rig.open()
    expect(await told(rig, `{"v":${protocolVersion + 1},"request":{"verb":"teleport"}}\n`)).toMatchObject({
      error: { code: 'cli-version' },
    })
  })

  test('refuses a request that is too large without keeping it, and closes', async () => {
    const rig = makeRig()
    await rig.open()
    expect(await told(rig, 'x'.repeat(maxRequestBytes + 1))).toMatchObject({
      error: { code: 'cli-too-large' },
    })
    expect(await told(rig, `${'x'.repeat(maxRequestBytes)}\n`)).toMatchObject({
      error: { code: 'cli-too-large' },
    })
    expect(await told(rig, `${'x'.repeat(maxRequestBytes - 1)}\n`)).toMatchObject({
      error: { code: 'cli-bad-request' },
    })
  })

  test('takes a request that comes in pieces', async () => {
    const rig = makeRig()
    await rig.open()
    const socket = await connected(rig)
    const answer = answerOf(socket)
    for (const byte of Buffer.from(line({ verb: 'send', session: 's3', text: 'é', images: [] }))) {
      await new Promise((resolve) => socket.write(Buffer.of(byte), resolve))
    }
    expect(await answer).toMatchObject({ ok: true })
    expect(rig.calls).toEqual([['send', 's3-ab12', 'é', []]])
  })

  test('refuses an empty prompt', async () => {
    const rig = makeRig()
    await rig.open()
    const request = { verb: 'send', session: 's3', text: ' \n', images: [] }
    expect(await ask(rig, request)).toMatchObject({ error: { code: 'cli-empty-prompt' } })
  })

  test('ends the wait of a client that has gone', async () => {
    const rig = makeRig()
    await rig.open()
    const socket = await connected(rig)
    socket.write(line({ verb: 'wait', session: 's3', what: 'idle', timeoutMs: null }))
    const signal = await pollFor(() => rig.waits[0], { what: 'the wait' })
    expect(signal.aborted).toBe(false)
    socket.destroy()
    await pollFor(() => signal.aborted, { what: 'the end of the wait' })
  })

  test('answers a wait whose time is over', async () => {
    const rig = makeRig()
    await rig.open()
    expect(await ask(rig, { verb: 'wait', session: 's3', what: 'idle', timeoutMs: 20 })).toMatchObject({
      error: { code: 'cli-timeout' },
    })
  })

  test('tells that something went wrong inside, and logs it without the prompt', async () => {
    const rig = makeRig('data', { send: () => Promise.reject(new Error('a bug')) })
    await rig.open()
    const request = { verb: 'send', session: 's3', text: 'secret words', images: [] }
    expect(await ask(rig, request)).toMatchObject({ error: { code: 'bug' } })
    expect(rig.errors).toEqual(['answering roost send: Error: a bug'])
  })

  test('drops a client that does not finish its line', async () => {
    const rig = makeRig()
    const { server, end } = createCliServer({
      target: rig.target,
      access: rig.access,
      secret: testSecret,
      log: { error: () => undefined },
      deadlineMs: 50,
    })
    await new Promise<void>((resolve) => server.listen(socketOf(rig), resolve))
    expect(await told(rig, '{"v":1,')).toMatchObject({ error: { code: 'cli-too-slow' } })
    end()
    await new Promise((resolve) => server.close(resolve))
  })

  test('wants the secret where it has one', async () => {
    const rig = makeRig()
    const { server, end } = createCliServer({
      target: rig.target,
      access: rig.access,
      secret: 'open sesame',
      log: { error: () => undefined },
    })
    await new Promise<void>((resolve) => server.listen(socketOf(rig), resolve))
    const asked = (secret?: string) =>
      told(rig, `${JSON.stringify({ v: protocolVersion, secret, request: { verb: 'list' } })}\n`)
    expect(await asked()).toMatchObject({ error: { code: 'cli-refused' } })
    expect(await asked('open sesam')).toMatchObject({ error: { code: 'cli-refused' } })
    expect(await asked('open sesame')).toMatchObject({ ok: true })
    end()
    await new Promise((resolve) => server.close(resolve))
  })

  test('serves many waiting clients and one that asks', async () => {
    const rig = makeRig()
    await rig.open()
    const waiting = await Promise.all(Array.from({ length: 50 }, () => connected(rig)))
    for (const socket of waiting)
      socket.write(line({ verb: 'wait', session: 's3', what: 'idle', timeoutMs: null }))
    await pollFor(() => rig.waits.length === 50, { what: 'the waits' })
    expect(await ask(rig, { verb: 'list' })).toMatchObject({ ok: true })
    for (const socket of waiting) socket.destroy()
    await pollFor(() => rig.waits.every((signal) => signal.aborted), { what: 'the ends' })
  })

  test('refuses the wait of one client too many, and answers whoever does not wait', async () => {
    const rig = makeRig()
    await rig.open()
    const wait = { verb: 'wait', session: 's3', what: 'idle', timeoutMs: null }
    const waiting = await Promise.all(Array.from({ length: 200 }, () => connected(rig)))
    for (const socket of waiting) socket.write(line(wait))
    await pollFor(() => rig.waits.length === 200, { what: 'the waits' })
    expect(await ask(rig, wait)).toMatchObject({ error: { code: 'cli-crowded' } })
    expect(
      await ask(rig, { verb: 'run', session: 's3', text: 'x', images: [], timeoutMs: null }),
    ).toMatchObject({
      error: { code: 'cli-crowded' },
    })
    expect(await ask(rig, { verb: 'list' })).toMatchObject({ ok: true })
    expect(await ask(rig, { verb: 'interrupt', session: 's3' })).toMatchObject({ ok: true })
    waiting.pop()?.destroy()
    await pollFor(() => rig.waits.some((signal) => signal.aborted), { what: 'the end of one' })
    const next = await connected(rig)
    next.write(line(wait))
    await pollFor(() => rig.waits.length === 201, { what: 'the wait in its place' })
    for (const socket of [...waiting, next]) socket.destroy()
  })
})

function socketOf(rig: CliRig): string {
  return join(rig.data, 'roost.sock')
}

function line(request: unknown): string {
  return `${JSON.stringify({ v: protocolVersion, secret: testSecret, request })}\n`
}

function ask(rig: CliRig, request: unknown): Promise<unknown> {
  return told(rig, line(request))
}

/** What is answered to these bytes; resolves when the server has closed the connection. */
async function told(rig: CliRig, bytes: string | Buffer): Promise<unknown> {
  const socket = await connected(rig)
  const answer = answerOf(socket)
  socket.write(bytes)
  return await answer
}

function connected(rig: CliRig): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketOf(rig))
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

function answerOf(socket: Socket): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let text = ''
    socket.on('data', (chunk) => (text += String(chunk)))
    socket.on('error', () => undefined)
    socket.on('close', () => {
      try {
        const value: unknown = JSON.parse(text)
        resolve(value)
      } catch (error) {
        reject(new Error(`no answer: ${text}`, { cause: error }))
      }
    })
  })
}
