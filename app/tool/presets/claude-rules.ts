import type { RuleInput } from '../../screen/rules.ts'

const asks = String.raw`^ {0,3}(?:│ )?(?:Do you want|Would you like|Ready to)\b.*\?`
const option = String.raw`^ {0,5}(?:│ )?❯ ?\d\. `
const spinner = String.raw`^[·✢✳✶✻✽*] `

/**
 * A dialog stands in the place of the prompt, so where the prompt stands a dialog is quoted. What begins with a number
 * between two rules is an option of a question.
 */
const inPlaceOfPrompt = {
  not: { region: { kind: 'promptBox' }, regex: String.raw`^\s?[❯!#>](?:\s(?!\d+\. )|$)` },
} as const

/**
 * What the user opens with a command comes on a sheet of its own, and so does a plan. The classic screen has a rule there
 * instead, as above a dialog.
 */
const onSheet = {
  all: [
    { region: { kind: 'screen' }, regex: '^▔{8}' },
    { not: { region: { kind: 'afterLast', regex: '^▔{8}', lines: 60 }, regex: '^─{8}' } },
  ],
} as const

/** The keys of what the user opened. A dialog of the tool's own has others, or none. */
const keysOfPicker = {
  region: { kind: 'bottom', lines: 3 },
  any: [
    { regex: String.raw`[Ee]sc to (?:exit|go back|close|clear)\b|Enter to (?:save|use|add|continue|view)\b` },
    { regex: String.raw`^ {2}(?:↑/↓ to navigate · )?Enter to select · Esc to cancel` },
    { regex: '⌕ (?:Search|Filter)' },
  ],
} as const

/** Below the last row in which it says or has done something. */
const afterOwnRow = {
  kind: 'afterLast',
  regex: String.raw`^(?:● |[·✢✳✶✻✽*] (?!Waiting )\S+ for \d)`,
  lines: 24,
} as const

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^❯ \S`, lines: 10 } as const

/**
 * Claude Code, measured at 2.1.330 and 2.1.332, full screen and classic. What it says itself stands in the first column and
 * what a model writes is indented, so a quoted spinner is none. Its footer loses its hints while a user types.
 */
export const claudeRules: readonly RuleInput[] = [
  // The glyph `✳` stands for idle and for an approval alike: it is no rule.
  { id: 'title-works', region: { kind: 'title' }, when: { regex: '^[◐◑]' }, claim: { kind: 'working' } },
  {
    id: 'notification',
    region: { kind: 'notification' },
    when: { regex: String.raw`\bneeds your (?:permission|approval|choice)\b` },
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
            'Is this a project you (?:created|trust)|Do you trust the files in this folder|Quick safety check|Yes, I trust this folder',
        },
        { regex: String.raw`Enter to confirm|^\s*❯ (?:\d\. |No, exit|Yes, )` },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [
      {
        regex: String.raw`(?<text>(?:Is this a project you|Do you trust)[^?]*(?:\?|$)|Trusting this folder loads.*)`,
      },
    ],
  },
  {
    // What is loaded of a folder, and what is left out of the checks, is asked before the first prompt.
    id: 'asks-trust-more',
    priority: 85,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          regex: String.raw`^ {1,2}(?:New MCP servers?|\d+ new MCP servers?|Allow external|WARNING: |Trust this|Managed settings)\b.*`,
        },
        { region: { kind: 'belowRule' }, regex: String.raw`^ {0,3}❯ \S` },
        { region: { kind: 'bottom', lines: 4 }, contains: 'Enter to confirm' },
        inPlaceOfPrompt,
        { not: onSheet },
      ],
    },
    claim: { kind: 'waiting', reason: 'trust' },
  },
  {
    id: 'asks-plan',
    priority: 85,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          regex: String.raw`^ {1,4}(?:Ready to code\?|E(?:xit|nter) plan mode\?|Claude has written up a plan)`,
        },
        { regex: option },
        { regex: String.raw`^ {1,6}(?:❯ )?\d\. (?:No\b|Tell Claude)` },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        regex: String.raw`^ {1,4}(?:Claude has .* execute\. )?(?<text>E(?:xit|nter) plan mode\?|Would you like to proceed\?)`,
      },
    ],
  },
  {
    id: 'sheet',
    priority: 82,
    when: { all: [onSheet, { not: { contains: 'Select login method' } }] },
    claim: { kind: 'keep' },
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        inPlaceOfPrompt,
        {
          any: [
            { contains: 'Select login method' },
            { contains: 'Paste code here if prompted' },
            { contains: 'Browser didn’t open? Use the url below to sign in' },
            { contains: "Browser didn't open? Use the url below to sign in" },
          ],
        },
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
        { region: { kind: 'bottom', lines: 4 }, regex: '^ ?Enter to (?:select|submit|toggle)' },
        { region: { kind: 'bottom', lines: 3 }, regex: '[Ee]sc to(?: cancel|$)|^cancel' },
        inPlaceOfPrompt,
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
        { regex: option },
        { any: [{ regex: asks }, { regex: String.raw`^ {0,5}(?:│ )?(?:❯ ?)?\d\. (?:Yes|No)\b` }] },
        { not: { region: { kind: 'bottom', lines: 3 }, regex: 'Enter to |[Ee]sc to exit' } },
        inPlaceOfPrompt,
        { not: onSheet },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      {
        regex: String.raw`^ (?<text>(?!Tip:|Auto mode |About the |\d+ |Do you|Would you|❯|╌|│|↑|↓|Esc|Ready to)\S.*)$`,
      },
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
    when: { all: [{ regex: String.raw`Do you want to use this API key\?` }, inPlaceOfPrompt] },
    claim: { kind: 'waiting', reason: 'question' },
  },
  {
    // Told by its place alone, whatever it asks: something to choose, below a rule and with no prompt.
    id: 'asks',
    priority: 65,
    region: { kind: 'belowRule' },
    when: {
      all: [
        { regex: String.raw`^ {0,5}❯ \S` },
        { region: { kind: 'screen' }, regex: '^ {0,2}─{8}' },
        inPlaceOfPrompt,
        { not: { any: [onSheet, keysOfPicker] } },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      {
        regex: String.raw`^ {0,3}(?<text>(?!Enter to|Esc to)[A-Z][^❯│]*\?|Review your answers|Configuration error|MCP server .{1,80})\s*$`,
      },
    ],
  },
  {
    id: 'picker',
    priority: 60,
    region: { kind: 'bottom', lines: 3 },
    when: {
      any: [keysOfPicker, { regex: 'Enter to confirm|[Ee]sc to cancel' }],
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
      regex: String.raw`^ {0,2}[●⎿✻]\s{1,3}(?:You['’]ve (?:hit|reached|used) (?:your|all)|(?:Claude (?:AI )?)?[Uu]sage limit|(?:5-hour|Weekly|Session|Opus|Sonnet) limit|API Error\b.{0,40}\b429\b|You['’]re out of|Credit balance).*`,
    },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: {
      any: [
        { regex: String.raw`^ {0,2}[●⎿]\s.*Please run /login` },
        {
          regex: String.raw`^ {0,2}[●⎿]\s{1,3}(?:Invalid API key|OAuth token|API Error:? \(?40[13]|Not logged in|Login expired|Your (?:account|organization) (?:does not|doesn['’]t|is on hold|has (?:been )?disabled))`,
        },
      ],
    },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: {
      regex: String.raw`^ {0,2}[●⎿]\s{1,3}(?:API Error:? ?)?\(?(?:Connection (?:error|refused|reset|timed out|closed)|Unable to connect|Request timed out|fetch failed|Network error)`,
    },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: {
      regex: String.raw`^ {0,2}[●⎿]\s{1,3}(?:API Error\b|There['’]s an issue with the selected model|Request too large|Prompt is too long|Context limit reached|Conversation too long|Opus is experiencing high load|Repeated 529)`,
    },
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
