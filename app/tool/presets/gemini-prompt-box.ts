import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Gemini CLI, measured at 0.61: between rows of half blocks, as the prompts of earlier turns. Hints are grey. While its
 * terminal has not the focus, the cursor is below all it has drawn.
 */
export const geminiPromptBox = {
  shape: { kind: 'edges', strays: true },
  first: String.raw`^ [>*](?:\s|$)|^ (?=!(?:\s|$))`,
  next: '^ {3}',
  placeholders: ['Type your message or @path/to/file', String.raw`Press 'i' for INSERT mode\.`],
  trailer: String.raw`^ +\? for shortcuts$|^ (?:\S.{0,30} )?Shift\+Tab to `,
} as const satisfies PromptBoxRuleInput
