import { describe, expect, test } from 'vitest'
import { emptyFrame, linesOf, type Frame } from '../../../../app/screen/frame.ts'
import type { Region } from '../../../../app/screen/rules.ts'

const rule = '─'.repeat(20)

function frame(lines: readonly string[], more: Partial<Frame> = {}): Frame {
  return { ...emptyFrame, lines, ...more }
}

const cut = (
  kind: Exclude<Region['kind'], 'bottom' | 'afterLast'>,
  ...lines: readonly string[]
): readonly string[] => linesOf(frame(lines), { kind })

describe('what comes after the last of some lines', () => {
  const after = (regex: string, ...lines: readonly string[]) =>
    linesOf(frame(lines), { kind: 'afterLast', regex, lines: 3 })

  test('begins below it, and goes no higher than asked', () => {
    expect(after('^> ', '> one', 'a', '> two', 'b', '', 'c')).toEqual(['b', 'c'])
    expect(after('^> ', '> one', 'a', 'b', 'c', 'd')).toEqual(['b', 'c', 'd'])
  })

  test('is the bottom of the screen where there is none', () => {
    expect(after('^> ', 'a', 'b', '', 'c', 'd')).toEqual(['b', 'c', 'd'])
  })
})

describe('the bottom of a screen', () => {
  const bottom = (count: number, ...lines: readonly string[]) =>
    linesOf(frame(lines), { kind: 'bottom', lines: count })

  test('is the last lines that are not empty, wherever the tool left off', () => {
    expect(bottom(2, 'a', 'b', '', 'c', '', '')).toEqual(['b', 'c'])
  })

  test('is all there is on a screen with less than that', () => {
    expect(bottom(5, '', 'a', '')).toEqual(['a'])
    expect(bottom(5, '', '')).toEqual([])
    expect(bottom(5)).toEqual([])
  })
})

describe('what stands below the last rule', () => {
  test('begins under the last of several', () => {
    expect(cut('belowRule', 'a', rule, 'b', rule, 'c', 'd')).toEqual(['c', 'd'])
  })

  test('is the whole screen where there is no rule', () => {
    expect(cut('belowRule', 'a', 'b')).toEqual(['a', 'b'])
  })

  test('is nothing where the rule is the last line', () => {
    expect(cut('belowRule', 'a', rule)).toEqual([])
  })

  test('is told by a heavy line, an indented one, and one with a label in it', () => {
    for (const line of ['━'.repeat(20), `  ${rule}`, `${'─'.repeat(10)} plan mode ${'─'.repeat(10)}`])
      expect(cut('belowRule', 'a', line, 'b')).toEqual(['b'])
  })

  test('is not told by dashes of prose, by a few strokes, or by a line that begins with words', () => {
    for (const line of [
      '--------------------',
      '───',
      `${'─'.repeat(8)} ${'words '.repeat(9)}`,
      `total ${rule}`,
    ])
      expect(cut('belowRule', 'a', line, 'b')).toEqual(['a', line, 'b'])
  })

  test('is not told by the edge of a frame: a table in an answer hides nothing', () => {
    expect(cut('belowRule', 'a', `┌${rule}┐`, '│ b │', `└${rule}┘`, 'c')).toHaveLength(5)
  })
})

describe('the box of the cursor', () => {
  const lines = [rule, 'old', rule, '❯ draft', '  more', rule, 'footer', '', 'last']
  const at = (y: number, kind: 'cursorBox' | 'belowCursorBox') =>
    linesOf(frame(lines, { cursor: { x: 0, y } }), { kind })

  test('reaches from the edge above the cursor to the edge below it', () => {
    expect(at(4, 'cursorBox')).toEqual([rule, '❯ draft', '  more', rule])
    expect(at(4, 'belowCursorBox')).toEqual(['footer', '', 'last'])
    expect(at(1, 'cursorBox')).toEqual([rule, 'old', rule])
  })

  test('is none where the cursor is outside of one, on an edge, or nowhere', () => {
    for (const y of [2, 6, 8]) {
      expect(at(y, 'cursorBox')).toEqual([])
      expect(at(y, 'belowCursorBox')).toEqual([])
    }
    expect(cut('cursorBox', ...lines)).toEqual([])
  })
})

describe('the box to type in', () => {
  test('is what stands between the last two rules', () => {
    expect(cut('promptBox', rule, 'old', rule, '❯ draft', '  more', rule, 'footer')).toEqual([
      '❯ draft',
      '  more',
    ])
  })

  test('is what a frame holds, without the frame', () => {
    expect(cut('promptBox', 'a', `╭${rule}╮`, '│ > draft          │', `╰${rule}╯`, 'footer')).toEqual([
      '> draft',
    ])
    expect(cut('promptBox', `┏${rule}┓`, '┃ > draft ┃', `┗${rule}┛`)).toEqual(['> draft'])
  })

  test('is what stands between rows of half blocks', () => {
    expect(cut('promptBox', '▄'.repeat(20), ' > draft', '▀'.repeat(20))).toEqual([' > draft'])
  })

  test('is nothing on a screen with one edge or none: half of a redraw is no box', () => {
    expect(cut('promptBox', 'a', '❯ draft')).toEqual([])
    expect(cut('promptBox', '❯ draft', rule)).toEqual([])
    expect(cut('promptBox', rule, '❯ draft')).toEqual([])
    expect(cut('promptBox')).toEqual([])
  })

  test('is nothing on a screen too narrow for a rule', () => {
    expect(cut('promptBox', '───────', '❯', '───────')).toEqual([])
  })

  test('may be empty', () => {
    expect(cut('promptBox', rule, rule)).toEqual([])
  })
})

describe('the line of the cursor', () => {
  const cursorLine = (lines: readonly string[], cursor: Frame['cursor']) =>
    linesOf(frame(lines, { cursor }), { kind: 'cursorLine' })

  test('keeps the blanks before the cursor that the screen has cut off', () => {
    expect(cursorLine(['Password:'], { x: 10, y: 0 })).toEqual(['Password: '])
    expect(cursorLine(['a', ''], { x: 4, y: 1 })).toEqual(['    '])
  })

  test('goes on behind the cursor where something stands there', () => {
    expect(cursorLine(['> a hint in grey'], { x: 2, y: 0 })).toEqual(['> a hint in grey'])
  })

  test('is empty below the last row, and is none where there is no screen', () => {
    expect(cursorLine(['a'], { x: 0, y: 9 })).toEqual([''])
    expect(cursorLine(['a'], null)).toEqual([])
  })
})

describe('what is no screen', () => {
  test('is looked at by its own region: the title, and each line of a notification', () => {
    const shown = frame(['screen'], { title: '⠋ codex', notification: ['Codex', 'approval needed'] })
    expect(linesOf(shown, { kind: 'title' })).toEqual(['⠋ codex'])
    expect(linesOf(shown, { kind: 'notification' })).toEqual(['Codex', 'approval needed'])
    expect(linesOf(shown, { kind: 'screen' })).toEqual(['screen'])
  })
})
