import type { RuleInput } from '../../screen/rules.ts'

/** It draws inline: a dialog that was answered scrolls up with the text, and only the last thing on the screen asks. */
const isLast = {
  not: {
    region: { kind: 'bottom', lines: 8 },
    any: [{ regex: String.raw`^\s*▀{8}` }, { contains: 'is restarting' }],
  },
} as const

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^ > (?! *Type your message)\S`, lines: 14 } as const

/** Gemini CLI, measured at 0.61. Its title tells the three states apart; "esc to cancel" is work here. */
export const geminiRules: readonly RuleInput[] = [
  {
    id: 'title-asks',
    region: { kind: 'title' },
    when: { regex: '^✋' },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  { id: 'title-works', region: { kind: 'title' }, when: { regex: '^[✦⏲]' }, claim: { kind: 'working' } },
  { id: 'title-rests', region: { kind: 'title' }, when: { regex: '^◇' }, claim: { kind: 'idle' } },
  {
    id: 'notification',
    region: { kind: 'notification' },
    when: { any: [{ contains: 'needs your attention' }, { contains: 'approval required' }] },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: 'Do you trust (?:this folder|the (?:files in this|following) folders?)' },
        { regex: String.raw`● \d\. |\(Use Enter to select\)` },
        isLast,
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
      all: [
        {
          any: [
            { contains: 'How would you like to authenticate' },
            { contains: 'Enter Gemini API Key' },
            { contains: 'Waiting for auth' },
            { contains: 'Enter the authorization code' },
          ],
        },
        isLast,
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 30 },
    when: {
      all: [
        isLast,
        {
          any: [
            {
              regex:
                '^[│\\s]*(?:Allow execution of|Apply this change|Do you want to proceed|Ready to start implementation)',
            },
            { regex: String.raw`^[│\s]*● \d\. (?:Allow|Yes)` },
            { regex: 'Waiting for user confirmation(?!.*esc to cancel)' },
          ],
        },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^[│\s]*(?<text>Ready to start implementation\?)` },
      { regex: String.raw`^[│\s]*\? +(?<text>\S.*?)[\s│]*$` },
      {
        regex: String.raw`^[│\s]*(?<text>(?:Allow execution of|Apply this change|Do you want to)[^│]*\?)`,
      },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'bottom', lines: 6 },
    // Its last words go on in the next row of a narrow screen.
    when: { regex: String.raw`^[│\s]*Enter to (?:select|submit)\b.*(?:Esc to\b|navigate|questions)` },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ region: { kind: 'bottom', lines: 24 }, regex: String.raw`^[│\s]*(?<text>[^│\s●].*\?)[\s│]*$` }],
  },
  {
    // Told by its frame and its chosen option alone, whatever it asks. What the user opened is closed with Escape.
    id: 'asks',
    priority: 65,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: String.raw`^ ?│\s*● \d+\. ` },
        { region: { kind: 'bottom', lines: 1 }, regex: String.raw`^ ?╰─` },
        { not: { region: { kind: 'bottom', lines: 8 }, regex: String.raw`\bEsc to(?! cancel)` } },
        isLast,
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^[│\s]*(?<text>[A-Z][^│]*[?.])[\s│]*$` }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 16 },
    when: {
      any: [
        { regex: String.raw`^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*\(esc to cancel` },
        // In its place while a command has been silent for 5 s, whether it waits for input or not.
        { regex: String.raw`^ ! Shell awaiting input \(Tab to focus\)` },
      ],
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: {
      any: [
        { regex: String.raw`^\s*✕ .*(?:quota|[Ll]imit|429|RESOURCE_EXHAUSTED).*` },
        { regex: String.raw`^[│\s]*(?:Usage limit reached|You have (?:reached|exhausted) your).*` },
      ],
    },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕ .*(?:API[_ ]key|401|403|[Uu]nauth|PERMISSION_DENIED|credential).*` },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕ .*(?:fetch failed|ECONN|ENOTFOUND|network|timed? ?out|socket).*` },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕ \[?(?:API )?Error\b.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 10 },
    when: {
      any: [
        { regex: String.raw`^\s*[>!*]\s+Type your message` },
        { region: { kind: 'promptBox' }, regex: String.raw`^\s*[>!*] ` },
      ],
    },
    claim: { kind: 'idle' },
  },
]
