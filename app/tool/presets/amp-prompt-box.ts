import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Amp, measured at 0.0.1790142911: a frame at the foot of the screen, with its mode in the upper edge and the folder in the
 * lower. At work the lower edge says what it does, so that it is no edge to go by. Images stand in the first row.
 */
export const ampPromptBox = {
  shape: { kind: 'mark', mark: String.raw`^╭─{8}.*─╮$` },
  first: '^╭.*╮$',
  next: '^│ ?(?:Images: )?',
  end: ' *│$|^╰.*╯$',
} as const satisfies PromptBoxRuleInput
