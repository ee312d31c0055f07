import type { RuleInput } from '../../screen/rules.ts'

/**
 * Codex, measured at 0.169. It hides its "Working" line while text streams and shows its prompt all the time, so a
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
      any: [
        {
          regex: String.raw`Trust this folder\?|Do you trust the contents of this directory|Do you trust this (?:folder|project)`,
        },
        { contains: 'need review before they can run' },
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [
      {
        regex: String.raw`(?<text>Trust this folder\?|Do you trust[^?]*\?|.*need review before they can run.*)`,
      },
    ],
  },
  {
    id: 'asks-login',
    priority: 90,
    when: {
      any: [
        { contains: 'Sign in with ChatGPT' },
        { contains: 'Provide your own API key' },
        { contains: 'Finish signing in via your browser' },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-question',
    priority: 80,
    region: { kind: 'bottom', lines: 3 },
    when: { regex: 'enter to submit (?:answer|all)|(?:tab|n) to add notes' },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ region: { kind: 'bottom', lines: 20 }, regex: String.raw`^ {0,3}(?<text>[^›\s•].*\?)\s*$` }],
  },
  {
    id: 'asks-approval',
    priority: 70,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: String.raw`^\s*(?:Would you like to|Do you want to|Allow|Enable|Approve)\b.*\?` },
        {
          region: { kind: 'bottom', lines: 3 },
          regex: 'Press enter to confirm|enter to confirm|enter to submit',
        },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^\s*\$ (?<text>\S.*)$` },
      { regex: String.raw`^\s*(?<text>(?:Would you like to|Do you want to|Allow|Enable|Approve)\b.*\?)` },
    ],
  },
  {
    id: 'picker',
    priority: 60,
    region: { kind: 'bottom', lines: 3 },
    when: { regex: '[Pp]ress enter to (?:confirm|select|continue|save)|esc to (?:go back|close|dismiss)' },
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
    region: { kind: 'bottom', lines: 5 },
    when: { regex: String.raw`^■ .*(?:usage limit|rate limit|quota|429|credits).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: { kind: 'bottom', lines: 5 },
    when: { regex: String.raw`^■ .*(?:401|403|[Uu]nauthorized|log ?in|sign in|API key|access token|auth).*` },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: { kind: 'bottom', lines: 5 },
    when: {
      regex: String.raw`^■ .*(?:[Cc]onnection|error sending request|disconnected|[Tt]imed out|timeout|[Nn]etwork|dns).*`,
    },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: { kind: 'bottom', lines: 5 },
    when: { regex: String.raw`^■ (?!Conversation interrupted)\S.*` },
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
