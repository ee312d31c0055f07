import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Kimi Code, measured at 2.1: a closed box with a mark. While it draws, its cursor is above the box for a moment. In shell
 * mode the edge has a name, and the box is read as none.
 */
export const kimiPromptBox = {
  shape: { kind: 'edges', strays: true },
  first: '^ ?│ > ?',
  next: '^ ?│ {0,3}',
  end: '│$',
} as const satisfies PromptBoxRuleInput
