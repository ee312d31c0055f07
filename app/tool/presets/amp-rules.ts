import type { RuleInput } from '../../screen/rules.ts'

/** The lower edge of the prompt box, the last row of the screen. */
const lowerEdge = { kind: 'bottom', lines: 1 } as const

/**
 * Amp at 0.0.1790142911. Login, first pages and prompt are measured. What the lower edge says at work was seen for
 * `Reconnecting`; the other words, and the title of its approvals, are its own strings. The picture beside an empty
 * thread moves without end.
 */
export const ampRules: readonly RuleInput[] = [
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'cursorLine' },
    when: { regex: String.raw`^Would you like to log in to Amp\?` },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-to-go-on',
    priority: 80,
    region: lowerEdge,
    when: { regex: '^ +(?:Space to continue|Enter to get started)$' },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'asks-approval',
    priority: 70,
    when: {
      any: [
        { region: lowerEdge, regex: '^╰ (?:[∼◌] )?Waiting for Approval ' },
        { all: [{ regex: '^[ │]*Approval Required[ │]*$' }, { contains: 'Allow All for This Session' }] },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'works',
    priority: 50,
    region: lowerEdge,
    when: {
      regex:
        '^╰ (?:[∼◌] )?(?:Connecting|Preparing Thread|Auto-Compacting|Sending|Waiting|Thinking|Streaming|Running Tools|Cancelling) ',
    },
    claim: { kind: 'working' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lowerEdge,
    when: { regex: '^╰ (?:[∼◌] )?(?:Reconnecting|Disconnected) ' },
    claim: { kind: 'failed', reason: 'network' },
    words: [{ regex: String.raw`^╰ (?:[∼◌] )?(?<text>\w[^─]*) ` }],
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lowerEdge,
    when: { regex: '^╰ (?:[∼◌] )?Error ' },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: lowerEdge,
    when: { regex: '^╰─.* ─╯$' },
    claim: { kind: 'idle' },
  },
]
