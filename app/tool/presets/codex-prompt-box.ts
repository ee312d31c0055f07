import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Codex, measured at 0.169 and 0.171: no box, only a mark; blank rows and a footer below. Its hint is dim. A list of commands
 * opens above, with a mark of its own; dialogs have one before their options. A tall draft has a scroll mark at its right
 * and takes the footer's place.
 */
export const codexPromptBox = {
  shape: { kind: 'mark', mark: String.raw`^[›!](?:\s|$)` },
  first: String.raw`^›(?:\s|$)|^(?=!(?:\s|$))`,
  next: '^ {2}',
  end: String.raw`\s+[↑↓]$`,
  unless: {
    region: { kind: 'bottom', lines: 1 },
    regex: String.raw`[Pp]ress enter to|\benter (?:to )?(?:confirm|continue|submit|select|save|review|open)\b|\besc to (?:cancel|close|dismiss|go back)|\besc (?:back|skip)$`,
  },
  trailer: String.raw`^ *Worked for (?:<|\d).* • `,
} as const satisfies PromptBoxRuleInput
