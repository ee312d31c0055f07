import type { RuleInput } from '../../screen/rules.ts'

/** The last turn has a line of its own without the time that it took: it did not come to its end. */
const brokenOff = { regex: String.raw`^\s*▣\s+\S[^·]* · [^·]*$` } as const

/** What stands below the prompt, at rest and at work, and the lower edge of its box. */
const footer = {
  regex: String.raw`^\s*╹▀{8}|\besc (?:again to )?interrupt\b|\bctrl\+p commands\b|\btab agents\b`,
} as const

/** opencode, measured at 1.18. Its title names the conversation and it draws no clock: the footer tells. */
export const opencodeRules: readonly RuleInput[] = [
  {
    id: 'asks-approval',
    priority: 80,
    region: { kind: 'bottom', lines: 24 },
    when: {
      all: [
        {
          any: [
            { regex: String.raw`^\s*┃\s+△ (?:Permission required|Reject permission)` },
            { regex: String.raw`^\s*┃\s+Allow once\s+Allow always\s+Reject` },
            { all: [{ contains: 'always allow' }, { regex: String.raw`^\s*┃\s+Confirm\s+Cancel\b` }] },
          ],
        },
        // The dialog takes the place of the prompt. Above a prompt, the same words are quoted.
        { not: { region: { kind: 'bottom', lines: 3 }, ...footer } },
      ],
    },
    claim: { kind: 'waiting', reason: 'approval' },
    words: [
      { regex: String.raw`^[\s┃│]*(?<text>\$ \S.*?)\s*$` },
      { regex: String.raw`^\s*┃ {4}(?<text>[^\w\s┃#] \S.*?|# \S.* Task.*?)\s*$` },
      { regex: String.raw`(?<text>△ (?:Permission required|Reject permission))` },
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
        regex: String.raw`^[\s┃│]*(?<text>[^\s┃│].*\?|Review)(?: \([^()]*\))?\s*$`,
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
    // Laid over the prompt; its keys would go to it.
    id: 'asks-update',
    priority: 60,
    when: { all: [{ regex: String.raw`^\s{4,}Update Available\s+esc\b` }, { contains: 'A new release v' }] },
    claim: { kind: 'waiting', reason: 'question' },
    words: [{ regex: String.raw`(?<text>A new release v.*?)\s*$` }],
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
    id: 'limit',
    priority: 40,
    region: { kind: 'bottom', lines: 11 },
    when: {
      all: [brokenOff, { regex: String.raw`^\s*┃\s+.*(?:[Rr]ate.?limit|[Qq]uota|\b429\b|[Uu]sage limit).*` }],
    },
    claim: { kind: 'failed', reason: 'limit' },
    words: [{ regex: String.raw`^\s*┃\s+(?<text>.*(?:[Rr]ate.?limit|[Qq]uota|\b429\b|[Uu]sage limit).*)$` }],
  },
  {
    id: 'not-signed-in',
    priority: 40,
    region: { kind: 'bottom', lines: 11 },
    when: {
      all: [
        brokenOff,
        {
          regex: String.raw`^\s*┃\s+.*(?:[Aa][Pp][Ii][ -]?[Kk]ey|[Uu]nauthorized|\b40[13]\b|[Cc]redential|[Aa]uthenticat).*`,
        },
      ],
    },
    claim: { kind: 'failed', reason: 'auth' },
    words: [
      {
        regex: String.raw`^\s*┃\s+(?<text>.*(?:[Aa][Pp][Ii][ -]?[Kk]ey|[Uu]nauthorized|\b40[13]\b|[Cc]redential|[Aa]uthenticat).*)$`,
      },
    ],
  },
  {
    id: 'network-failed',
    priority: 40,
    region: { kind: 'bottom', lines: 11 },
    when: {
      all: [
        brokenOff,
        {
          regex: String.raw`^\s*┃\s+.*(?:ECONN|ENOTFOUND|[Cc]onnection|[Nn]etwork|fetch failed|[Tt]imed? ?out).*`,
        },
      ],
    },
    claim: { kind: 'failed', reason: 'network' },
    words: [
      {
        regex: String.raw`^\s*┃\s+(?<text>.*(?:ECONN|ENOTFOUND|[Cc]onnection|[Nn]etwork|fetch failed|[Tt]imed? ?out).*)$`,
      },
    ],
  },
  {
    id: 'api-failed',
    priority: 35,
    region: { kind: 'bottom', lines: 11 },
    when: {
      all: [
        brokenOff,
        {
          regex: String.raw`^\s*┃\s+.*(?:\b50[0-4]\b|[Oo]verloaded|API [Ee]rror|[Ss]ervice [Uu]navailable|[Ii]nternal [Ss]erver [Ee]rror).*`,
        },
      ],
    },
    claim: { kind: 'failed', reason: 'api' },
    words: [
      {
        regex: String.raw`^\s*┃\s+(?<text>.*(?:\b50[0-4]\b|[Oo]verloaded|API [Ee]rror|[Ss]ervice [Uu]navailable|[Ii]nternal [Ss]erver [Ee]rror).*)$`,
      },
    ],
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 6 },
    when: { regex: String.raw`\bctrl\+p commands\b|\btab agents\b` },
    claim: { kind: 'idle' },
  },
]
