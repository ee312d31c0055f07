import type { RuleInput } from '../../screen/rules.ts'

/**
 * Pi, measured at 0.73 and 1.6. Its model never asks; its spinner has no clock and stands in the upper edge of the prompt
 * since 1.0. Since then it also reports by OSC 7501, but for its question about a folder, which comes before the first
 * report, and a login that the user began.
 */
export const piRules: readonly RuleInput[] = [
  {
    id: 'asks-trust',
    priority: 90,
    region: { kind: 'bottom', lines: 14 },
    when: {
      all: [{ regex: String.raw`^ *Trust project folder\?$` }, { regex: '^ +↑↓ navigate {2}enter select' }],
    },
    claim: { kind: 'waiting', reason: 'trust' },
    words: [{ regex: String.raw`(?<text>Trust project folder\?)` }],
  },
  {
    id: 'asks-login',
    priority: 90,
    region: { kind: 'promptBox' },
    when: {
      all: [
        { regex: '^ +Select (?:authentication method|provider to configure):$' },
        { regex: String.raw`^ +→ \S` },
      ],
    },
    claim: { kind: 'waiting', reason: 'login' },
    words: [{ regex: '(?<text>Select (?:authentication method|provider to configure))' }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 14 },
    when: { regex: String.raw`^(?:── |\s*)[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: 40,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`^\s*Error: .*(?:429|[Rr]ate limit|quota|usage limit).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`^\s*Error: .*(?:401|403|API key|[Uu]nauthorized|[Aa]uthentic).*` },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`^\s*Error: .*(?:[Cc]onnection|ECONN|ENOTFOUND|fetch failed|timed? ?out).*` },
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    id: 'api-failed',
    priority: 35,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`^\s*Error: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`\d+(?:\.\d+)?%/\d+(?:\.\d+)?[kM]` },
    claim: { kind: 'idle' },
  },
]
