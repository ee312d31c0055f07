import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/** Cline CLI, measured at 3.0: between two rules, which stand in the middle of the screen until the first prompt. */
export const clinePromptBox = {
  shape: { kind: 'edges', inset: true },
  first: String.raw`^ *❯(?:\s|$)`,
  next: '^ {2}',
  placeholders: [String.raw`What can I do for you\?`, String.raw`Ask anything\.\.\.`],
} as const satisfies PromptBoxRuleInput
