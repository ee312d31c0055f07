import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../app/screen/frame.ts'
import { withoutTyped } from '../../../../app/screen/typed-apart.ts'

const typed = 'echo "sure? [y/n]"'

/** What is left of the last row, where `before` stood when the first key came and `now` stands on the frame. */
function left(before: string, now: string, drawn: string | null, bracketedPaste = false): string | null {
  const rows = [now.slice(0, 20), now.slice(20, 40), now.slice(40)].filter((row) => row !== '')
  const cursor = { x: (rows.at(-1) ?? '').length, y: rows.length }
  const frame = { ...emptyFrame, lines: ['above', ...rows], cursor }
  const cut = withoutTyped(frame, { left: before, bracketedPaste }, { left: now, bracketedPaste }, drawn)
  if (cut === null) return null
  expect(cut.lines.slice(0, -1)).toEqual(frame.lines.slice(0, -1))
  return (cut.lines.at(-1) ?? '').padEnd(cut.cursor?.x ?? 0)
}

describe('what a user types', () => {
  test('is taken off a line, also one that has wrapped', () => {
    expect(left('$ ', `$ ${typed}`, typed)).toBe('$ ')
    const folder = '/a/folder/with/a/long/name $ '
    expect(left(folder, folder + typed, typed)).toBe(folder)
  })

  test('is taken off where some of it was erased again', () => {
    expect(left('$ ', '$ echo', 'echoo')).toBe('$ ')
  })

  test('is taken off where a line editor has recalled or completed it, and not elsewhere', () => {
    expect(left('$ ', `$ ${typed}`, null, true)).toBe('$ ')
    expect(left('$ ', `$ ${typed}`, null)).toBeNull()
  })
})

describe('what the program writes', () => {
  test('stays behind the key that it was given', () => {
    expect(left('Unpacking', 'Unpacking y, done. Go on? [Y/n] ', 'y')).toBeNull()
  })

  test('stays where its line is another one, or was empty when the key came', () => {
    expect(left('$ ', 'Go on? [Y/n] y', 'y')).toBeNull()
    expect(left('', 'Go on? [Y/n] ', 'Go on? and more')).toBeNull()
  })
})
