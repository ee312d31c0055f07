import type { RuleInput } from '../../screen/rules.ts'

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: '^ ✨ ', lines: 24 } as const

/**
 * Kimi Code, measured at 2.1. It draws inline, with its prompt below all that it does; a dialog stands in the place of
 * the prompt. It waits with a moon and streams with a spinner.
 */
export const kimiRules: readonly RuleInput[] = [
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 14 },
    when: {
      all: [{ regex: String.raw`^ +Trust this folder\?$` }, { regex: '^ +↑↓ navigate · Enter select' }],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Trust this folder\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 14 },
    when: {
      any: [
        { all: [{ regex: '^ +Select a platform$' }, { regex: '^ +↑↓ navigate · Enter select' }] },
        { regex: '^ +[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Waiting for authorization' },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
    words: [{ regex: '(?<text>Select a platform|Waiting for authorization)' }],
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: '^ +↑/↓ select · .*↵ confirm' },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { region: { kind: 'bottom', lines: 40 }, regex: String.raw`^ +▶ (?<text>[^\d\s].*\?)$` },
      { region: { kind: 'bottom', lines: 40 }, regex: String.raw`^ {2,4}\$ (?<text>\S.*)$` },
    ],
  },
  {
    id: 'asks-question',
    priority: 80,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: '^ +↑↓ select .*(?:↵ choose|↵ confirm).*esc cancel' },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ region: { kind: 'bottom', lines: 40 }, regex: String.raw`^ +[?Q] {1,2}(?<text>\S.*)$` }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 24 },
    when: {
      regex: String.raw`^ {1,4}(?:[🌑🌒🌓🌔🌕🌖🌗🌘] ·|[🌑🌒🌓🌔🌕🌖🌗🌘] Retrying|[🌑🌒🌓🌔🌕🌖🌗🌘]$|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S)`,
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^ +Error: \[provider\.rate_limit\].*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: {
      any: [{ regex: String.raw`^ +Error: \[provider\.auth_error\].*` }, { regex: '^ +LLM not set, send ' }],
    },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^ +Error: \[provider\.connection_error\].*` },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^ +Error: \[provider\.\w+\].*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 16 },
    when: {
      any: [{ regex: '^ ?│ [>!](?: |$)' }, { region: { kind: 'promptBox' }, regex: '^[>!](?: |$)' }],
    },
    claim: { kind: 'idle' },
  },
]
