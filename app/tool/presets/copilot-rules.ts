import type { RuleInput } from '../../screen/rules.ts'

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^ ❯ \S`, lines: 12 } as const

/** Copilot CLI, measured at 1.0. Its title names the topic in every state; the footer tells. */
export const copilotRules: readonly RuleInput[] = [
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [{ contains: 'Do you trust the files in this folder' }, { contains: 'esc to cancel' }],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Do you trust[^?]*\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      any: [{ contains: 'What account do you want to log into' }, { contains: 'Enter one-time code' }],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'picker',
    priority: 85,
    region: { kind: 'bottom', lines: 5 },
    when: { regex: String.raw`❯ +(?:Search|Filter)|ctrl\+r rescan|type to (?:search|filter)` },
    claim: { kind: 'keep' },
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: String.raw`^[│\s]*(?:Do you want to|Allow|Would you like to)\b[^│]*\?` },
        { region: { kind: 'bottom', lines: 4 }, regex: 'enter to (?:select|confirm|submit)' },
        { region: { kind: 'bottom', lines: 4 }, contains: 'esc to cancel' },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^ ?│ │ (?<text>[^│]+)│` },
      { regex: String.raw`^[│\s]*(?<text>(?:Do you want to|Allow|Would you like to)\b[^│]*\?)` },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'bottom', lines: 4 },
    when: {
      all: [
        { regex: '[Ee]nter (?:to )?(?:select|confirm|submit|accept)' },
        { regex: '[Ee]sc (?:to )?cancel' },
        { contains: '↑' },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      { region: { kind: 'belowRule' }, regex: String.raw`^[│\s]*(?<text>[^│\s❯─].*\?)[\s│]*$` },
      { region: { kind: 'bottom', lines: 24 }, regex: String.raw`^[│\s]*(?<text>[^│\s❯↑].*[?:])[\s│]*$` },
    ],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 3 },
    when: {
      regex: String.raw`^\s*[●◉◎○∙◌◍] \S.*\besc (?:esc |again )?(?:to )?(?:interrupt|edit prompt|cancel|stop)`,
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✗ (?!Shell|\$).*(?:quota|rate limit|429|premium requests).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^\s*✗ (?!Shell|\$).*(?:401|403|[Uu]nauthorized|log ?in|[Aa]uthentic|API key).*`,
    },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^\s*✗ (?!Shell|\$).*(?:[Cc]onnection|ECONN|ENOTFOUND|fetch failed|network|timed? ?out).*`,
    },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^\s*✗ (?:Failed to|Error|Request|Execution failed|Sorry|Unable|Model).*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 8 },
    when: {
      all: [
        { regex: '^[┃❯]' },
        { not: { region: { kind: 'bottom', lines: 4 }, regex: '[Ee]sc (?:to )?cancel' } },
      ],
    },
    claim: { kind: 'idle' },
  },
]
