import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Pi, measured at 0.73 and 1.6: between two rules, without a mark or a hint. While it shows a list of commands its cursor
 * stays at the end of the screen. Dialogs stand between the same two rules.
 */
export const piPromptBox = {
  shape: { kind: 'edges', strays: true },
  unless: {
    region: { kind: 'bottom', lines: 16 },
    any: [
      { regex: '^ +↑↓ navigate {2}enter select' },
      { regex: '^ +Select (?:authentication method|provider to configure):$' },
    ],
  },
} as const satisfies PromptBoxRuleInput
