import type { RuleInput } from '../../screen/rules.ts'

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^  > \S`, lines: 14 } as const

/** A dialog takes the place of the prompt: above a prompt, it is quoted. */
const inPlaceOfPrompt = { not: { region: { kind: 'promptBox' }, regex: String.raw`^[>!*](?:\s|$)` } } as const

/**
 * The keys of a question, of which each has a colon and the next stands behind a bar. What the user opened with a command has
 * points or commas. Only the words between are translated.
 */
const keysOfQuestion = {
  region: { kind: 'bottom', lines: 8 },
  regex: String.raw`^[│\s]*↑/↓: [^|]+\|[^:]+: |Enter: Select\b.*Esc: Cancel`,
} as const

/** The rows of an approval in every language: what is asked for, and the answers. */
const options = {
  all: [
    { regex: String.raw`^[│\s]*› \d\. \S` },
    { region: { kind: 'bottom', lines: 4 }, regex: String.raw`^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S` },
  ],
} as const

/**
 * Qwen Code, measured at 0.24. Its dialogs are translated, so their marks and places tell, and words only what is left. The name alone in the title is its idle state. It paints its whole screen a hundred times
 * a second, so a frame in which nothing is known is common.
 */
export const qwenRules: readonly RuleInput[] = [
  {
    id: 'title-asks',
    region: { kind: 'title' },
    when: { regex: '^✳' },
    claim: { kind: 'waiting', reason: 'approval' },
  },
  { id: 'title-works', region: { kind: 'title' }, when: { regex: '^[◐◑]' }, claim: { kind: 'working' } },
  { id: 'title-rests', region: { kind: 'title' }, when: { regex: '^Qwen - ' }, claim: { kind: 'idle' } },
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        { regex: 'Do you trust (?:this folder|the files in this folder)' },
        { regex: String.raw`^[│\s]*[›●❯] \d\. ` },
        inPlaceOfPrompt,
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
            { contains: 'Select Authentication Method' },
            { contains: 'Waiting for auth' },
            // The first page of it has the terms, the others a heading with steps.
            { all: [{ regex: String.raw`^\s*│ › \S` }, { regex: String.raw`/support/tos-privacy/` }] },
            {
              regex: String.raw`^\s*│ (?:Alibaba ModelStudio|Third-party Providers|Custom Provider)(?: · .{0,80})?\s*│?$`,
            },
            { regex: String.raw`^\s*│ \S.{0,60} · \p{L}{2,12} ?\d/\d · ` },
          ],
        },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'asks-question',
    priority: 85,
    region: { kind: 'bottom', lines: 30 },
    when: {
      all: [
        keysOfQuestion,
        { not: { regex: '^[│\\s]*(?:Allow execution of|Apply this change|Would you like to proceed)' } },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^[│\s]*(?<text>[^│\s●❯?].*[?？])[\s│█]*$` }],
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 30 },
    when: {
      all: [
        {
          any: [
            { regex: 'Waiting for user confirmation(?!.*esc to cancel)' },
            {
              regex:
                '^[│\\s]*(?:Allow execution of|Apply this change|Would you like to proceed|Do you want to proceed)',
            },
            options,
          ],
        },
        inPlaceOfPrompt,
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^[│\s]*\?︎? +(?<text>\S.*?)[\s│←█]*$` },
      { regex: String.raw`^[│\s]*(?<text>[^│\s●›?\d][^│]*[?？])[\s│█]*$` },
    ],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 16 },
    when: { regex: String.raw`^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*(?:esc to cancel\)|\(\d+[hms]\b[^()]*\)$)` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕︎? .*(?:quota|[Ll]imit|429).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕︎? .*(?:API[_ ]key|401|403|[Uu]nauth|credential).*` },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕︎? .*(?:[Cc]onnection error|fetch failed|ECONN|ENOTFOUND|timed? ?out).*` },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: lastTurn,
    when: { regex: String.raw`^\s*✕︎? \[?(?:API )?Error\b.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 10 },
    when: { regex: String.raw`^[>!*](?:\s|$)` },
    claim: { kind: 'idle' },
  },
]
