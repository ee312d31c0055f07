import type { Condition } from '../../screen/rules.ts'

/**
 * Gemini CLI, measured at 0.61: its box of half blocks, or without them in a terminal of 256 colours, where its footer tells; its
 * dialogs in a frame that nothing stands below; its title, of which it clears the terminal as it ends.
 */
export const geminiSignature: readonly Condition[] = [
  {
    region: { kind: 'cursorBox' },
    all: [{ regex: '^▄{8}' }, { regex: String.raw`^ [>!*](?:\s|$)` }, { regex: '^▀{8}' }],
  },
  {
    all: [
      { region: { kind: 'cursorLine' }, regex: String.raw`^ [>!*](?:\s|$)` },
      { region: { kind: 'bottom', lines: 2 }, regex: String.raw`^ workspace \(/directory\) {2}` },
    ],
  },
  {
    all: [
      { region: { kind: 'bottom', lines: 1 }, regex: '^ ?╰─{8}' },
      { region: { kind: 'bottom', lines: 20 }, regex: String.raw`^ ?│ ● \d\. ` },
      {
        region: { kind: 'bottom', lines: 20 },
        regex: '^ ?│ (?:Allow execution of|Apply this change|Do you trust the files in this folder)',
      },
    ],
  },
  {
    all: [
      {
        region: { kind: 'title' },
        regex: String.raw`^(?:◇ +Ready|[✦⏲] +Working…|✋ +Action Required) \(`,
      },
      { region: { kind: 'bottom', lines: 24 }, regex: '^ ?(?:[▄▀─]{8}|[╭╰]─{8})' },
    ],
  },
]
