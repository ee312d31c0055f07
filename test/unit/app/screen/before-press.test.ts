import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { whyNotPress } from '../../../../app/screen/before-press.ts'
import { emptyFrame } from '../../../../app/screen/frame.ts'
import { PromptBoxRuleSchema } from '../../../../app/screen/prompt-box.ts'
import { kimiPromptBox } from '../../../../app/tool/presets/kimi-prompt-box.ts'

const promptBox = v.parse(PromptBoxRuleSchema, kimiPromptBox)
const edge = '─'.repeat(40)

/** A box of Kimi Code with these rows in it, and the cursor at the end of the last one. */
function boxOf(first: string, ...rows: readonly string[]) {
  const texts = [`│ > ${first}`, ...rows.map((row) => `│   ${row}`)]
  const lines = [` ╭${edge}╮`, ...texts.map((text) => ` ${text.padEnd(41)}│`), ` ╰${edge}╯`]
  const cursor = { x: 1 + (texts.at(-1) ?? '').length, y: texts.length }
  return { ...emptyFrame, lines, solid: lines, cursor, front: 0 }
}

describe('a prompt with a path before it', () => {
  const when = { text: 'what is it', standing: '/tmp/drops/shot.png ', lead: '', promptBox, front: null }

  test('is sent where both stand in the box, wherever it wraps', () => {
    expect(whyNotPress(boxOf('/tmp/drops/shot.png what is it'), null, when)).toBeNull()
    expect(whyNotPress(boxOf('/tmp/drops/shot.png', ' what is it'), null, when)).toBeNull()
  })

  test('is sent where the tool shows its mark in place of the path', () => {
    expect(whyNotPress(boxOf('[Image #1] what is it'), null, when)).toBeNull()
  })

  test('is not sent while one of them is missing, or where there is more', () => {
    for (const text of [
      '/tmp/drops/shot.png',
      '/tmp/drops/shot.png what',
      'see /tmp/drops/shot.png what is it',
    ])
      expect(whyNotPress(boxOf(text), null, when), text).toBe('absent')
  })
})

describe('a prompt for a program that was in front', () => {
  const shown = boxOf('what is it')
  const when = { text: 'what is it', standing: '', lead: '', promptBox, front: 12 }

  test('is sent while that program is in front, and where nobody can tell', () => {
    expect(whyNotPress({ ...shown, front: 12 }, null, when)).toBeNull()
    expect(whyNotPress({ ...shown, front: null }, null, when)).toBeNull()
    expect(whyNotPress({ ...shown, front: 13 }, null, { ...when, front: null })).toBeNull()
  })

  test('is not sent once another one is, though the text still stands there', () => {
    expect(whyNotPress({ ...shown, front: 0 }, null, when)).toBe('absent')
    expect(whyNotPress({ ...shown, front: 13 }, null, { ...when, front: 0 })).toBe('absent')
  })
})
