import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Auggie, measured at 0.36: between two rules, with the cursor below all it has drawn. `!` and `/` in place of its mark
 * are the modes of a shell and of commands; a list of these opens below.
 */
export const auggiePromptBox = {
  shape: { kind: 'edges', strays: true },
  first: String.raw`^›(?:\s|$)|^(?=[!/](?:\s|$))`,
  next: '^ {2}',
  placeholders: ["Try '.*' or type / for commands", String.raw`Ask a question\.\.\.`],
} as const satisfies PromptBoxRuleInput
