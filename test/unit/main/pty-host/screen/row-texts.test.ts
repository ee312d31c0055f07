import type { Terminal } from '@xterm/headless'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lineText } from '../../../../../main/pty-host/screen/line-text.ts'
import { RowTexts } from '../../../../../main/pty-host/screen/row-texts.ts'
import { coreOf } from '../../../../../main/pty-host/screen/xterm-core.ts'
import { newTerminal } from '../../../../support/hosted.ts'
import { randomTui, seededRandom } from '../../../../support/random-tui.ts'

let terminal: Terminal
let texts: RowTexts

beforeEach(() => {
  terminal = newTerminal(24, 8)
  texts = new RowTexts()
})
afterEach(() => terminal.dispose())

/** Parsed at once: what is read next is what stands there. */
const write = (text: string): void => void coreOf(terminal)._inputHandler.parse(text)
const read = (): readonly string[] =>
  texts.read(coreOf(terminal).buffers.active, terminal.rows, terminal.cols)

/** Every row made into text again. */
function readAnew(): readonly string[] {
  const { lines, ybase } = coreOf(terminal).buffers.active
  return Array.from({ length: terminal.rows }, (_, row) => {
    const line = lines.get(ybase + row)
    return line === undefined ? '' : lineText(line, terminal.cols, false)
  })
}

describe('the rows of a screen', () => {
  test('are the same text as if each were read again, whatever was drawn', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = seededRandom(seed)
      for (let look = 0; look < 25; look++) {
        write(randomTui(random, 4))
        expect(read(), `seed ${seed}, look ${look}`).toEqual(readAnew())
      }
    }
  })

  test('are the same text at every size that a window is given', () => {
    const random = seededRandom(7)
    for (let look = 0; look < 200; look++) {
      write(randomTui(random, 6))
      if (look % 3 === 0) terminal.resize(2 + Math.floor(random() * 60), 1 + Math.floor(random() * 20))
      expect(read(), `look ${look}`).toEqual(readAnew())
    }
  })

  test('are read again where one changes, and only that one is another', () => {
    write('one\r\ntwo\r\nthree')
    expect(read().slice(0, 3)).toEqual(['one', 'two', 'three'])
    write('\u001b[2;1HTwo\u001b[2;4H!')
    expect(read().slice(0, 3)).toEqual(['one', 'Two!', 'three'])
    write('\u001b[2;1H\u001b[2K')
    expect(read().slice(0, 3)).toEqual(['one', '', 'three'])
  })

  test.each([
    ['an accent alone', 'e\u0301', 'e\u0300'],
    ['an accent in another column', 'e\u0301e', 'ee\u0301'],
    ['the order of two accents', 'a\u0301 a\u0300', 'a\u0300 a\u0301'],
    ['blanks in between', 'a b', 'a  b'],
    ['where it begins', 'a', ' a'],
    ['letters that stand the other way round', 'ab', 'ba'],
    ['wide letters', '日本', '本日'],
  ])('are another text where %s changes', (_, before, now) => {
    write(before)
    expect(read()[0]).toBe(before)
    write(`\u001b[1;1H\u001b[2K${now}`)
    expect(read()[0]).toBe(now)
  })

  test('are another text also where a 32-bit hash of their cells would be the same', () => {
    // FNV-1a over the cells of a row of 16 columns, which told rows apart before, gives one number for both.
    terminal.resize(16, 4)
    write('Reading 5573s')
    expect(read()[0]).toBe('Reading 5573s')
    write('\u001b[1;1H\u001b[2KChurning 6781s')
    expect(read()[0]).toBe('Churning 6781s')
  })

  test('are those of the screen that is shown, of the two that there are', () => {
    write('plain')
    expect(read()[0]).toBe('plain')
    write('\u001b[?1049h\u001b[Hfull')
    expect(read()[0]).toBe('full')
    write('\u001b[?1049l')
    expect(read()[0]).toBe('plain')
  })

  test('that were given out do not change with the next look', () => {
    write('first')
    const before = read()
    write('\u001b[1;1Hother')
    read()
    expect(before[0]).toBe('first')
  })

  test('are blank beyond a window that has grown, and gone with one that has shrunk', () => {
    write('1\r\n2\r\n3')
    read()
    terminal.resize(24, 12)
    expect(read()).toEqual(['1', '2', '3', ...Array.from({ length: 9 }, () => '')])
    terminal.resize(2, 3)
    expect(read()).toEqual(['1', '2', '3'])
  })
})
