import type { PromptBoxRuleInput } from '../../activity/prompt-box.ts'

/** Gemini CLI, measured at 0.61: between rows of half blocks, as the prompts of earlier turns. Hints are grey. */
export const geminiPromptBox = {
  shape: { kind: 'edges' },
  first: String.raw`^ [>*](?:\s|$)|^ (?=!(?:\s|$))`,
  next: '^ {3}',
  placeholders: ['Type your message or @path/to/file'],
} as const satisfies PromptBoxRuleInput
