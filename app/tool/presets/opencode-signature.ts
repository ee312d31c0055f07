import type { Condition } from '../../screen/rules.ts'

/**
 * opencode, measured at 1.18: the bar beside the cursor, the foot of its box and the keys below; its dialog; its title. Copilot CLI
 * may have the same bar, in the first column.
 */
export const opencodeSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorLine' }, regex: '^ {2,}┃' },
      { region: { kind: 'bottom', lines: 8 }, regex: '^ {2,}╹▀{8}' },
      {
        region: { kind: 'bottom', lines: 8 },
        regex: String.raw`\bctrl\+p commands\b|(?<!\besc )\besc (?:again to )?interrupt\b`,
      },
    ],
  },
  {
    region: { kind: 'bottom', lines: 24 },
    all: [
      { regex: '^ {2,}┃ +△ Permission required' },
      { region: { kind: 'bottom', lines: 2 }, regex: '^ {2,}┃ +Allow once +Allow always +Reject' },
      { region: { kind: 'bottom', lines: 1 }, regex: '^ {2,}┃' },
    ],
  },
  {
    all: [{ region: { kind: 'title' }, regex: String.raw`^(?:OpenCode$|OC \| )` }, { regex: '^ {2,}[┃╹]' }],
  },
]
