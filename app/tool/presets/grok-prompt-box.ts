import type { PromptBoxRuleInput } from '../../screen/prompt-box.ts'

/**
 * Grok Build, measured at 1.0: a closed box with a mark. What it suggests as the next prompt is faint, and a long draft
 * has a scrollbar in the last column. Its shell mode has `!` for a mark.
 */
export const grokPromptBox = {
  shape: { kind: 'edges' },
  first: '^ {0,4}│ (?:❯ ?|(?=!(?: |$)))',
  next: '^ {0,4}│ {0,3}',
  end: '(?:[█▇▆▅▄▃▂▁] )?│$',
  trailer: String.raw`^ *(?:Worked for \d\S*(?: \d\S*)?|Tight on space\? .*)?[ █▇▆▅▄▃▂▁]*$`,
} as const satisfies PromptBoxRuleInput
