import { expect, test } from 'vitest'
import { claimOfReading } from '../../../../../app/activity/screen-claim.ts'
import { emptyFrame } from '../../../../../app/screen/frame.ts'
import { readFrame } from '../../../../../app/screen/read-frame.ts'
import { ruleSet } from '../../../../../app/screen/rule-set.ts'
import { presets } from '../../../../../app/tool/presets/presets.ts'

const rules = ruleSet(presets.find(({ name }) => name === 'crush')?.statusRules ?? []).screen

/** Written by hand after its source: the dialog stands over the conversation. */
const dialog = [
  '   Some text ╭──────────────────────────────────────────────╮',
  '             │ Permission Required ╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱╱ │',
  '             │ Tool bash                                    │',
  '             │   Allow     Allow for Session     Deny       │',
  '             ╰──────────────────────────────────────────────╯',
]

test('a screen of Crush with its dialog asks for approval', () => {
  const reading = readFrame(rules, { ...emptyFrame, lines: dialog })
  expect(reading === null ? null : claimOfReading(reading)).toMatchObject({
    kind: 'waiting',
    reason: 'approval',
    question: 'Permission Required',
  })
})

test('a screen of Crush without it says nothing', () => {
  for (const lines of [dialog.slice(2), ['Permission Required', 'Allow or Deny'], []])
    expect(readFrame(rules, { ...emptyFrame, lines })).toBeNull()
})
