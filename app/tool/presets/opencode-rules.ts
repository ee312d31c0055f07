import type { Condition, RuleInput } from '../../screen/rules.ts'

/** The last turn has a line of its own without the time that it took: it did not come to its end. */
const brokenOff = {
  region: { kind: 'bottom', lines: 11 },
  regex: String.raw`^\s*▣\s+\S[^·]* · [^·]*$`,
} as const

/** A row that it wrote, or of what it did. */
const ownRow = { regex: String.raw`^ {5}(?!▣)\S` } as const
/** The line of a turn that came to its end, or of which it says that it was stopped. */
const endOfTurn = { regex: String.raw`^\s*▣\s+\S[^·]* · [^·]* · ` } as const
/** The first row of a block with what a tool did. */
const toolRow = { regex: String.raw`^\s*┃\s+[$#←→✱%⚙⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ` } as const
const afterEndOfTurn = { kind: 'afterLast', regex: endOfTurn.regex, lines: 60 } as const
const afterOwnRow = { kind: 'afterLast', regex: ownRow.regex, lines: 60 } as const
const turns = (atLeast: number) => ({ regex: String.raw`^\s*▣ `, atLeast }) as const

/**
 * So many turns of which nothing is written, and all of them failed. An error stands below the prompt, in a block of the same
 * kind, with an empty row above and below it: four such rows are a turn that failed, and two one that the user stopped. The box has
 * three. To the right of a row may stand a sidebar or a toast.
 */
const failedTurns = (count: number, lines: number): Condition => ({
  all: [
    turns(lines),
    { not: turns(lines + 1) },
    { regex: String.raw`^\s*┃(?:\s*$|\s{20,}\S)`, atLeast: 4 * count + 3 },
  ],
})
const counts = [1, 2, 3, 4] as const
const failedAtOnce: Condition = {
  any: [
    {
      region: afterEndOfTurn,
      all: [{ not: { any: [ownRow, toolRow] } }, { any: counts.map((count) => failedTurns(count, count)) }],
    },
    {
      // The first of the lines is of the turn that the row belongs to.
      region: afterOwnRow,
      all: [
        { region: { kind: 'screen' }, ...ownRow },
        { not: { any: [endOfTurn, toolRow] } },
        { any: counts.map((count) => failedTurns(count, count + 1)) },
      ],
    },
  ],
}

/** Below what the turn wrote or did, its error looks as what a tool has put out: there its words have to tell. */
const beganToWork: Condition = {
  any: [
    { region: afterEndOfTurn, ...toolRow },
    { region: afterOwnRow, all: [{ region: { kind: 'screen' }, ...ownRow }, { not: turns(2) }] },
  ],
}

const failedWith = (words: string): Pick<RuleInput, 'region' | 'when' | 'words'> => ({
  region: { kind: 'bottom', lines: 11 },
  when: {
    all: [brokenOff, { any: [failedAtOnce, beganToWork] }, { regex: String.raw`^\s*┃\s+.*(?:${words})` }],
  },
  words: [{ regex: String.raw`^\s*┃\s+(?<text>(?:\S.*)?(?:${words}).*?)(?:\s{20,}.*)?$` }],
})

/** In the box, the row with the model has a point. */
const errorRow = String.raw`^\s*┃\s+(?<text>[^\s┃·][^┃·]*?)(?:\s{20,}.*)?$`

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
    ...failedWith(String.raw`[Rr]ate.?limit|[Qq]uota|\b429\b|[Uu]sage limit`),
    claim: { kind: 'failed', reason: 'limit' },
  },
  {
    id: 'not-signed-in',
    priority: 40,
    ...failedWith(
      String.raw`[Aa][Pp][Ii][ -]?[Kk]ey|[Uu]nauthorized|\b40[13]\b|[Cc]redential|[Aa]uthenticat`,
    ),
    claim: { kind: 'failed', reason: 'auth' },
  },
  {
    id: 'network-failed',
    priority: 40,
    ...failedWith(String.raw`ECONN|ENOTFOUND|[Cc]onnection|[Nn]etwork|fetch failed|[Tt]imed? ?out`),
    claim: { kind: 'failed', reason: 'network' },
  },
  {
    // Whatever a provider says.
    id: 'api-failed',
    priority: 35,
    region: { kind: 'bottom', lines: 11 },
    when: { all: [brokenOff, failedAtOnce, { regex: errorRow }] },
    claim: { kind: 'failed', reason: 'api' },
    words: [{ regex: errorRow }],
  },
  {
    id: 'api-failed-later',
    priority: 35,
    ...failedWith(
      String.raw`\b50[0-4]\b|[Oo]verloaded|API [Ee]rror|[Ss]ervice [Uu]navailable|[Ii]nternal [Ss]erver [Ee]rror`,
    ),
    claim: { kind: 'failed', reason: 'api' },
  },
  {
    // What became of it is written 0.2 s after the prompt is back.
    id: 'broken-off',
    priority: 20,
    region: { kind: 'bottom', lines: 6 },
    when: { all: [footer, brokenOff] },
    claim: { kind: 'idle', holdMs: 300 },
  },
  {
    id: 'prompt',
    priority: 10,
    region: { kind: 'bottom', lines: 6 },
    // On a narrow screen the words of its footer are broken: there the lower edge of its box tells.
    when: footer,
    claim: { kind: 'idle' },
  },
]
