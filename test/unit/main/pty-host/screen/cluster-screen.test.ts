import { describe, expect, test } from 'vitest'
import stringWidth from 'string-width'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'
import { printedSigns } from '../../../../support/printed-signs.ts'

const cols = 20
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u
const isOneEmoji = (sign: string) =>
  emoji.test(sign) && stringWidth(sign) === 2 && [...new Intl.Segmenter().segment(sign)].length === 1

function screenOf(text: string): Screen {
  const nothing = () => undefined
  const screen = new Screen({
    cols,
    rows: 6,
    appVersion: '1',
    theme: darkTheme,
    onReply: nothing,
    onSignal: nothing,
  })
  screen.parse(Buffer.from(text))
  return screen
}

describe('each sign that agents print', () => {
  test('takes as many cells as they reckon, and is read as it was printed', () => {
    for (const sign of printedSigns) {
      const frame = screenOf(`${sign}|`).frame()
      expect([sign, frame.cursor.x]).toEqual([sign, stringWidth(sign) + 1])
      expect(frame.lines[0]).toBe(`${sign}|`)
    }
  })

  test('keeps the sides of a box in line', () => {
    for (const sign of printedSigns) {
      const inside = sign + ' '.repeat(10 - stringWidth(sign))
      const screen = screenOf(`╭──────────╮\r\n│${inside}│\r\n╰──────────╯\u001b[2;12H`)
      screen.parse(Buffer.from('\u001b[K#'))
      expect(screen.frame().lines[1]).toBe(`│${inside}#`)
    }
  })

  test('goes whole to the next line where it does not fit', () => {
    for (const sign of printedSigns.filter(isOneEmoji)) {
      const { lines, cursor } = screenOf(`${'x'.repeat(cols - 1)}${sign}`).frame()
      expect(lines.slice(0, 2)).toEqual(['x'.repeat(cols - 1), sign])
      expect(cursor).toEqual({ x: 2, y: 1 })
    }
  })

  test('is in a snapshot what it is on the screen, in cells of its own where it was printed so', () => {
    for (let index = 0; index < printedSigns.length; index += 4) {
      const signs = printedSigns.slice(index, index + 4)
      for (const between of ['', '\u001b[m', '\r\n']) {
        const screen = screenOf(signs.join(between))
        const again = screenOf(screen.snapshot().data)
        expect(again.frame()).toEqual(screen.frame())
        for (const both of [screen, again]) both.parse(Buffer.from('|'))
        expect(again.frame()).toEqual(screen.frame())
      }
    }
  })
})

test('flags and families whose parts were printed apart stay apart in a snapshot', () => {
  for (const [first, second] of [
    ['🇩', '🇪'],
    ['👩‍', '💻'],
    ['👍', '🏽'],
  ] as const) {
    const screen = screenOf(`${first}\u001b[m${second}|`)
    expect(screenOf(screen.snapshot().data).frame()).toEqual(screen.frame())
  }
})
