import type { RuleInput } from '../../screen/rules.ts'

const asks = String.raw`^ {0,3}(?:│ )?(?:Do you want|Would you like|Ready to)\b.*\?`
const option = String.raw`^ {0,3}(?:│ )?❯ ?\d\. `
const spinner = String.raw`^[·✢✳✶✻✽*] `

/** Below the last row in which it says or has done something. */
const afterOwnRow = {
  kind: 'afterLast',
  regex: String.raw`^(?:● |[·✢✳✶✻✽*] (?!Waiting )\S+ for \d)`,
  lines: 24,
} as const

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^❯ \S`, lines: 10 } as const

/**
 * Claude Code, measured at 2.1.330, full screen and classic. What it says itself stands in the first column and what a
 * model writes is indented, so a quoted spinner is none. Its footer loses its hints while a user types.
 */
export const claudeRules: readonly RuleInput[] = [
  // The glyph `✳` stands for idle and for an approval alike: it is no rule.
  { id: 'title-works', region: { kind: 'title' }, when: { regex: '^[◐◑]' }, claim: { kind: 'working' } },
  {
    id: 'notification',
    region: { kind: 'notification' },
    when: { any: [{ contains: 'needs your permission' }, { contains: 'needs your approval' }] },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  {
    id: 'transcript',
    priority: 100,
    region: { kind: 'bottom', lines: 3 },
    when: { any: [{ contains: 'showing detailed transcript' }, { contains: 'esc to close' }] },
    claim: { kind: 'keep' },
  },
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          regex:
            'Is this a project you (?:created|trust)|Do you trust the files in this folder|Quick safety check',
        },
        { regex: String.raw`Enter to confirm|^\s*❯ \d\. ` },
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Is this a project you[^?]*\?|Do you trust[^?]*\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      any: [
        { contains: 'Select login method' },
        { contains: 'Paste code here if prompted' },
        { contains: 'Browser didn’t open? Use the url below to sign in' },
        { contains: "Browser didn't open? Use the url below to sign in" },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-question',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { region: { kind: 'bottom', lines: 3 }, regex: 'Enter to (?:select|submit|toggle)' },
        { region: { kind: 'bottom', lines: 3 }, contains: 'esc to cancel' },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^ {0,2}(?<text>[^\s❯☐☒✔│][^│]*[?:])\s*$` }],
  },
  {
    id: 'asks-approval',
    priority: 70,
    region: { kind: 'belowRule' },
    when: {
      all: [
        {
          any: [
            { all: [{ regex: asks }, { regex: option }] },
            // A plan is shown between rules of its own.
            {
              region: { kind: 'bottom', lines: 24 },
              all: [
                { regex: asks },
                { regex: option },
                { regex: 'Tab to amend|ctrl-g to edit|ctrl\\+e to explain' },
              ],
            },
          ],
        },
        { not: { region: { kind: 'bottom', lines: 3 }, regex: 'Enter to |[Ee]sc to exit' } },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^ (?<text>(?!Tip:|Do you|Would you|❯|╌|Esc|Ready to)\S.*)$` },
      {
        region: { kind: 'bottom', lines: 24 },
        regex: String.raw`(?<text>(?:Do you want|Would you like|Ready to)\b.*\?)`,
      },
    ],
  },
  {
    id: 'asks-about-key',
    priority: 70,
    region: { kind: 'bottom', lines: 16 },
    when: { regex: String.raw`Do you want to use this API key\?` },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    id: 'picker',
    priority: 60,
    region: { kind: 'bottom', lines: 3 },
    when: {
      any: [
        { contains: 'esc to exit' },
        { contains: 'esc to go back' },
        { regex: 'Enter to (?:confirm|save)|esc to clear|Esc to (?:cancel|close)' },
        { regex: '⌕ (?:Search|Filter)' },
      ],
    },
    claim: { kind: 'keep' },
  },
  {
    id: 'works',
    priority: 50,
    when: {
      any: [
        { regex: `${spinner}.*(?:\\u2026|\\.\\.\\.)(?: \\(|\\s*$)` },
        // The row stays in the conversation when the agents are done: below it stands what came after.
        { region: afterOwnRow, regex: `${spinner}Waiting for \\d+ ` },
        { regex: `${spinner}.*retrying in \\d+` },
        { region: { kind: 'bottom', lines: 4 }, regex: '(?:esc|ctrl\\+c) to interrupt' },
        {
          region: { kind: 'bottom', lines: 4 },
          regex: String.raw`\b\d+ (?:background (?:tasks?|agents?)|local agents?|shells? still running)\b`,
        },
      ],
    },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ {0,2}[●⎿✻] {1,2}(?:You['’]ve (?:hit|reached) your|Claude (?:AI )?usage limit|(?:5-hour|Weekly|Session|Opus) limit|API Error:? \(?429|You['’]re out of).*`,
    },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ {0,2}[●⎿] .*Please run /login|^ {0,2}[●⎿] {1,2}(?:Invalid API key|OAuth token|API Error:? \(?40[13]|Not logged in|Your account does not have access)`,
    },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ {0,2}[●⎿] {1,2}(?:API Error:? ?)?\(?(?:Connection (?:error|refused|timed out|closed)|Unable to connect|Request timed out|fetch failed|Network error)`,
    },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^ {0,2}[●⎿] {1,2}API Error\b` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'promptBox' },
    when: { regex: String.raw`^\s?[❯!#>](?:\s|$)` },
    claim: { kind: 'idle' },
  },
]
