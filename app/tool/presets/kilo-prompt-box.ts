import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'
import { opencodePromptBox } from './opencode-prompt-box.ts'

/** Kilo CLI, measured at 7.7: opencode's box, with three dots in its hint in place of an ellipsis. */
export const kiloPromptBox = {
  ...opencodePromptBox,
  placeholders: [
    ...opencodePromptBox.placeholders,
    String.raw`Ask anything\.\.\. ".*"`,
    String.raw`Run a command\.\.\. ".*"`,
  ],
} as const satisfies PromptBoxRuleInput
