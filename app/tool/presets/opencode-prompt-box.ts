import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * opencode, measured at 1.18: behind a bar, with the name of the agent in its last row. Hints are grey. A paste of more
 * than 150 characters is folded. Its shell mode names itself where the agent's name was.
 */
export const opencodePromptBox = {
  shape: { kind: 'bar', bar: '┃', foot: '╹', gap: 2, above: 1, below: 2 },
  first: '^┃ {0,2}',
  next: '^┃ {0,2}',
  placeholders: [String.raw`Ask anything… ".*"`, String.raw`Run a command… ".*"`],
  mode: { region: { kind: 'bottom', lines: 8 }, regex: String.raw`^ *┃ {2}Shell(?: {2}|$)` },
  trailer: String.raw`^ *▣ +\S+ · `,
} as const satisfies PromptBoxRuleInput
