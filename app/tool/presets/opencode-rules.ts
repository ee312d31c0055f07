import type { RuleInput } from '../../activity/rules.ts'

/** opencode, measured at 1.18. Its title names the conversation and it draws no clock: the footer tells. */
export const opencodeRules: readonly RuleInput[] = [
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      any: [
        { contains: '△ Permission required' },
        { regex: String.raw`Allow once\s+Allow always\s+Reject` },
        { all: [{ contains: 'always allow' }, { regex: String.raw`\bConfirm\s+Cancel\b` }] },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^[\s┃│]*(?<text>\$ \S.*?)\s*$` },
      { regex: String.raw`(?<text>△ Permission required)` },
    ],
  },
  {
    id: 'asks-question',
    priority: 70,
    region: { kind: 'bottom', lines: 6 },
    when: {
      all: [
        { regex: String.raw`\besc dismiss\b` },
        { regex: String.raw`\benter (?:confirm|submit|toggle|select)\b` },
      ],
    },
    claim: { kind: 'waiting', reason: 'question' },
    words: [
      {
        region: { kind: 'bottom', lines: 24 },
        regex: String.raw`^[\s┃│]*(?<text>[^\s┃│].*\?)(?: \([^()]*\))?\s*$`,
      },
    ],
  },
  {
    id: 'asks-login',
    priority: 60,
    when: { all: [{ contains: 'API key' }, { regex: String.raw`\benter submit\b` }] },
    claim: { kind: 'waiting', reason: 'login' },
  },
  {
    id: 'works',
    priority: 50,
    region: { kind: 'bottom', lines: 6 },
    when: {
      any: [
        { regex: String.raw`\besc (?:again to )?interrupt\b` },
        { regex: String.raw`(?:^|\s)[⬝■]{4,}\s` },
      ],
    },
    claim: { kind: 'working' },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`\bctrl\+p commands\b|\btab agents\b` },
    claim: { kind: 'idle' },
  },
]
