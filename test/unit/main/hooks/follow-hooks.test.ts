import { appendFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HookAgent } from '../../../../app/hooks/read-hook-event.ts'
import { followHooks } from '../../../../main/hooks/follow-hooks.ts'
import { opencodePlugin } from '../../../../main/hooks/opencode-plugin.ts'
import { piExtension } from '../../../../main/hooks/pi-extension.ts'
import { pollFor } from '../../../support/poll.ts'

let folder = ''
let eventsFile = ''
let heard: string[] = []
let stop = (): void => undefined

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roost-follow-'))
  eventsFile = join(folder, "it's events.jsonl")
  heard = []
  writeFileSync(eventsFile, '')
})
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('a run that is listened to', () => {
  test('tells its conversation and its evidence, in order', async () => {
    follow('claude')
    tell('SessionStart', { session_id: 'u1' })
    tell('UserPromptSubmit', { session_id: 'u1' })
    appendFileSync(eventsFile, 'nonsense\n')
    tell('SubagentStart', { session_id: 'u1', agent_id: 'a1' })
    tell('PermissionRequest', { session_id: 'u1', tool_name: 'Bash', tool_input: { command: 'ls' } })
    tell('Stop', { session_id: 'u1' })
    await told('u1', 'u1', 'working', 'u1', 'working 1', 'u1', 'waiting', 'u1', 'idle')
  })

  test('leaves nothing behind when it is over', async () => {
    follow('claude')
    tell('UserPromptSubmit', {})
    await told('working')
    stop()
    await pollFor(() => !existsSync(eventsFile))
  })
})

describe('an ended turn of Codex', () => {
  const born = Date.UTC(2026, 10, 25, 12)
  const own = threadAt(born, 'aaa')
  const hidden = threadAt(born, 'bbb')
  const subAgent = threadAt(born, 'ccc')

  beforeEach(() => {
    keep(own, { source: 'cli', base_instructions: { text: 'x'.repeat(20_000) } })
    keep(subAgent, { source: { subagent: { thread_spawn: { parent_thread_id: own } } } })
  })

  test('counts if it is of a conversation that the user has', async () => {
    follow('codex')
    for (const thread of [hidden, subAgent, 'nonsense', '../../x', own]) {
      tell('notify', { type: 'agent-turn-complete', 'thread-id': thread })
    }
    await told(own, 'idle')
  })

  function keep(thread: string, payload: object): void {
    const date = new Date(born)
    const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    const day = join(folder, 'sessions', ...parts.map((part) => String(part).padStart(2, '0')))
    mkdirSync(day, { recursive: true })
    const line = JSON.stringify({ type: 'session_meta', payload: { id: thread, ...payload } })
    writeFileSync(join(day, `rollout-2026-11-25T12-00-00-${thread}.jsonl`), `${line}\n{}\n`)
  }
})

describe('the plugin of opencode', () => {
  test('tells of the session that the user sees', async () => {
    follow('opencode')
    const { RoostEvents } = await load('plugin.js', opencodePlugin(eventsFile))
    const { event } = await RoostEvents()
    const say = (type: string, properties?: object) => event({ event: { type, properties } })
    const status = (sessionID: string, type: string) => say('session.status', { sessionID, status: { type } })
    await say('session.created', { info: { id: 'ses_2', parentID: 'ses_1' } })
    await status('ses_1', 'busy')
    await status('ses_2', 'busy')
    await status('ses_2', 'idle')
    const metadata = { command: 'ls' }
    await say('permission.asked', { sessionID: 'ses_2', permission: 'bash', metadata })
    await say('permission.replied', { sessionID: 'ses_2' })
    await say('question.asked', { sessionID: 'ses_1', questions: [{ question: 'Which?' }] })
    await say('message.part.delta', {})
    await say('session.status')
    await say('session.idle', { sessionID: 'ses_1' })
    await told('ses_1', 'working', 'waiting bash: ls', 'working', 'waiting Which?', 'ses_1', 'idle')
  })

  test('keeps an error from being hidden by the idle that follows it', async () => {
    follow('opencode')
    const { RoostEvents } = await load('plugin.js', opencodePlugin(eventsFile))
    const { event } = await RoostEvents()
    const say = (type: string, properties: object) =>
      event({ event: { type, properties: { sessionID: 'ses_1', ...properties } } })
    await say('session.error', {
      error: { name: 'APIError', data: { message: 'slow down', statusCode: 429 } },
    })
    await say('session.status', { status: { type: 'idle' } })
    await say('session.idle', {})
    await say('session.status', { status: { type: 'busy' } })
    await say('session.error', { error: { name: 'MessageAbortedError', data: { message: 'aborted' } } })
    await say('session.idle', {})
    await told('ses_1', 'failed limit slow down', 'ses_1', 'working', 'ses_1', 'idle')
  })
})

describe('the extension of Pi', () => {
  test('tells when the agent begins and ends', async () => {
    follow('pi')
    const { say } = await loadPi()
    say('agent_start')
    say('agent_end', { messages: [{ stopReason: 'stop' }] })
    say('session_shutdown')
    await told('working', 'p1', 'idle', 'none')
  })

  test('tells an error only when Pi has not tried again', async () => {
    follow('pi')
    const { say, timers } = await loadPi(
      'const setTimeout = globalThis.piTimer, clearTimeout = globalThis.piClear\n',
    )
    const failedEnd = { messages: [{ stopReason: 'error', errorMessage: '500' }] }
    say('agent_start')
    say('agent_end', failedEnd)
    say('agent_start')
    expect(timers.filter((timer) => timer !== null)).toEqual([])
    say('agent_end', failedEnd)
    timers.at(-1)?.()
    await told('working', 'working', 'p1', 'failed api 500')
  })

  /** Pi, with its extension loaded; `timers` are those that run, null where one was taken back. */
  async function loadPi(
    before = '',
  ): Promise<{ say: (name: string, event?: object) => void; timers: ((() => void) | null)[] }> {
    const timers: ((() => void) | null)[] = []
    Object.assign(globalThis, {
      piTimer: (run: () => void) => timers.push(run) - 1,
      piClear: (at?: number) => at !== undefined && (timers[at] = null),
    })
    const loaded = await load('extension.mjs', before + piExtension(eventsFile))
    const listeners = new Map<string, (event: object, context: object) => void>()
    loaded.default({ on: (name: string, listener: () => void) => listeners.set(name, listener) })
    const context = { sessionManager: { getSessionId: () => 'p1' } }
    return { say: (name, event = {}) => listeners.get(name)?.(event, context), timers }
  }
})

describe('a plugin whose events file is gone', () => {
  test('says nothing and makes none', async () => {
    rmSync(eventsFile)
    const { RoostEvents } = await load('plugin.js', opencodePlugin(eventsFile))
    const { event } = await RoostEvents()
    await event({ event: { type: 'session.idle', properties: { sessionID: 'ses_1' } } })
    expect(existsSync(eventsFile)).toBe(false)
  })
})

function follow(agent: HookAgent): void {
  stop = followHooks(
    { agent, eventsFile, codexHome: agent === 'codex' ? folder : null },
    {
      onConversation: (token) => void heard.push(token),
      onEvidence: ({ claim }) => {
        const beside = claim.kind === 'working' ? (claim.background ?? null) : null
        const words: (string | number | null)[] = [claim.kind, beside]
        if (claim.kind === 'waiting' && agent === 'opencode') words.push(claim.question)
        if (claim.kind === 'failed') words.push(claim.reason, claim.message)
        heard.push(words.filter((word) => word !== null).join(' '))
      },
    },
  )
}

function tell(name: string, payload: object): void {
  appendFileSync(eventsFile, `${name} ${JSON.stringify(payload)}\n`)
}

async function told(...wanted: string[]): Promise<void> {
  await pollFor(() => {
    expect(heard).toEqual(wanted)
    return true
  })
}

async function load(name: string, source: string) {
  const file = join(folder, name)
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
  writeFileSync(file, source)
  return import(/* @vite-ignore */ pathToFileURL(file).href)
}

function threadAt(at: number, tail: string): string {
  const time = at.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${tail.padStart(12, '0')}`
}
