import { expect, test } from 'vitest'
import { darkTheme } from '../../../../../app/terminal/theme.ts'
import { Screen } from '../../../../../main/pty-host/screen/screen.ts'

/** The screen of 20 columns after some output, whole lines again. */
function wholeAfter(output: string): string {
  const nothing = (): void => undefined
  const screen = new Screen({
    cols: 20,
    rows: 6,
    appVersion: '1',
    theme: darkTheme,
    onReply: nothing,
    onSignal: nothing,
  })
  screen.parse(new TextEncoder().encode(output))
  return screen.whole(screen.frame())
}

test('a line that wrapped is one again, blanks at the edge and all', () => {
  expect(wholeAfter('go on: x --resume  0123456789abcdef\r\nnext\r\n')).toBe(
    'go on: x --resume  0123456789abcdef\nnext\n',
  )
  expect(wholeAfter('twenty columns are  full\r\n')).toBe('twenty columns are  full\n')
})

test('the line that the cursor stands behind may go on, and has no end', () => {
  expect(wholeAfter('one\r\nx --resume 01')).toBe('one\nx --resume 01')
  expect(wholeAfter('one\r\nx --resume 01 ')).toBe('one\nx --resume 01')
  expect(wholeAfter('one\r\nx --resume 01\r')).toBe('one\nx --resume 01\n')
  expect(wholeAfter('one\r\ntwo\x1b[1;1H')).toBe('one\ntwo\n')
})

test('lines that have left the screen are not on it', () => {
  expect(wholeAfter('1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7')).toBe('2\n3\n4\n5\n6\n7')
  expect(wholeAfter('')).toBe('')
})
