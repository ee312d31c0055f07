import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Claim } from '../../../../app/activity/evidence.ts'
import {
  agentsAfter,
  hookAgents,
  hookEvidence,
  maxEventLine,
  noAgents,
  readHookEvent,
  type HookAgent,
  type HookEvent,
} from '../../../../app/hooks/read-hook-event.ts'
import { readPayload } from '../../../../app/base/json-value.ts'

const working: Claim = { kind: 'working', progress: null }
const finished: Claim = { kind: 'idle', finished: true }
/** Claude Code and its kin may be woken right after. */
const stopped: Claim = { ...finished, holdMs: 250 }
const question = { questions: [{ question: 'Which colour?', header: 'Colour' }] }
const bash = { tool_name: 'Bash', tool_input: { command: 'npm test\nexit' } }

/** What the tools told their hooks, and what it says of the session; null: nothing. */
const said: readonly [HookAgent, string, object, Claim | null][] = [
  ['claude', 'SessionStart', { source: 'startup' }, null],
  ['claude', 'UserPromptSubmit', { prompt: 'hello' }, working],
  ['claude', 'PreToolUse', bash, working],
  ['claude', 'PreToolUse', { tool_name: 'AskUserQuestion', tool_input: question }, asks('Which colour?')],
  ['claude', 'PreToolUse', { tool_name: 'ExitPlanMode', tool_input: { plan: '# Plan' } }, asks(null)],
  ['claude', 'PermissionRequest', bash, allows('Bash: npm test exit')],
  [
    'claude',
    'PermissionRequest',
    { tool_name: 'Write', tool_input: { file_path: '/a/b' } },
    allows('Write: /a/b'),
  ],
  ['claude', 'PermissionRequest', { tool_name: 'mcp__x__y', tool_input: 3 }, allows('mcp__x__y')],
  ['claude', 'PermissionRequest', {}, allows(null)],
  ['claude', 'PostToolUse', bash, working],
  ['claude', 'PostToolUseFailure', bash, working],
  ['claude', 'PermissionDenied', bash, working],
  ['claude', 'Elicitation', { message: 'Which account?' }, asks('Which account?')],
  ['claude', 'ElicitationResult', {}, working],
  ['claude', 'PreCompact', { trigger: 'manual' }, working],
  ['claude', 'PostCompact', { trigger: 'auto' }, working],
  ['claude', 'PostCompact', { trigger: 'manual' }, { kind: 'idle' }],
  ['claude', 'SubagentStart', { agent_id: 'a1' }, working],
  ['claude', 'SubagentStop', { agent_id: 'a1', background_tasks: [{ id: 'a1' }] }, null],
  ['claude', 'Stop', {}, stopped],
  ['claude', 'Stop', { background_tasks: [], session_crons: [] }, stopped],
  [
    'claude',
    'StopFailure',
    { error: 'rate_limit', last_assistant_message: 'at 3pm' },
    fails('limit', 'at 3pm'),
  ],
  ['claude', 'StopFailure', { error: 'authentication_failed' }, fails('auth', 'authentication_failed')],
  ['claude', 'StopFailure', { error: 'server_error', error_details: '500' }, fails('api', '500')],
  ['claude', 'StopFailure', {}, fails('api', 'unknown')],
  ['claude', 'SessionEnd', { reason: 'clear' }, { kind: 'none' }],
  [
    'qwen',
    'PermissionRequest',
    { tool_name: 'ask_user_question', tool_input: question },
    asks('Which colour?'),
  ],
  ['qwen', 'PreToolUse', { tool_name: 'ask_user_question', tool_input: question }, working],
  ['qwen', 'Stop', { background_tasks: [], crons: [] }, stopped],
  ['copilot', 'sessionStart', { source: 'new' }, null],
  ['copilot', 'userPromptSubmitted', {}, working],
  ['copilot', 'preToolUse', { toolName: 'bash' }, working],
  ['copilot', 'preToolUse', { toolName: 'ask_user', toolArgs: { question: 'Which?' } }, asks('Which?')],
  ['copilot', 'permissionRequest', { toolName: 'bash', toolInput: { command: 'ls' } }, allows('bash: ls')],
  ['copilot', 'postToolUse', { toolName: 'bash' }, working],
  ['copilot', 'agentStop', { stopReason: 'end_turn' }, finished],
  ['copilot', 'errorOccurred', { recoverable: false, error: { message: 'gone' } }, fails('api', 'gone')],
  ['copilot', 'sessionEnd', {}, { kind: 'none' }],
  ['codex', 'notify', { type: 'agent-turn-complete', 'thread-id': 'x' }, finished],
  ['opencode', 'session.status', { session: 'ses_1', status: 'busy' }, working],
  ['opencode', 'session.status', { session: 'ses_1', status: 'retry', text: '500' }, working],
  ['opencode', 'session.status', { session: 'ses_1', status: 'idle' }, finished],
  ['opencode', 'permission.asked', { text: 'bash: ls' }, allows('bash: ls')],
  ['opencode', 'permission.replied', {}, working],
  ['opencode', 'question.asked', { text: 'Which?' }, asks('Which?')],
  ['opencode', 'session.error', { code: 429, text: 'slow down' }, fails('limit', 'slow down')],
  ['opencode', 'session.error', { error: 'ProviderAuthError', text: 'no key' }, fails('auth', 'no key')],
  ['opencode', 'session.error', {}, fails('api', 'error')],
  ['pi', 'agent_start', {}, working],
  ['pi', 'agent_end', { stopReason: 'stop' }, finished],
  ['pi', 'agent_end', { stopReason: 'aborted' }, finished],
  ['pi', 'agent_end', { stopReason: 'error', text: '500' }, fails('api', '500')],
  ['pi', 'session_shutdown', {}, { kind: 'none' }],
]

/** Events that are no news of the state, or another's. */
const passedOver: readonly [HookAgent, string, object][] = [
  [
    'claude',
    'Notification',
    { notification_type: 'permission_prompt', message: 'Claude needs your permission' },
  ],
  [
    'claude',
    'Notification',
    { notification_type: 'idle_prompt', message: 'Claude is waiting for your input' },
  ],
  ['claude', 'StopFailure', { agent_id: 'a1', error: 'rate_limit' }],
  ['claude', 'EventOfTomorrow', {}],
  ['qwen', 'Notification', { notification_type: 'idle_prompt' }],
  ['copilot', 'notification', { notification_type: 'permission_prompt' }],
  ['copilot', 'subagentStop', {}],
  ['copilot', 'errorOccurred', { recoverable: true, error: { message: 'again' } }],
  ['codex', 'notify', { type: 'approval-requested' }],
  ['opencode', 'session.status', { session: 'ses_2', status: 'idle', isChild: true }],
  ['opencode', 'session.error', { session: 'ses_2', isChild: true }],
]

describe('an event', () => {
  test.each(said)('of %s, %s %j, is read', (agent, name, payload, claim) => {
    expect(read(agent, name, payload)?.claim).toEqual(claim)
    expect(read(agent, name, payload)?.name).toBe(name)
  })

  test.each(passedOver)('of %s, %s %j, says nothing', (agent, name, payload) => {
    expect(read(agent, name, payload)).toBeNull()
  })

  test('names the conversation', () => {
    expect(read('claude', 'SessionStart', { session_id: 'u1', source: 'resume' })?.resumeToken).toBe('u1')
    expect(read('claude', 'UserPromptSubmit', { session_id: 'u1' })?.resumeToken).toBe('u1')
    expect(read('copilot', 'agentStop', { sessionId: 'u1' })?.resumeToken).toBe('u1')
    expect(read('codex', 'notify', { type: 'agent-turn-complete', 'thread-id': 't1' })?.resumeToken).toBe(
      't1',
    )
    expect(read('opencode', 'session.status', { session: 'ses_1', status: 'busy' })?.resumeToken).toBe(
      'ses_1',
    )
    expect(read('pi', 'agent_end', { session: 'u1' })?.resumeToken).toBe('u1')
  })

  test('names no conversation that is empty yet, or over', () => {
    expect(read('claude', 'SessionStart', { session_id: 'u2', source: 'clear' })?.resumeToken).toBeNull()
    expect(read('claude', 'SessionEnd', { session_id: 'u1' })?.resumeToken).toBeNull()
    expect(read('pi', 'agent_start', { session: 'u1' })?.resumeToken).toBeNull()
  })

  test('has words that are fit to be shown', () => {
    const input = { command: `echo \u001b[31m\u202e${'x'.repeat(5000)}` }
    const event = read('claude', 'PermissionRequest', { tool_name: 'Bash', tool_input: input })
    const shown = event?.claim?.kind === 'waiting' ? event.claim.question : null
    expect(shown).toMatch(/^Bash: echo \[31mx+$/u)
    expect(shown?.length).toBeLessThanOrEqual(200)
    expect(event?.text).toBe(shown)
  })

  test('that was cut short still says what it is about', () => {
    const whole = JSON.stringify({ session_id: 'u1', ...bash, tool_use_id: 'x'.repeat(100) })
    const cut = whole.slice(0, whole.indexOf('npm') + 3)
    const event = readHookEvent(`PermissionRequest ${cut}`, 'claude')
    expect(event?.claim).toEqual(allows('Bash: npm'))
    expect(event?.resumeToken).toBe('u1')
  })

  test('that is malformed or beyond all measure is none', () => {
    for (const line of [
      '',
      'Stop',
      '{}',
      'Stop []',
      'Stop nonsense',
      'Stop "x"',
      `Stop {"a":"${'x'.repeat(maxEventLine)}`,
    ])
      expect(readHookEvent(line, 'claude')).toBeNull()
  })

  test('of any form is read or is none', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...hookAgents),
        fc.constantFrom(...said.map(([, name]) => name)),
        fc.json(),
        fc.nat(),
        (agent, name, json, cut) => {
          for (const text of [json, json.slice(0, cut % (json.length + 1))]) {
            const event = readHookEvent(`${name} ${text}`, agent)
            // eslint-disable-next-line no-control-regex -- control characters are what is looked for
            if (event !== null) expect(event.text).not.toMatch(/[\u0000-\u001f]/u)
          }
        },
      ),
    )
  })
})

describe('work beside the conversation', () => {
  const tasks = { background_tasks: [{ id: 'b1', description: 'sleep 12' }], session_crons: [{ id: 'c1' }] }

  test('keeps a session at work when its turn is over', () => {
    const event = read('claude', 'Stop', tasks)
    expect(event?.background).toBe(1)
    expect(evidenceOf(event)).toMatchObject({
      rule: 'Stop',
      text: 'sleep 12',
      claim: { ...working, background: 1 },
    })
  })

  test('is counted while it runs', () => {
    const after = agentsSeen(['SubagentStart', { agent_id: 'a1' }], ['SubagentStart', { agent_id: 'a2' }])
    expect(after.size).toBe(2)
    expect(evidenceOf(read('claude', 'PostToolUse', bash), after)?.claim).toEqual({
      ...working,
      background: 2,
    })
    expect(agentsSeen(['SubagentStart', { agent_id: 'a1' }], ['SubagentStop', { agent_id: 'a1' }]).size).toBe(
      0,
    )
  })

  test('whose end was not told is over with the turn', () => {
    const started = ['SubagentStart', { agent_id: 'a1' }] as const
    for (const end of ['Stop', 'StopFailure', 'SessionEnd'])
      expect(agentsSeen(started, [end, {}]).size).toBe(0)
    expect(agentsSeen(started, ['Stop', tasks]).size).toBe(0)
  })

  test('is no claim by itself', () => {
    expect(evidenceOf(read('claude', 'SubagentStop', { agent_id: 'a1' }))).toBeNull()
  })
})

describe('a payload that was cut short', () => {
  test('is the beginning of the whole', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), (value, cut) => {
        const whole = JSON.stringify(value)
        const read = readPayload(whole.slice(0, 1 + (cut % whole.length)))
        const names = Object.keys(read ?? {})
        expect(Object.keys(JSON.parse(whole)).slice(0, names.length)).toEqual(names)
        for (const name of names.slice(0, -1)) expect(read?.[name]).toEqual(JSON.parse(whole)[name])
      }),
    )
  })

  test('keeps the beginning of a string, without half an escape', () => {
    for (const end of ['\\', '\\u', '\\u12', '\\u123'])
      expect(readPayload(`{"a":{"b":"x${end}`)).toEqual({ a: { b: 'x' } })
    expect(readPayload('{"a":"x\\\\')).toEqual({ a: 'x\\' })
    expect(readPayload('{"a":[1,2,{"b":tr')).toEqual({ a: [1, 2] })
    expect(readPayload('{"a":1,"b')).toEqual({ a: 1 })
  })
})

function read(agent: HookAgent, name: string, payload: object): HookEvent | null {
  return readHookEvent(`${name} ${JSON.stringify(payload)}`, agent)
}

function evidenceOf(event: HookEvent | null, agents = noAgents): ReturnType<typeof hookEvidence> {
  if (event === null) throw new Error('there is no event')
  return hookEvidence(event, agents, 5)
}

function agentsSeen(...events: readonly (readonly [string, object])[]): ReadonlySet<string> {
  return events.reduce((agents, [name, payload]) => {
    const event = read('claude', name, payload)
    return event === null ? agents : agentsAfter(agents, event)
  }, noAgents)
}

function asks(words: string | null): Claim {
  return { kind: 'waiting', reason: 'question', question: words }
}

function allows(words: string | null): Claim {
  return { kind: 'waiting', reason: 'approval', question: words }
}

function fails(reason: 'limit' | 'auth' | 'api', message: string): Claim {
  return { kind: 'failed', reason, message }
}
