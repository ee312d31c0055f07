import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

const open: Screen[] = []
afterEach(() => open.splice(0).forEach((screen) => screen.dispose()))

function newScreen(cols = 40, rows = 5): Screen {
  const screen = new Screen({
    cols,
    rows,
    appVersion: '1.2.3',
    theme: darkTheme,
    onReply: () => undefined,
    onSignal: () => undefined,
  })
  open.push(screen)
  return screen
}

const write = (screen: Screen, text: string) => screen.parse(Buffer.from(text))
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `line ${from + at}`).join('\r\n')

describe('the text since a mark', () => {
  test('begins with the whole line of the cursor', () => {
    const screen = newScreen()
    write(screen, 'before\r\nready$ ')
    const mark = screen.mark()
    write(screen, 'ls\r\na  b\r\nready$ ')
    expect(screen.textFrom(mark)).toBe('ready$ ls\na  b\nready$')
  })

  test('has wrapped lines whole', () => {
    const screen = newScreen(10)
    const mark = screen.mark()
    write(screen, `${'0123456789'.repeat(3)}xyz\r\nend`)
    expect(screen.textFrom(mark)).toBe(`${'0123456789'.repeat(3)}xyz\nend`)
  })

  test('is the same after another size', () => {
    const screen = newScreen(40)
    write(screen, `${'wide '.repeat(10)}\r\nready$ `)
    const mark = screen.mark()
    // The line of the cursor is left to its program, which draws it again.
    write(screen, `words\r\n${'more '.repeat(9)}end\r\nready$ `)
    const text = screen.textFrom(mark)
    screen.resize(20, 5)
    expect(screen.textFrom(mark)).toBe(text)
    screen.resize(70, 9)
    expect(screen.textFrom(mark)).toBe(text)
  })

  test('is there as long as its line is kept, and is not told in part after', () => {
    const screen = newScreen()
    const mark = screen.mark()
    write(screen, `first\r\n${numbered(2, 900)}`)
    expect(screen.textFrom(mark)).toBe(`first\n${numbered(2, 900)}`.replaceAll('\r', ''))
    write(screen, `\r\n${numbered(901, 1200)}`)
    expect(screen.textFrom(mark)).toBeNull()
  })

  test('cannot be told from a mark in a full-screen program', () => {
    const screen = newScreen()
    write(screen, '\x1b[?1049h\x1b[Hmenu')
    const mark = screen.mark()
    write(screen, '\x1b[?1049lafter')
    expect(screen.textFrom(mark)).toBeNull()
  })

  test('knows how many lines stood above, wrapped ones as one', () => {
    const screen = newScreen(10)
    expect(screen.mark().linesAbove).toBe(0)
    write(screen, `one\r\n${'x'.repeat(35)}\r\nthree\r\n`)
    expect(screen.mark().linesAbove).toBe(3)
  })

  const anyText = fc.stringMatching(/^[a-z ]{0,90}[a-z]$/u)
  test('is what was written since, for any lines of any length', () => {
    fc.assert(
      fc.property(
        fc.array(anyText, { maxLength: 8 }),
        fc.array(anyText, { minLength: 1, maxLength: 30 }),
        (before, after) => {
          const screen = newScreen(20, 4)
          write(screen, before.map((line) => `${line}\r\n`).join(''))
          const mark = screen.mark()
          write(screen, after.join('\r\n'))
          expect(screen.textFrom(mark)).toBe(after.join('\n'))
        },
      ),
    )
  })
})
