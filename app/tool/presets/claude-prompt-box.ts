import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Claude Code, measured at 2.1.330: between two rules. Hints are dim, with their first letter plain where the cursor is;
 * a list of commands opens below. `!` in place of its mark is the mode of a shell.
 */
export const claudePromptBox = {
  shape: { kind: 'edges' },
  first: String.raw`^❯(?:\s|$)|^(?=!(?:\s|$))`,
  next: '^ {2}',
  trailer: String.raw`^[·✢✳✶✻✽*] \S.*(?: for (?:\d+[hms] ?)+(?: ·.*)?|….*)$|^ {20,}\S.* · /effort$`,
} as const satisfies PromptBoxRuleInput
