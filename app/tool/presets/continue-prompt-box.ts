import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Continue CLI, measured at 1.5: in a frame, with the terminal's cursor below all it has drawn; its own is a block or a
 * cell in other colours. `$` in place of its mark is the mode of a shell.
 */
export const continuePromptBox = {
  shape: { kind: 'edges', strays: true },
  first: String.raw`^│ ●(?:\s|$)|^│ (?=\$(?:\s|$))`,
  next: '^│ {3}',
  end: ' *│$',
  placeholders: ['▋?Ask anything, @ for context, / for slash commands, ! for shell mode'],
} as const satisfies PromptBoxRuleInput
