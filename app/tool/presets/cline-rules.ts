import type { RuleInput } from '../../screen/rules.ts'

/** What came after the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^ ❯ \S`, lines: 14 } as const

/** Without the scroll bar at the right. */
const words = [{ regex: String.raw`^ \* (?<text>Error: \S.*?)(?: +[█▄▀])?$` }]

/**
 * Cline CLI, measured at 3.0. Its prompt stays while it works and its spinner leads the row that is written now, which may
 * be above the screen: a prompt proves rest only after a hold. Dialogs take the place of the prompt.
 */
export const clineRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 90,
    when: {
      all: [
        { contains: 'Connect a model provider to get started' },
        { region: { kind: 'bottom', lines: 2 }, regex: 'Enter to select, Ctrl\\+C to exit' },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-to-go-on',
    priority: 85,
    region: { kind: 'bottom', lines: 10 },
    when: {
      all: [
        { contains: 'Press Enter to open, any other key to close' },
        { not: { region: { kind: 'cursorLine' }, regex: String.raw`^(?:❯| {4,}❯)(?:\s|$)` } },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: '^ Cline needs permission$' },
        { region: { kind: 'bottom', lines: 5 }, regex: String.raw`^ +\[y\] Approve +\[n\] Deny` },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        region: { kind: 'afterLast', regex: '^ Approve tool call', lines: 24 },
        regex: String.raw`^ +(?<text>\$ \S.*)$`,
      },
      { regex: String.raw`^ (?<text>Approve tool call\?)` },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: '^ Cline is asking a question$' },
        { not: { region: { kind: 'bottom', lines: 5 }, regex: String.raw`^❯(?:\s|$)` } },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      {
        region: { kind: 'afterLast', regex: '^ Cline is asking a question$', lines: 24 },
        // Options are indented further, and the last three rows are the footer.
        regex: String.raw`^ (?<text>\S.*\?)$`,
      },
    ],
  },
  {
    id: 'works',
    priority: 50,
    when: { regex: String.raw`^ [⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^ \* Error: .*(?:429|[Rr]ate limit|[Qq]uota|[Cc]redits|usage limit).*` },
    claim: { kind: 'failed', reason: 'limit' },
    words,
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^ \* Error: .*(?:401|403|[Uu]nauthorized|[Aa]uthentic|API key).*` },
    claim: { kind: 'failed', reason: 'auth' },
    words,
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ \* Error: .*(?:[Cc]onnect|ECONN|ENOTFOUND|fetch failed|[Nn]etwork|timed? ?out).*`,
    },
    claim: { kind: 'failed', reason: 'network' },
    words,
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^ \* Error: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
    words,
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`^(?:❯| {4,}❯)(?:\s|$)` },
    claim: { kind: 'idle', holdMs: 2000 },
  },
]
