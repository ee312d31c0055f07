import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Copilot CLI, measured at 1.0.102: rows of half blocks and a bar. It has no hint in an empty box, and completes commands in
 * grey. Its shell mode shows in the footer alone; a side bar may stand to the left of all.
 */
export const copilotPromptBox = {
  shape: { kind: 'bar', bar: '┃', foot: '╹', gap: 1 },
  first: String.raw`^┃(?:\s|$)`,
  next: String.raw`^┃(?:\s|$)`,
  mode: { region: { kind: 'bottom', lines: 1 }, regex: String.raw`(?:^|[│·])\s*Shell\b` },
} as const satisfies PromptBoxRuleInput
