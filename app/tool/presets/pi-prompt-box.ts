import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Pi, measured at 0.73: between two rules, without a mark or a hint. While it shows a list of commands its cursor stays
 * at the end of the screen.
 */
export const piPromptBox = {
  shape: { kind: 'edges', strays: true },
} as const satisfies PromptBoxRuleInput
