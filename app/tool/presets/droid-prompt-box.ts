import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Droid, measured at 0.225: in a frame, with the cursor below all it has drawn. Images stand in a frame of their own above
 * it, and are a draft as well. `!` in place of its mark is the mode of a shell.
 */
export const droidPromptBox = {
  shape: { kind: 'edges', strays: true },
  first: String.raw`^│ >(?:\s|$)|^│ +(?=!(?:\s|$))`,
  next: '^│ {3}',
  end: ' *│$',
  placeholders: ['(?:Try|Type) ".*"', String.raw`Enter to steer · Ctrl\+Enter to queue`],
  mode: { region: { kind: 'bottom', lines: 12 }, regex: String.raw`^ +│ \[Image \d+\] .*\[x\] │` },
  trailer: String.raw`^ +Auto \(|^ +\S.* · .* {8,}\S`,
} as const satisfies PromptBoxRuleInput
