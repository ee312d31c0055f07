import type { RuleInput } from '../../screen/rules.ts'

/** What came after the last answer or stop: an error of an earlier turn is over. */
const lastTurn = { kind: 'afterLast', regex: '^(?:⛬ |● +Request cancelled)', lines: 16 } as const

/**
 * Droid, measured at 0.225 in English; it can be told to use other languages. Its title is the topic, in every state; it
 * rings the bell when it is done and when it asks.
 */
export const droidRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 5 },
    when: { contains: 'Please login with your Factory account' },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: String.raw`^│ +Trust this folder\?` },
        { region: { kind: 'bottom', lines: 2 }, contains: 'Enter to confirm · Esc to exit' },
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Trust this folder\?)` }],
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: '^ +(?:[A-Z].* to approve( ·|$)|Why this needs approval:)' },
        { regex: '^│ +Yes, allow' },
        { region: { kind: 'bottom', lines: 2 }, regex: '^ +↑↓ navigate +Enter select +Esc cancel' },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        region: { kind: 'afterLast', regex: '^ +[A-Z].* to approve(?: ·|$)', lines: 24 },
        regex: String.raw`^ +↳ (?<text>\S.*)$`,
      },
      { regex: String.raw`^ +(?<text>[A-Z].* to approve)\b` },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'bottom', lines: 2 },
    when: { regex: '^ +↑/↓ Navigate • .*Select • ESC stop agent' },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      {
        region: { kind: 'afterLast', regex: '^ +Ask User$', lines: 24 },
        regex: String.raw`^ +(?<text>\S.*\?)$`,
      },
    ],
  },
  {
    id: 'picker',
    priority: 60,
    region: { kind: 'bottom', lines: 2 },
    when: { regex: String.raw`[Ee]nter (?:to )?select\b.*\b[Ee]sc (?:to )?(?:cancel|close|go back|exit)` },
    claim: { kind: 'keep' },
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 16 },
    when: { regex: String.raw`^ +[⠁-⣿] \S.*\(Press ESC to stop\)` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: '^● +.*Error: .*(?:429|[Rr]ate limit|[Qq]uota|[Cc]redits|usage limit).*' },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: '^● +.*Error: .*(?:401|403|[Uu]nauthorized|[Aa]uthentic|API key).*' },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: { regex: '^● +.*Error: .*(?:[Cc]onnect|ECONN|ENOTFOUND|fetch failed|[Nn]etwork|timed? ?out).*' },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^● +(?:BYOK |API )?Error: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'promptBox' },
    when: { regex: '^(?:>| !)(?:\\s|$)' },
    claim: { kind: 'idle' },
  },
]
