import type { Condition } from '../../screen/rules.ts'

/**
 * Claude Code, measured at 2.1.330: its box with its footer, or its own marks above; its dialogs by the option in
 * the line of the cursor and the keys in their last row.
 * Copilot CLI has the same box and another footer.
 */
export const claudeSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorBox' }, regex: '^─{8}' },
      { region: { kind: 'cursorBox' }, regex: String.raw`^[❯!](?:\s|$)` },
      {
        any: [
          {
            region: { kind: 'belowCursorBox' },
            regex: String.raw`^ {2}(?:[⏸⏵]|\? for shortcuts|! for (?:shell|bash) mode|esc to interrupt|Press (?:Ctrl-[CD]|up) )`,
          },
          { regex: String.raw`^[·✢✳✶✻✽*] [^\s.]+ for \d|^ {2}⎿ |▛█ +Claude Code v\d` },
        ],
      },
    ],
  },
  {
    all: [
      {
        region: { kind: 'bottom', lines: 1 },
        regex: String.raw`^ ?(?:Esc to cancel · Tab to amend|Enter to select · .{1,60} to navigate · Esc to cancel)`,
      },
      { region: { kind: 'cursorLine' }, regex: String.raw`^ ?❯ \d\. ` },
    ],
  },
  {
    all: [
      { region: { kind: 'bottom', lines: 1 }, regex: '^ Enter to confirm · Esc to cancel' },
      { region: { kind: 'cursorLine' }, regex: '^ ❯ ' },
      {
        region: { kind: 'bottom', lines: 24 },
        regex: '^ Quick safety check: Is this a project|^ Do you trust the files in this folder',
      },
    ],
  },
  {
    all: [
      { regex: '^▔{20}' },
      { region: { kind: 'bottom', lines: 1 }, regex: String.raw`\bEsc to (?:close|cancel|exit|go back)\b` },
    ],
  },
  {
    all: [
      { region: { kind: 'title' }, regex: String.raw`^(?:[✳◐◑] (?!Qwen - )\S|Claude Code$)` },
      { regex: '^(?:─{20}|▔{20})' },
      { region: { kind: 'bottom', lines: 12 }, regex: '^ {0,3}❯ ?|Esc to |esc to ' },
    ],
  },
]
