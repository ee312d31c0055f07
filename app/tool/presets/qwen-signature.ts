import type { Condition } from '../../screen/rules.ts'

/** Qwen Code, measured at 0.24: its mark between two rules with its footer below; its dialog; its title. */
export const qwenSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorBox' }, regex: '^─{8}' },
      { region: { kind: 'cursorBox' }, regex: String.raw`^[>!*](?:\s|$)` },
      {
        region: { kind: 'belowCursorBox' },
        regex: String.raw`^ {2}(?:➜ |.{0,100}\(shift \+ tab to cycle\)|Enter to steer · |Press (?:Esc|Ctrl\+[CD]) again )`,
      },
    ],
  },
  {
    all: [
      {
        region: { kind: 'bottom', lines: 1 },
        regex: String.raw`^ {2}[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Waiting for user confirmation\.\.\.`,
      },
      { region: { kind: 'bottom', lines: 20 }, regex: String.raw`^ {3}[›●] \d\. ` },
    ],
  },
  {
    all: [
      { region: { kind: 'title' }, regex: String.raw`^(?:[◐◑✳]\ufe0e? )?Qwen - ` },
      { region: { kind: 'bottom', lines: 24 }, regex: '^─{20}|^ {2}[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ' },
    ],
  },
]
