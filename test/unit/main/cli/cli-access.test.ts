import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import type { Caller } from '../../../../app/cli/caller.ts'
import { protocolVersion, type CliRequest } from '../../../../app/cli/protocol.ts'
import { makeSessionId, type SessionId } from '../../../../app/session/session.ts'
import { askApp, askingAs } from '../../../../main/cli/ask-app.ts'
import { CliAccess } from '../../../../main/cli/cli-access.ts'
import { runCommand } from '../../../../main/cli/run-command.ts'
import { createCliRig, testSecret, type CliRig } from '../../../support/cli-rig.ts'
import { absolutePath } from '../../../support/fake-bridge.ts'
import { pollFor } from '../../../support/poll.ts'
import { steppedClock } from '../../../support/stepped-clock.ts'

const build = makeSessionId(3, 'ab12')
const docs = makeSessionId(4, 'cd34')

const rigs: CliRig[] = []

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

async function openRig(...given: Parameters<typeof createCliRig>): Promise<CliRig> {
  const rig = createCliRig(...given)
  rigs.push(rig)
  rig.tokens.set('token of build', build)
  await rig.open()
  return rig
}

/** As `roost` in a process with these variables asks. */
function asked(rig: CliRig, environment: Record<string, string>, request: CliRequest) {
  const facts = {
    platform: process.platform,
    dataFolder: rig.data,
    userId: process.getuid?.() ?? null,
    userName: '',
    runtimeFolder: '',
    temporaryFolder: '',
    asking: askingAs(environment),
  }
  return askApp(facts, request, null)
}

const inBuild = { ROOST_CALLER: 'token of build', ROOST_SESSION_ID: build }
const send = (session: string): CliRequest => ({ verb: 'send', session, text: 'Hi', images: [] })

describe.skipIf(process.platform === 'win32')('who asks the app', () => {
  test('is the user, by a secret in a file that is theirs alone, and that goes with the app', async () => {
    const rig = createCliRig()
    rigs.push(rig)
    const file = join(rig.data, 'roost.secret')
    // What lies there already is neither followed nor kept.
    writeFileSync(join(rig.data, 'elsewhere'), 'old')
    symlinkSync(join(rig.data, 'elsewhere'), file)
    const app = await rig.open()
    expect(lstatSync(file).isFile()).toBe(true)
    expect(lstatSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(join(rig.data, 'elsewhere'), 'utf8')).toBe('old')
    expect(await asked(rig, {}, { verb: 'list' })).toEqual({ ok: true, value: rig.sessions })
    await app.dispose()
    expect(existsSync(file)).toBe(false)
  })

  test('is nobody without a secret or a token, as a client of an older version, and is told what to do', async () => {
    const rig = await openRig()
    const answer = await raw(rig, { v: protocolVersion, request: { verb: 'list' } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'cli-refused' } })
    expect(answer).toMatchObject({ error: { hint: expect.stringContaining('start its tool again') } })
    for (const secret of ['', testSecret.slice(1), `${testSecret}x`])
      expect(await raw(rig, { v: protocolVersion, secret, request: { verb: 'list' } })).toMatchObject({
        error: { code: 'cli-refused' },
      })
  })

  test('is nobody in a session of an older version: what runs in a session never asks as the user', async () => {
    const rig = await openRig()
    expect(await asked(rig, { ROOST_SESSION_ID: build }, { verb: 'list' })).toMatchObject({
      error: { code: 'cli-refused' },
    })
  })

  test('is the session of its token, also where it shows the secret of the user as well', async () => {
    const rig = await openRig()
    const both = { v: protocolVersion, secret: testSecret, token: 'token of build' }
    expect(await raw(rig, { ...both, request: { verb: 'list' } })).toMatchObject({ value: [{ id: build }] })
  })

  test('is nobody any more with the token of an earlier start', async () => {
    const rig = await openRig()
    rig.tokens.clear()
    for (const request of [{ verb: 'list' } as const, send('s3')])
      expect(await asked(rig, inBuild, request)).toMatchObject({ error: { code: 'cli-token' } })
    expect(rig.calls).toEqual([])
  })
})

describe.skipIf(process.platform === 'win32')('a program in a session', () => {
  test('sees its own session, and of the others nothing', async () => {
    const rig = await openRig()
    Object.assign(rig.sessions[1] ?? {}, { status: 'waiting', question: 'Delete the keys?' })
    const answer = await asked(rig, inBuild, { verb: 'list' })
    expect(answer).toMatchObject({ ok: true, value: [{ id: build }] })
    expect(JSON.stringify(answer)).not.toMatch(/Docs|Delete the keys/)
  })

  test('is not told whom else an ambiguous name could mean', async () => {
    const rig = await openRig()
    rig.sessions.push({ ...need(rig.sessions[1]), id: makeSessionId(5, 'ef56') })
    const answer = await asked(rig, inBuild, send('Docs'))
    expect(answer).toMatchObject({ error: { code: 'cli-ambiguous', candidates: [] } })
    expect(rig.asked).toEqual([])
  })

  test.each<CliRequest>([
    send('s4'),
    { verb: 'run', session: 's4', text: 'Hi', images: [], timeoutMs: null },
    { verb: 'wait', session: 's4', what: 'idle', timeoutMs: 1 },
    { verb: 'interrupt', session: 'Docs' },
    { verb: 'close', session: docs, confirmed: true },
  ])('does nothing with another session that the user does not allow: $verb', async (request) => {
    const rig = await openRig()
    expect(await asked(rig, inBuild, request)).toMatchObject({ error: { code: 'cli-not-allowed' } })
    expect(rig.asked).toEqual([[build, docs]])
    expect(rig.calls).toEqual([])
  })

  test('uses another one after one yes, for as long as both are there', async () => {
    const rig = await openRig()
    rig.user.says = true
    expect(await asked(rig, inBuild, send('s4'))).toMatchObject({ ok: true })
    rig.user.says = false
    expect(await asked(rig, inBuild, { verb: 'interrupt', session: 'Docs' })).toMatchObject({ ok: true })
    expect(await asked(rig, inBuild, { verb: 'list' })).toMatchObject({
      value: [{ id: build }, { id: docs }],
    })
    expect(rig.asked).toEqual([[build, docs]])
    // A yes is for that pair, and for one direction.
    rig.tokens.set('token of docs', docs)
    const inDocs = { ROOST_CALLER: 'token of docs', ROOST_SESSION_ID: docs }
    expect(await asked(rig, inDocs, send('s3'))).toMatchObject({ error: { code: 'cli-not-allowed' } })
    rig.access.forget(docs)
    expect(await asked(rig, inBuild, send('s4'))).toMatchObject({ error: { code: 'cli-not-allowed' } })
  })

  test('does not ask again after a no, until its tool is started again', async () => {
    const rig = await openRig()
    for (const _ of [1, 2, 3])
      expect(await asked(rig, inBuild, send('s4'))).toMatchObject({ error: { code: 'cli-not-allowed' } })
    expect(rig.asked).toHaveLength(1)
    rig.tokens.clear()
    rig.tokens.set('next token', build)
    rig.user.says = true
    expect(await asked(rig, { ...inBuild, ROOST_CALLER: 'next token' }, send('s4'))).toMatchObject({
      ok: true,
    })
    expect(rig.asked).toHaveLength(2)
  })

  test('uses what it has made, and what that has made, and nothing of its maker', async () => {
    const rig = await openRig()
    expect(
      await asked(rig, inBuild, { verb: 'new', tool: 'claude', folder: absolutePath('/work') }),
    ).toMatchObject({
      ok: true,
    })
    expect(rig.calls).toEqual([['create', 'claude', '/work', build]])
    const [child, grandchild] = [makeSessionId(5, 'ef56'), makeSessionId(6, 'gh78')]
    rig.creators.set(child, build).set(grandchild, child)
    rig.sessions.push(...[child, grandchild].map((id) => ({ ...need(rig.sessions[1]), id, name: null })))
    expect(await asked(rig, inBuild, send('s6'))).toMatchObject({ ok: true })
    rig.tokens.set('token of child', child)
    const inChild = { ROOST_CALLER: 'token of child', ROOST_SESSION_ID: child }
    expect(await asked(rig, inChild, { verb: 'list' })).toMatchObject({
      value: [{ id: child }, { id: grandchild }],
    })
    expect(await asked(rig, inChild, send('s3'))).toMatchObject({ error: { code: 'cli-not-allowed' } })
  })

  test('is not asked about where the settings allow all, and may do nothing where they allow none', async () => {
    const rig = await openRig()
    rig.user.reach = 'all'
    expect(await asked(rig, inBuild, send('s4'))).toMatchObject({ ok: true })
    expect(await asked(rig, inBuild, { verb: 'list' })).toMatchObject({
      value: [{ id: build }, { id: docs }],
    })
    rig.user.reach = 'off'
    for (const request of [{ verb: 'list' } as const, send('s3'), send('s4')])
      expect(await asked(rig, inBuild, request)).toMatchObject({ error: { code: 'cli-off' } })
    expect(await asked(rig, {}, send('s4'))).toMatchObject({ ok: true })
    expect(rig.asked).toEqual([])
  })

  test.each(['own', 'all'] as const)(
    'does not say no to the question of its own session, nor of the one it was made from: %s',
    async (reach) => {
      const rig = await openRig()
      rig.user.reach = reach
      rig.user.says = true
      const child = makeSessionId(5, 'ef56')
      rig.creators.set(child, build)
      rig.tokens.set('token of child', child)
      Object.assign(rig.sessions[0] ?? {}, { status: 'waiting', question: 'Run it?' })
      const stop: CliRequest = { verb: 'interrupt', session: 's3' }
      for (const token of ['token of build', 'token of child'])
        expect(await asked(rig, { ROOST_CALLER: token }, stop)).toMatchObject({
          error: { code: 'cli-own-question' },
        })
      expect(rig.calls).toEqual([])
      expect(await asked(rig, {}, stop)).toMatchObject({ ok: true })
      Object.assign(rig.sessions[0] ?? {}, { status: 'working', question: null })
      expect(await asked(rig, inBuild, stop)).toMatchObject({ ok: true })
    },
  )

  test('exits with 9 where the user does not allow it', async () => {
    const rig = await openRig()
    const outcome = await runCommand(['send', 's4', 'Hi'], {
      locale: 'en',
      appVersion: '',
      cwd: () => '/',
      readInput: async () => ({ ok: true, value: '' }),
      ask: (request) => asked(rig, inBuild, request),
      paint: (cell) => cell,
    })
    expect(outcome).toMatchObject({ exitCode: 9, stderr: expect.stringContaining('has not allowed') })
  })
})

describe('the question to the user', () => {
  const caller: Caller = { kind: 'session', id: build, token: 'x' }

  function access(askUser: (caller: SessionId, target: SessionId) => Promise<boolean>) {
    const clock = steppedClock()
    return new CliAccess({
      clock,
      reach: () => 'own',
      sessionOfToken: () => build,
      creatorOf: () => null,
      askUser,
    })
  }

  test('stays open where nobody answers in time, and is not asked twice', async () => {
    const answers: ((yes: boolean) => void)[] = []
    const one = access(() => new Promise((resolve) => answers.push(resolve)))
    for (const _ of [1, 2])
      expect(await one.allow(caller, docs)).toMatchObject({ error: { code: 'cli-asked' } })
    expect(answers).toHaveLength(1)
    answers[0]?.(true)
    await pollFor(() => one.reaches(caller, docs), { what: 'the yes' })
    expect(await one.allow(caller, docs)).toMatchObject({ ok: true })
  })

  test('is one at a time, and not asked any more about a session that was closed meanwhile', async () => {
    const open: SessionId[] = []
    const answers: (() => void)[] = []
    const one = access((_caller, target) => {
      open.push(target)
      return new Promise((resolve) => answers.push(() => resolve(false)))
    })
    const [second, third] = [makeSessionId(7, 'aaaa'), makeSessionId(8, 'bbbb')]
    for (const target of [docs, second, third]) await one.allow(caller, target)
    expect(open).toEqual([docs])
    one.forget(second)
    answers[0]?.()
    await pollFor(() => open.length === 2, { what: 'the next question' })
    expect(open).toEqual([docs, third])
  })

  test('is answered with no where it cannot be asked', async () => {
    const failing = access(() => Promise.reject(new Error('the window is gone')))
    // The clock of this test is never faster than an answer that is there.
    await failing.allow(caller, docs)
    await pollFor(
      async () => {
        const answer = await failing.allow(caller, docs)
        return !answer.ok && answer.error.code === 'cli-not-allowed'
      },
      { what: 'the no' },
    )
  })
})

/** What is answered to an envelope. */
function raw(rig: CliRig, envelope: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(join(rig.data, 'roost.sock'))
    let text = ''
    socket.on('data', (chunk) => (text += String(chunk)))
    socket.on('error', reject)
    socket.on('close', () => {
      const value: unknown = JSON.parse(text)
      resolve(value)
    })
    socket.write(`${JSON.stringify(envelope)}\n`)
  })
}

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there')
  return value
}
