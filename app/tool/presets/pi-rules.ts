import type { RuleInput } from '../../screen/rules.ts'

/** Pi, measured at 0.73. It never asks; its spinner has no clock. */
export const piRules: readonly RuleInput[] = [
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 14 },
    when: { regex: String.raw`^\s*[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S` },
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
