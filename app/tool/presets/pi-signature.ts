import type { Condition } from '../../screen/rules.ts'

/** Pi, measured at 0.73: its box without a mark, and below it how much of the context is used. Its title stays when it has ended. */
export const piSignature: readonly Condition[] = [
  {
    all: [
      { region: { kind: 'cursorBox' }, regex: '^─{8}' },
      {
        region: { kind: 'belowCursorBox' },
        regex: String.raw`(?:^| )\d{1,3}(?:\.\d+)?%/\d+(?:\.\d+)?[kM](?: \(auto\))?(?: |$)`,
      },
    ],
  },
]
