import type { RuleInput } from '../../screen/rules.ts'

/** Below the last prompt and the last thing that it said: an error of an earlier prompt is over, and so is one that it got over. */
const lastRow = { kind: 'afterLast', regex: String.raw`^ {1,2}❯ \S|^ ● `, lines: 24 } as const

/** The row of an error has the same mark as that of a tool that failed and a command that is wrong. */
const failedWith = (words: string) =>
  String.raw`^\s*✗ (?!Shell\b|\$|Unknown command|Error: Usage|.*(?:Operation aborted by user|rejected this tool call))${words}.*`

/** Copilot CLI, measured at 1.0. Its title names the topic in every state; the footer tells. */
export const copilotRules: readonly RuleInput[] = [
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { contains: 'Do you trust the files in this folder' },
        { region: { kind: 'bottom', lines: 4 }, contains: 'esc to cancel' },
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Do you trust[^?]*\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      any: [
        { contains: 'What account do you want to log into' },
        { contains: 'How do you want to sign in' },
        { regex: String.raw`Which (?:Microsoft )?account do you want to use\?` },
        { contains: 'Enter one-time code' },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'picker',
    priority: 85,
    region: { kind: 'bottom', lines: 5 },
    when: {
      any: [
        { regex: String.raw`❯ +(?:Search|Filter)|ctrl\+r rescan|type to (?:search|filter)` },
        // The keys of a dialog are in its frame, those of a list of the user's below it.
        {
          all: [
            { region: { kind: 'bottom', lines: 1 }, regex: '^ ↑/↓ to navigate · enter to select' },
            { region: { kind: 'bottom', lines: 30 }, regex: String.raw`^│ Select\b` },
          ],
        },
      ],
    },
    claim: { kind: 'keep' },
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          any: [
            { regex: String.raw`^[│\s]*(?:Do you want to|Allow|Approve|Would you like to)\b[^│]*\?` },
            { regex: String.raw`^│ [❯ ] \d\. (?:Accept|Allow|Approve)\b` },
          ],
        },
        { region: { kind: 'bottom', lines: 4 }, regex: 'enter to (?:select|confirm|submit)' },
        { region: { kind: 'bottom', lines: 4 }, contains: 'esc to cancel' },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^ ?│ │ (?<text>[^│]+)│` },
      {
        regex: String.raw`^[│\s]*(?<text>(?:Do you want to|Allow|Approve|Would you like to)\b[^│]*\?|Plan Ready for Review)`,
      },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    // Below its keys there may be a box for an answer of one's own; below a quoted one stands a prompt, which is taller.
    region: { kind: 'bottom', lines: 4 },
    when: {
      any: [
        {
          all: [
            { regex: '[Ee]nter (?:to )?(?:select|confirm|submit|accept)' },
            { regex: '[Ee]sc (?:to )?cancel' },
            { contains: '↑' },
          ],
        },
        { region: { kind: 'bottom', lines: 5 }, regex: String.raw`\benter accept\b.*\bctrl\+d decline\b` },
        { regex: String.raw`\bctrl\+d decline\b.*\besc cancel\b` },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      { region: { kind: 'bottom', lines: 24 }, regex: String.raw`^[│\s]*(?<text>[^│\s❯─↑●].*\?)[\s│]*$` },
      { region: { kind: 'bottom', lines: 24 }, regex: String.raw`^[│\s]*(?<text>[^│\s❯↑].*[?:])[\s│]*$` },
    ],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 3 },
    when: {
      // It has no keys any more while it stops.
      regex: String.raw`^\s*[●◉◎○∙◌◍] (?:\S.*\besc (?:esc |again )?(?:to )?(?:interrupt|edit prompt|cancel|stop)|Cancell?ing\b)`,
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastRow,
    when: { regex: failedWith(String.raw`.*(?:quota|rate limit|429|premium requests)`) },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastRow,
    when: { regex: failedWith(String.raw`.*(?:401|403|[Uu]nauthorized|log ?in|[Aa]uthentic|API key)`) },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastRow,
    when: {
      regex: failedWith(
        String.raw`.*(?:[Cc]onnect(?:ion)?\b|ECONN|ENOTFOUND|fetch failed|network|timed? ?out)`,
      ),
    },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    // What a provider says begins with its status.
    id: 'api-failed',
    priority: 35,
    region: lastRow,
    when: {
      regex: failedWith(
        String.raw`(?:\d{3}\b|Failed to|Error|Request|Execution failed|Sorry|Unable|Model|Could not)`,
      ),
    },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    // It says itself that nothing more comes of the turn.
    id: 'cancelled',
    priority: 20,
    region: { kind: 'bottom', lines: 6 },
    when: { all: [{ regex: '^ ● Operation cancelled by user' }, { regex: '^[┃❯]' }] },
    claim: { kind: 'idle', holdMs: 0 },
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
