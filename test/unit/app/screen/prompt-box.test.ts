import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../app/screen/frame.ts'
import {
  holdsText,
  PromptBoxRuleSchema,
  readPromptBox,
  type PromptBoxRuleInput,
  type PromptFrame,
} from '../../../../app/screen/prompt-box.ts'
import { ampPromptBox } from '../../../../app/tool/presets/amp-prompt-box.ts'
import { auggiePromptBox } from '../../../../app/tool/presets/auggie-prompt-box.ts'
import { claudePromptBox } from '../../../../app/tool/presets/claude-prompt-box.ts'
import { clinePromptBox } from '../../../../app/tool/presets/cline-prompt-box.ts'
import { codexPromptBox } from '../../../../app/tool/presets/codex-prompt-box.ts'
import { continuePromptBox } from '../../../../app/tool/presets/continue-prompt-box.ts'
import { copilotPromptBox } from '../../../../app/tool/presets/copilot-prompt-box.ts'
import { droidPromptBox } from '../../../../app/tool/presets/droid-prompt-box.ts'
import { geminiPromptBox } from '../../../../app/tool/presets/gemini-prompt-box.ts'
import { grokPromptBox } from '../../../../app/tool/presets/grok-prompt-box.ts'
import { kimiPromptBox } from '../../../../app/tool/presets/kimi-prompt-box.ts'
import { kiloPromptBox } from '../../../../app/tool/presets/kilo-prompt-box.ts'
import { opencodePromptBox } from '../../../../app/tool/presets/opencode-prompt-box.ts'
import { piPromptBox } from '../../../../app/tool/presets/pi-prompt-box.ts'
import { qwenPromptBox } from '../../../../app/tool/presets/qwen-prompt-box.ts'
import { CursorSchema, screensOf } from '../../../support/screens.ts'

const rules: Record<string, PromptBoxRuleInput> = {
  amp: ampPromptBox,
  auggie: auggiePromptBox,
  claude: claudePromptBox,
  cline: clinePromptBox,
  codex: codexPromptBox,
  continue: continuePromptBox,
  copilot: copilotPromptBox,
  droid: droidPromptBox,
  gemini: geminiPromptBox,
  grok: grokPromptBox,
  kilo: kiloPromptBox,
  kimi: kimiPromptBox,
  opencode: opencodePromptBox,
  pi: piPromptBox,
  qwen: qwenPromptBox,
}

/** Screens of the real tools. `faint`: the rows with faint cells blank, where they differ, by their index. */
const fixtures = screensOf(
  'prompt-box',
  v.strictObject({
    state: v.string(),
    cursor: CursorSchema,
    lines: v.array(v.string()),
    faint: v.record(v.string(), v.string()),
    box: v.variant('kind', [
      v.strictObject({ kind: v.literal('none') }),
      v.strictObject({ kind: v.literal('empty') }),
      v.strictObject({ kind: v.literal('draft'), text: v.string() }),
    ]),
  }),
)

const read = (frame: PromptFrame, rule: PromptBoxRuleInput) =>
  readPromptBox(frame, v.parse(PromptBoxRuleSchema, rule))

describe.each(Object.entries(rules))('the prompt box of %s', (tool, rule) => {
  const states = fixtures.find((fixture) => fixture.tool === tool)?.screens ?? []

  test.each(states)('is read right: $state', ({ lines, cursor, faint, box }) => {
    const solid = lines.map((line, row) => faint[row] ?? line)
    expect(read({ ...emptyFrame, lines, cursor, solid }, rule), lines.join('\n')).toEqual(box)
  })

  test('is not read without a cursor', () => {
    const [state] = states
    expect(read({ ...emptyFrame, lines: state?.lines ?? [], solid: [] }, rule)).toEqual({ kind: 'none' })
  })
})

test('every tool whose screens are kept has a rule', () => {
  expect(fixtures.map(({ tool }) => tool)).toEqual(Object.keys(rules))
})

const edge = '─'.repeat(20)

/** A box between rules with the cursor where the first row holds `|`; what is between `‹` and `›` is faint. */
function boxed(...rows: readonly string[]): PromptFrame {
  const marked = [edge, ...rows, edge]
  const plain = marked.map((row) => row.replace(/[‹›]/gu, ''))
  const y = plain.findIndex((row) => row.includes('|'))
  return {
    ...emptyFrame,
    lines: plain.map((row) => row.replace('|', '')),
    cursor: { x: plain[y]?.indexOf('|') ?? 0, y },
    solid: marked.map((row) =>
      row.replace('|', '').replace(/‹(.*?)›/gu, (_, faint: string) => ' '.repeat(faint.length)),
    ),
  }
}

describe('what is faint', () => {
  test('is a hint where it begins at the cursor, whatever it says and though its first letter is plain', () => {
    expect(read(boxed('❯ |‹Press up to edit›'), claudePromptBox)).toEqual({ kind: 'empty' })
    expect(read(boxed('❯ |P‹ress up to edit›'), claudePromptBox)).toEqual({ kind: 'empty' })
    expect(read(boxed('❯ |‹one long hint that›', '  ‹wraps›'), claudePromptBox)).toEqual({ kind: 'empty' })
  })

  test('is a draft where the cursor is behind it: colours alone prove nothing', () => {
    expect(read(boxed('❯ ‹all of it›|'), claudePromptBox)).toEqual({ kind: 'draft', text: 'all of it' })
  })

  test('is a draft where a rule says that the tool draws no hints', () => {
    const rule = { ...claudePromptBox, faintIsHint: false }
    expect(read(boxed('❯ |‹hint›'), rule)).toEqual({ kind: 'draft', text: 'hint' })
  })

  test('is no part of a draft that it completes', () => {
    expect(read(boxed('❯ /add|‹-dir›'), claudePromptBox)).toEqual({ kind: 'draft', text: '/add' })
  })

  test('is a part of a draft before the cursor: brackets of a mark are drawn so', () => {
    expect(read(boxed('❯ see ‹[›Image #1‹]›|'), claudePromptBox)).toEqual({
      kind: 'draft',
      text: 'see [Image #1]',
    })
  })

  test('is a draft with the cursor at its start if a single letter more is plain', () => {
    expect(read(boxed('❯ |‹al›l‹ of it›'), claudePromptBox)).toMatchObject({ kind: 'draft' })
  })
})

describe('a box', () => {
  test('in which the cursor is not is none', () => {
    const frame = boxed('❯ draft|')
    expect(read({ ...frame, cursor: { x: 0, y: 0 } }, claudePromptBox)).toEqual({ kind: 'none' })
  })

  test('with another mark is none, and with the mark of a mode a draft, though empty', () => {
    expect(read(boxed('? |'), claudePromptBox)).toEqual({ kind: 'none' })
    expect(read(boxed('! |'), claudePromptBox)).toEqual({ kind: 'draft', text: '!' })
  })

  test('with a placeholder among other lines is a draft', () => {
    const text = 'Type your message or @path/to/file'
    expect(read(boxed(`> |${text}`), qwenPromptBox)).toEqual({ kind: 'empty' })
    expect(read(boxed(`> ${text}|`, '  and more'), qwenPromptBox)).toMatchObject({ kind: 'draft' })
  })

  test('is read on any screen, wherever the cursor is', () => {
    const piece = fc.constantFrom(
      edge,
      '─── ↑ 3 more ─────────',
      '❯ ',
      '› ',
      ' > ',
      '> ',
      '┃  ',
      '╹▀▀▀▀▀▀▀▀',
      '╻▄▄▄▄▄▄▄▄',
      'text',
      '',
      '  ',
    )
    const row = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))
    const place = fc.record({ x: fc.nat(40), y: fc.nat(12) })
    const parsed = Object.values(rules).map((rule) => v.parse(PromptBoxRuleSchema, rule))
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 12 }),
        fc.array(row, { maxLength: 12 }),
        place,
        (lines, solid, cursor) => {
          for (const rule of parsed) {
            const reading = readPromptBox({ ...emptyFrame, lines, solid, cursor }, rule)
            if (reading.kind === 'draft') expect(reading.text).not.toMatch(/^\s*\n|\n$/u)
          }
        },
      ),
    )
  })

  test('is refused with a pattern that is none', () => {
    expect(v.is(PromptBoxRuleSchema, { shape: { kind: 'edges' }, first: '(' })).toBe(false)
  })
})

const word = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .map((text) => text.replace(/[\s[\]]/gu, 'x'))
const words = fc.array(word, { minLength: 1, maxLength: 60 })

describe('a box holds a prompt', () => {
  test('however it is wrapped', () => {
    fc.assert(
      fc.property(words, fc.infiniteStream(fc.constantFrom(' ', '\n', '\n  ', '   ', '')), (list, gaps) => {
        const box = list.map((one) => one + String(gaps.next().value)).join('')
        expect(holdsText(box, list.join(' '))).toBe(true)
      }),
    )
  })

  test('with marks of images anywhere, and with folded pastes in place of any of it', () => {
    const mark = fc.constantFrom('[Image #1]', '[Image 2]', '[Image shot.png] ', '[📷 my shot.png]')
    const fold = fc.constantFrom(
      '[Pasted text #1 +39 lines]',
      '[Pasted Content 1024 chars]',
      '[Pasted ~4 lines]',
      '[Pasted Text: 40 lines]',
      '[Pasted: 40 lines]',
      '[Paste #1 - 40 lines]',
      '[paste #1 +40\n lines]',
      '[Paste #1, 40 lines]',
      '[its first [words]... 40 lines]',
      '[its first words... Pasted +40 lines]',
    )
    fc.assert(
      fc.property(words, words, words, mark, fold, (before, folded, after, image, paste) => {
        const prompt = [...before, ...folded, ...after].join(' ')
        expect(holdsText(`${image}${before.join(' ')}${paste}${after.join('\n')}`, prompt)).toBe(true)
        expect(holdsText(paste, prompt)).toBe(true)
        expect(holdsText(`${paste} ${before.join('')}§`, prompt)).toBe(false)
      }),
    )
  })

  test('but not with a word more or less', () => {
    fc.assert(
      fc.property(words, fc.nat(), (list, at) => {
        const short = list.toSpliced(at % list.length, 1)
        expect(holdsText(short.join(' '), list.join(' '))).toBe(false)
        expect(holdsText(list.join(' '), short.join(' '))).toBe(false)
      }),
    )
  })

  test('by its last rows where it is scrolled, and not by its first', () => {
    const rows = Array.from({ length: 30 }, (_, at) => `row ${at} of a long prompt`)
    expect(holdsText(rows.slice(-8).join('\n'), rows.join('\n'))).toBe(true)
    expect(holdsText(rows.slice(0, 8).join('\n'), rows.join('\n'))).toBe(false)
    expect(holdsText(rows.slice(-3).join('\n'), rows.join('\n'))).toBe(false)
  })

  test('that has nothing but images', () => {
    expect(holdsText('[Image #1] [Image #2]', '')).toBe(true)
    expect(holdsText('[Image #1] and', '')).toBe(false)
  })

  test('that itself speaks of marks', () => {
    expect(holdsText('what is [Image #1]?', 'what is [Image #1]?')).toBe(true)
    expect(holdsText('[Pasted text #1 +3 lines]', '[Pasted text #1 +3 lines]')).toBe(true)
  })
})
