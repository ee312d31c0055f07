import type { RuleInput } from '../../screen/rules.ts'

/** What belongs to the last prompt: an error of an earlier one is over. */
const lastTurn = { kind: 'afterLast', regex: String.raw`^  > \S`, lines: 14 } as const

/**
 * Qwen Code, measured at 0.24. The name alone in the title is its idle state. It paints its whole screen a hundred times
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
    when: { regex: 'Do you trust (?:this folder|the files in this folder)' },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Do you trust[^?]*\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'bottom', lines: 24 },
    when: {
      any: [
        { contains: 'How would you like to authenticate' },
        { contains: 'Select Authentication Method' },
        { contains: 'Waiting for auth' },
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
        {
          region: { kind: 'bottom', lines: 8 },
          regex: 'Enter(?:: | to )[Ss]elect\\b.*Esc(?:: | to )[Cc]ancel',
        },
        { not: { regex: '^[│\\s]*(?:Allow execution of|Apply this change|Would you like to proceed)' } },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^[│\s]*(?<text>[^│\s●❯].*\?)[\s│]*$` }],
  },
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 30 },
    when: {
      any: [
        { contains: 'Waiting for user confirmation' },
        { regex: '^[│\\s]*(?:Allow execution of|Apply this change|Would you like to proceed)' },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^[│\s]*\?︎? +(?<text>\S.*?)[\s│←]*$` },
      {
        regex: String.raw`^[│\s]*(?<text>(?:Allow execution of|Apply this change|Would you like to)[^│]*\?)`,
      },
    ],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 16 },
    when: { regex: String.raw`^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] .*esc to cancel\)` },
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
