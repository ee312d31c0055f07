import type { RuleInput } from '../../screen/rules.ts'

/** Asked before `prompt`, which the prompt's own line makes true: the error stands above it. */
const beforePrompt = 110

/**
 * Goose, measured at 1.34. It asks in dialogs of `cliclack`, whose mark is hollow once they are answered, and works with
 * a spinner until the answer comes; while that streams, nothing but its output tells.
 */
export const gooseRules: readonly RuleInput[] = [
  {
    id: 'asks-approval',
    priority: 90,
    region: { kind: 'bottom', lines: 10 },
    when: { regex: '^◆ {1,2}Goose would like to call ' },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [{ regex: String.raw`^◆ +(?<text>\S.*)$` }],
  },
  {
    id: 'asks-question',
    priority: 80,
    region: { kind: 'bottom', lines: 10 },
    when: { all: [{ regex: String.raw`^◆ {1,2}\S` }, { regex: '^└' }] },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`^◆ +(?<text>\S.*)$` }],
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 3 },
    when: { regex: String.raw`^[◐◓◑◒] +\S.*\(Ctrl\+C to interrupt\)` },
    claim: { kind: 'working' },
  },
  {
    id: 'limit',
    priority: beforePrompt,
    region: { kind: 'bottom', lines: 7 },
    when: { regex: String.raw`^Ran into this error: (?:Rate limit exceeded|.*(?:429|quota)).*` },
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: beforePrompt,
    region: { kind: 'bottom', lines: 7 },
    when: { regex: String.raw`^Ran into this error: (?:Authentication error|.*(?:401|403)).*` },
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'api-failed',
    priority: beforePrompt - 5,
    region: { kind: 'bottom', lines: 7 },
    when: { regex: String.raw`^Ran into this error: \S.*` },
    claim: { kind: 'failed', reason: 'api' },
  },
]
