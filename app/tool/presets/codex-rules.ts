import type { RuleInput } from '../../screen/rules.ts'

/** A dialog takes the place of the prompt: above a prompt, it is quoted. */
const inPlaceOfPrompt = {
  not: { region: { kind: 'bottom', lines: 6 }, regex: String.raw`^[›!](?:\s(?!\d+\. )|$)` },
} as const

/** The keys of a dialog of its own, as 0.169 and 0.171 word them. What the user opened goes back, closes or selects. */
const keysOfDialog = {
  region: { kind: 'bottom', lines: 3 },
  regex: String.raw`[Ee]nter to confirm\b|\benter to submit\b|\benter (?:confirm|submit)\b.*\besc `,
} as const

/** Below the last row of the conversation, without an option that is chosen. */
const belowConversation = {
  kind: 'afterLast',
  regex: String.raw`^(?:[•■✗✔⚠] |› (?!\d+\. )| {2}(?:Worked for |└ ))`,
  lines: 30,
} as const

/** An error of the last turn. It may take several rows, and is above the prompt with its hint or right above the footer. */
const failedWith = (regex: string) =>
  ({
    any: [
      { region: { kind: 'bottom', lines: 5 }, regex },
      {
        region: {
          kind: 'afterLast',
          regex: '^(?:• | {2}Worked for |› (?!Ask Codex to do anything))',
          lines: 12,
        },
        regex,
      },
    ],
  }) as const

/**
 * Codex, measured at 0.169 and 0.171. It hides its "Working" line while text streams and shows its prompt all the time, so a
 * prompt proves rest only after a long hold; its title spins meanwhile.
 */
export const codexRules: readonly RuleInput[] = [
  {
    id: 'title-asks',
    priority: 30,
    region: { kind: 'title' },
    when: { regex: String.raw`^\[ [!.] \] Action Required\b` },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'title-works',
    priority: 20,
    region: { kind: 'title' },
    when: { regex: '^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ' },
    claim: { kind: 'working' },
  },
  {
    id: 'title-rests',
    region: { kind: 'title' },
    when: { regex: String.raw`^[^\s[⠀-⣿]` },
    claim: { kind: 'idle' },
  },
  {
    id: 'notification',
    region: { kind: 'notification' },
    when: { contains: 'approval requested' },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'transcript',
    priority: 100,
    region: { kind: 'bottom', lines: 4 },
    when: { all: [{ contains: 'q to quit' }, { any: [{ contains: 'pgup' }, { contains: 'to scroll' }] }] },
    claim: { kind: 'keep' },
  },
  {
    id: 'asks-trust',
    priority: 90,
    when: {
      all: [
        {
          regex: String.raw`Trust this folder\?|Do you trust the contents of this directory|Do you trust this (?:folder|project)|hooks? needs? review before (?:it|they) can run|^ *Hooks need review`,
        },
        {
          region: { kind: 'bottom', lines: 3 },
          regex: String.raw`[Ee]nter to (?:confirm|continue)\b|\benter (?:confirm|continue)\b`,
        },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [
      {
        regex: String.raw`(?<text>Trust this folder\?|Do you trust[^?]*\?|.*needs? review before (?:it|they) can run.*|Hooks need review)`,
      },
    ],
  },
  {
    id: 'asks-login',
    priority: 90,
    when: {
      all: [
        {
          regex: String.raw`^[> ] (?:\d\. )?(?:Sign in (?:with ChatGPT|another way)|Provide your own API key|Use (?:an|your own) OpenAI API key|Finish signing in via your browser)|Paste or type your API key|Enter this one-time code`,
        },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
    words: [
      { regex: String.raw`^ {0,2}(?:> )?(?:\d\. )?(?<text>(?:Sign in|Finish signing in|Paste or type)\b.*)` },
    ],
  },
  {
    id: 'asks-update',
    priority: 85,
    region: { kind: 'bottom', lines: 12 },
    when: {
      all: [{ regex: 'Update available' }, { regex: String.raw`^[› ] 1\. Update now` }, inPlaceOfPrompt],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`(?<text>Update available.*)` }],
  },
  {
    id: 'asks-question',
    priority: 80,
    region: { kind: 'bottom', lines: 3 },
    when: {
      all: [
        { regex: 'enter to submit (?:answer|all)|(?:tab|n) to add notes|enter submit (?:answer|all)' },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      {
        region: { kind: 'bottom', lines: 20 },
        regex: String.raw`^ {0,3}(?<text>[^›\s•].*\?|Field \d+/\d+.*)\s*$`,
      },
    ],
  },
  {
    id: 'asks-approval',
    priority: 70,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          any: [
            {
              regex: String.raw`^\s*(?:Would you like to|Do you want to|Allow|Enable|Approve|Implement this)\b.*\?`,
            },
            {
              region: belowConversation,
              regex: String.raw`^[› ] \d\. (?:Yes|No|Allow|Approve|Deny|Decline)\b`,
            },
          ],
        },
        {
          any: [
            keysOfDialog,
            { all: [{ regex: String.raw`^ *Implement this plan\?` }, { regex: String.raw`^› \d\. ` }] },
          ],
        },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^\s*\$ (?<text>\S.*)$` },
      {
        regex: String.raw`^\s*(?<text>(?:Would you like to|Do you want to|Allow|Enable|Approve|Implement this)\b.*\?)`,
      },
    ],
  },
  {
    // Told by its place and keys alone, whatever it asks.
    id: 'asks',
    priority: 65,
    region: belowConversation,
    when: { all: [{ regex: String.raw`^› \d\. ` }, keysOfDialog, inPlaceOfPrompt] },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^ {0,3}(?<text>[^›\s•\d].*\?)\s*$` }],
  },
  {
    id: 'picker',
    priority: 60,
    region: { kind: 'bottom', lines: 3 },
    when: {
      any: [
        { regex: '[Pp]ress enter to (?:confirm|select|continue|save)|esc to (?:go back|close|dismiss)' },
        {
          regex: String.raw`\benter (?:select|save|review|open|continue|resume)\b.*\besc |^ *(?:.* · )?(?:esc|q) (?:back|close)$`,
        },
      ],
    },
    claim: { kind: 'keep' },
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 16 },
    when: { regex: String.raw`^\s*[•◦⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S.* \(.*\d+s • esc to interrupt` },
    claim: { kind: 'working' },
  },
  {
    id: 'interrupted',
    priority: 45,
    region: { kind: 'bottom', lines: 5 },
    when: { contains: '■ Conversation interrupted' },
    claim: { kind: 'idle' },
  },
  {
    id: 'limit',
    priority: 40,
    when: failedWith(String.raw`^■ .*(?:usage limit|rate limit|quota|429|402|credits).*`),
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    when: failedWith(
      String.raw`^■ .*(?:401|403|[Uu]nauthorized|log ?in|sign in|API key|access token|auth).*`,
    ),
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    when: failedWith(
      String.raw`^■ .*(?:[Cc]onnection|error sending request|disconnected|[Tt]imed out|timeout|[Nn]etwork|dns).*`,
    ),
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    when: failedWith(String.raw`^■ (?!Conversation interrupted)\S.*`),
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 12 },
    when: { regex: String.raw`^[›!](?:\s(?!\d\. )|$)` },
    claim: { kind: 'idle', holdMs: 2000 },
  },
]
