import type { Condition } from '../../screen/rules.ts'

/**
 * Codex, measured at 0.169: no box, so its mark in the line of the cursor and its footer below that; its dialogs by their marked
 * option and the keys in their last row. Its title has only the folder's name while it rests.
 */
export const codexSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorLine' }, regex: String.raw`^[›!](?:\s|$)` },
      {
        region: { kind: 'bottom', lines: 2 },
        regex: String.raw`^ {2}[^\s·]+ [^·]{1,40} · (?:[~/]|[A-Z]:\\)|\? for shortcuts|^ {2}(?:esc again to edit previous message|\? / esc close)`,
      },
    ],
  },
  {
    all: [
      {
        region: { kind: 'bottom', lines: 1 },
        regex: String.raw`^ {2}(?:Press enter to confirm or esc to |enter (?:select|continue|confirm|submit)\b.{0,60} · esc )`,
      },
      { region: { kind: 'bottom', lines: 24 }, regex: String.raw`^› \d\. ` },
    ],
  },
  {
    all: [
      { region: { kind: 'title' }, regex: String.raw`^(?:[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] \S|\[ [!.] \] Action Required)` },
      { region: { kind: 'bottom', lines: 24 }, regex: String.raw`^[›•◦] \S` },
    ],
  },
]
