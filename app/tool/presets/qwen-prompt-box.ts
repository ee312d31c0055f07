import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Qwen Code, measured at 0.24: between two rules. Hints are grey; after a turn one may be any text, which the tool
 * thinks the user will ask next. Images stand above the box, not in it, and are a draft as well.
 */
export const qwenPromptBox = {
  shape: { kind: 'edges' },
  first: String.raw`^[>*](?:\s|$)|^(?=!(?:\s|$))`,
  next: '^ {2}',
  mode: { region: { kind: 'bottom', lines: 16 }, regex: String.raw`^ {2}Attachments: \[` },
  placeholders: ['Type your message or @path/to/file'],
} as const satisfies PromptBoxRuleInput
