import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Result } from '../../../../../app/base/result.ts'
import type { SessionId } from '../../../../../app/session/session.ts'
import { pollFor } from '../../../../support/poll.ts'
import { SessionRig, type App } from '../../../../support/session-rig.ts'

let rig: SessionRig
/** A line for each process that went on with the conversation. */
let log: string

beforeEach(async () => {
  rig = new SessionRig()
  log = join(rig.home, 'log')
  const goesOn = `case "$*" in *--resume*) echo "$*" >> ${log};; esac`
  rig.addTool('agent', `${goesOn}; trap 'sleep 0.5; exit' INT; echo up; while :; do sleep 0.05; done`, {
    resume: { resumeArgs: ['--resume', '{resume}'], pattern: String.raw`^agent --resume (?<token>\S+)` },
    politeExit: [{ kind: 'key', key: 'ctrl-c' }],
    headless: {
      command: ['/bin/bash', '-c', `${goesOn}; sleep 0.5; echo done`, 'agent', ['--resume', '{resume}']],
      prompt: 'stdin',
      output: 'text',
    },
  })
  await rig.app.manager.restore()
})
afterEach(() => rig.dispose())

/** Two sessions, in the next life of the app, that know the same conversation; nothing runs in them. */
async function twins(...modes: readonly ('interactive' | 'headless')[]) {
  const ids = [await rig.app.create('agent'), await rig.app.create('agent')] as const
  for (const id of ids) await rig.app.shows(id, 'up')
  await rig.app.manager.shutdown()
  const path = join(rig.data, 'sessions.json')
  const kept = readFileSync(path, 'utf8').replaceAll('"resumeToken": null', '"resumeToken": "tok-1"')
  writeFileSync(path, kept)
  const app = await rig.nextApp()
  for (const [at, mode] of modes.entries()) {
    const id = ids[at]
    if (id !== undefined && mode === 'headless') await app.manager.setMode(id, mode)
  }
  return { app, ids }
}

const codeOf = (result: Result<unknown>): string => (result.ok ? 'ok' : result.error.code)

async function codes(...asked: readonly Promise<Result<unknown>>[]): Promise<readonly string[]> {
  return (await Promise.all(asked)).map(codeOf).sort()
}

const run = (app: App, id: SessionId) => app.session(id).runPromptResult('go on', [], { timeoutMs: 20_000 })

const started = (): readonly string[] =>
  existsSync(log)
    ? readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []

test('of two sessions that start with one conversation at the same moment one starts', async () => {
  const { app, ids } = await twins()
  const both = await codes(...ids.map((id) => app.manager.start(id)))
  expect(both).toEqual(['conversation-in-use', 'ok'])
  await pollFor(() => started().length > 0)
  expect(app.host.sent.filter(({ type }) => type === 'spawn')).toHaveLength(1)
})

test('of two sessions without a terminal that run one conversation at the same moment one runs', async () => {
  const { app, ids } = await twins('headless', 'headless')
  expect(await codes(...ids.map((id) => run(app, id)))).toEqual(['conversation-in-use', 'ok'])
  expect(started()).toEqual(['--resume tok-1'])
})

test('of a start in a terminal and a run without one, of one conversation, one starts', async () => {
  const { app, ids } = await twins('interactive', 'headless')
  const [terminal, headless] = ids
  expect(await codes(app.manager.start(terminal), run(app, headless))).toEqual(['conversation-in-use', 'ok'])
  await pollFor(() => started().length > 0)
  expect(started()).toEqual(['--resume tok-1'])
})

test('one session that is asked to start twice at the same moment starts once', async () => {
  const { app, ids } = await twins()
  const [id] = ids
  expect(await codes(app.manager.start(id), app.manager.start(id))).toEqual(['ok', 'session-running'])
  expect(app.host.sent.filter(({ type }) => type === 'spawn')).toHaveLength(1)
})

test('a conversation is free again where its start failed, and once a closed session’s tool is gone', async () => {
  const { app, ids } = await twins()
  const [first, second] = ids
  const agent = rig.tools.at(-1)
  if (agent === undefined) throw new Error('no agent')
  rig.tools.splice(-1, 1)
  expect(codeOf(await app.manager.start(first))).toBe('tool-unknown')
  rig.tools.push(agent)
  expect(codeOf(await app.manager.start(second))).toBe('ok')
  await app.shows(second, 'up')
  const closing = app.session(second).close()
  // Its tool takes half a second to leave.
  expect(codeOf(await app.manager.start(first))).toBe('conversation-in-use')
  await closing
  expect(codeOf(await app.manager.start(first))).toBe('ok')
})

test('of a start and a change of mode at the same moment the second sees what the first has done', async () => {
  const { app, ids } = await twins()
  const [first, second] = ids
  const { manager } = app
  const inOrder = async (...asked: readonly Promise<Result<unknown>>[]) =>
    (await Promise.all(asked)).map(codeOf)
  expect(await inOrder(manager.start(first), manager.setMode(first, 'headless'))).toEqual([
    'ok',
    'session-busy',
  ])
  expect(app.session(first).record.mode).toBe('interactive')
  await app.session(first).close()
  expect(await inOrder(manager.setMode(second, 'headless'), manager.start(second))).toEqual([
    'ok',
    'session-headless',
  ])
  expect(app.host.sent.filter(({ type }) => type === 'spawn')).toHaveLength(1)
  const ran = run(app, second)
  await pollFor(() => app.host.sent.some(({ type, ...of }) => type === 'print' && 'session' in of))
  expect(await inOrder(ran, manager.setMode(second, 'interactive'))).toEqual(['ok', 'session-busy'])
})
