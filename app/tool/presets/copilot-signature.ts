import type { Condition } from '../../screen/rules.ts'

/**
 * Copilot CLI, measured at 1.0.102: its box, of rules or of half blocks as it knows the terminal's colours or not, with its footer
 * below; its dialogs by the keys in their frame. Its title stays when it has ended, so that it proves nothing.
 */
export const copilotSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorBox' }, regex: '^(?:─{8}|╻▄{8})' },
      { region: { kind: 'cursorBox' }, regex: String.raw`^[❯┃!](?:\s|$)` },
      {
        region: { kind: 'belowCursorBox' },
        regex: String.raw`^ (?:.{0,80} · )?(?:/ commands|\? help|@ files · # issues|/help show help)|^ (?:Interactive|Plan|Autopilot) · |^ [●◉◎○] (?:\w+.{0,40} esc esc (?:interrupt|edit prompt)|Cancelling)\b|^ ctrl\+c again to exit`,
      },
    ],
  },
  {
    all: [
      {
        region: { kind: 'bottom', lines: 2 },
        regex: '^│ ↑/↓ to navigate · enter to select · esc to cancel',
      },
      { region: { kind: 'bottom', lines: 1 }, regex: '^╰─{8}' },
      { region: { kind: 'bottom', lines: 30 }, regex: String.raw`^│ ❯ \d\. ` },
    ],
  },
]
