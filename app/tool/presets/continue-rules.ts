import type { RuleInput } from '../../screen/rules.ts'

/** What came after the last prompt or answer: an error of an earlier turn is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^● \S`, lines: 12 } as const

/** Continue CLI, measured at 1.5. It sets no title. Its spinner goes on while it asks, in a frame in the place of its prompt. */
export const continueRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'cursorLine' },
    when: { regex: '^Enter your Anthropic API key:' },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'promptBox' },
    when: {
      all: [
        { regex: String.raw`^ Would you like to continue\?$` },
        { regex: String.raw`^ .*\(shift\+tab\)$` },
        { regex: String.raw`^ .*\(esc\)$` },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [{ regex: String.raw`^ (?<text>[A-Z][\w ]{1,40}\(.*)$` }],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'promptBox' },
    when: {
      all: [
        { regex: String.raw`^ \? \S` },
        { regex: '^ (?:↑/↓ navigate, Enter select|Type answer, Enter submit)' },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^ \? (?<text>\S.*)$` }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 24 },
    when: { regex: String.raw`^ [⠀-⣿]{3}  (?:\S.* )?\( .*• esc to interrupt` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: '^Error: .*(?:429|[Rr]ate limit|[Qq]uota|[Cc]redits|usage limit).*' },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: '^Error: .*(?:401|403|[Uu]nauthorized|[Aa]uthentic|API key).*' },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: { regex: '^Error: .*(?:[Cc]onnect|ECONN|ENOTFOUND|fetch failed|[Nn]etwork|timed? ?out).*' },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^Error: \d{3} .*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'promptBox' },
    when: { regex: String.raw`^[●$](?:\s|$)` },
    claim: { kind: 'idle' },
  },
]
