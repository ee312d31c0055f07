import type { RuleInput } from '../../screen/rules.ts'

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^ {2,6}❯ \S`, lines: 20 } as const

/** How the line of an error begins: `Retry failed`, `Bad request (400)`. */
const failed = String.raw`(?:Retry failed|[A-Z][\w ]{2,40} \(\d{3}\))`

/**
 * Grok Build, measured at 1.0. Its title asks reliably; what it says of work may stay after a turn that failed, so that
 * only the screen tells of it. Without an account it offers to log in and takes no prompt.
 */
export const grokRules: readonly RuleInput[] = [
  {
    id: 'title-asks',
    region: { kind: 'title' },
    when: { regex: '^⚠ Action Required' },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 8 },
    when: {
      all: [{ regex: '^ +Login with Grok +l$' }, { regex: '^ +Quit +q$' }],
    },
    claim: { kind: 'waiting', reason: 'login' },
    words: [{ regex: '(?<text>Login with Grok)' }],
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 14 },
    when: { regex: String.raw`^ *┃ +\d \([●○]\) (?:Yes|No|Never allow)` },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        region: { kind: 'bottom', lines: 16 },
        regex: String.raw`^ *┃ {2}(?<text>(?!← →|\d \(|…)\S[^┃]*?)[ █▆▄▂]*$`,
      },
    ],
  },
  {
    id: 'asks-question',
    priority: 85,
    region: { kind: 'bottom', lines: 20 },
    when: { regex: String.raw`^ *◆ Waiting on answers for ` },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^ *◆ Waiting on answers for (?<text>\S.*?) {2,}` }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 20 },
    when: {
      any: [
        { regex: String.raw`^ *[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏◆] \S.*\[stop\]` },
        { region: { kind: 'bottom', lines: 1 }, regex: String.raw`\bCtrl\+c:cancel\b` },
      ],
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^ *┃ +${failed}: .*(?:429|rate_limit|[Rr]ate limit|quota|usage limit).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ *┃ +(?:Authentication required: |Retry failed: .*(?:401|403|API key|[Uu]nauthorized)).*`,
    },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^ *┃ +${failed}: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 14 },
    when: {
      any: [{ regex: '^ {0,4}│ [❯!](?: |$)' }, { region: { kind: 'promptBox' }, regex: '^ *[❯!](?: |$)' }],
    },
    claim: { kind: 'idle' },
  },
]
