import type { RuleInput } from '../../screen/rules.ts'

/** What came after the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^› \S`, lines: 10 } as const

/** Auggie, measured at 0.36. Its title is the topic, in every state. A refused key ends it. */
export const auggieRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 4 },
    when: { regex: '^ +→ Login to continue' },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-to-index',
    priority: 90,
    region: { kind: 'bottom', lines: 16 },
    when: {
      all: [
        { regex: String.raw`^ +\[1\] Always index this workspace` },
        { region: { kind: 'bottom', lines: 3 }, contains: 'Esc to skip' },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^ +\[1\] (?<text>Always index this workspace)` }],
  },
  {
    id: 'asks-to-go-on',
    priority: 80,
    region: { kind: 'bottom', lines: 1 },
    when: { regex: '^ +Press return to continue, or esc to skip' },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-approval',
    priority: 70,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: '^│ +Tool Approval Required *│$' },
        { region: { kind: 'bottom', lines: 3 }, regex: String.raw`^ *\[A\]llow\b.*\[D\]eny\b` },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        region: { kind: 'afterLast', regex: '^│ +Tool Approval Required *│$', lines: 24 },
        regex: String.raw`^│ +(?<text>[A-Z][\w ]{1,40}: \S.*?) *│$`,
      },
      { regex: '(?<text>Tool Approval Required)' },
    ],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 12 },
    when: { regex: String.raw`^ [⠁-⣿] \S.* \([^()]*esc to interrupt\)` },
    claim: { kind: 'working' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: '^API Error: .*(?:401|403|[Uu]nauthenticated).*' },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: '^API Error: .*(?:429|[Rr]ate limit|[Qq]uota|[Cc]redits|usage limit).*' },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^API Error: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'promptBox' },
    when: { regex: String.raw`^[›!/](?:\s|$)` },
    claim: { kind: 'idle' },
  },
]
