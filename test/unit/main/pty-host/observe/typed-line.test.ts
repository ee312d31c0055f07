import { describe, expect, test } from 'vitest'
import { emptyFrame } from '../../../../../app/screen/frame.ts'
import { TypedLine } from '../../../../../main/pty-host/observe/typed-line.ts'
import { screenFrame } from '../../../../support/fake-terminal.ts'

const esc = '\u001b'

let now = 0

function typed(...keys: readonly string[]): TypedLine {
  const line = new TypedLine({ now: () => now })
  for (const key of keys) line.note(key)
  return line
}

const afterKeys = (...keys: readonly string[]): boolean => typed(...keys).isBegun

test('nothing is begun before the first key', () => {
  expect(afterKeys()).toBe(false)
  expect(afterKeys('')).toBe(false)
})

test.each([
  ['a letter', ['a']],
  ['a key that may have changed the line', [`${esc}[A`]],
  ['a paste', [`${esc}[200~two words${esc}[201~`]],
  ['a paste that ends in a line end: it is not sent by it', [`${esc}[200~make\r${esc}[201~`]],
  ['more behind an Enter', ['ls\r', 'c']],
  ['an Enter and more in one piece', ['ls\rcd']],
  ['a letter of the kitty protocol', [`${esc}[97;1u`]],
  ['a line that nothing was added to', ['a', '']],
])('a line is begun by %s', (_, keys) => {
  expect(afterKeys(...keys)).toBe(true)
})

test.each([
  ['Enter', '\r'],
  ['a line feed', '\n'],
  ['Ctrl-C', '\u0003'],
  ['Ctrl-U', '\u0015'],
  ['Enter by the kitty protocol', `${esc}[13u`],
  ['Ctrl-C by the kitty protocol', `${esc}[99;5u`],
  ['Ctrl-U by the kitty protocol', `${esc}[117;5u`],
  ['text that ends in Enter', 'ls -l\r'],
])('a line is over with %s', (_, key) => {
  expect(afterKeys('abc', key)).toBe(false)
})

test('a line is sent by an Enter behind something that was typed, and by no other key', () => {
  const sends = (...keys: readonly string[]) => {
    const last = keys.at(-1) ?? ''
    return typed(...keys.slice(0, -1)).note(last)
  }
  for (const enter of ['\r', '\n', `${esc}[13u`]) expect(sends('ls', enter)).toBe(true)
  expect(sends(`${esc}[A`, '\r')).toBe(true)
  expect(sends('ls -l\r')).toBe(true)
  // An empty line is none, also where Enter is pressed twice.
  for (const enter of ['\r', '\r\r', '\n', `${esc}[13u`]) expect(sends(enter)).toBe(false)
  expect(sends('ls', '\r', '\r')).toBe(false)
  for (const key of ['\u0003', '\u0015', 'a', `${esc}[99;5u`]) expect(sends('ls', key)).toBe(false)
  expect(sends(`${esc}[200~make\r${esc}[201~`)).toBe(false)
})

test('another program has no line begun', () => {
  const line = typed('abc')
  line.reset()
  expect(line.isBegun).toBe(false)
})

describe('a prompt that Enter did not send', () => {
  const when = { text: 'two words', lead: '> ', promptBox: null, front: null }
  const shows = (line: string) => ({ ...emptyFrame, ...screenFrame([line]) })
  function unsent(): TypedLine {
    const line = typed('two words', '\r')
    line.noteUnsent(when)
    return line
  }

  test('is begun where it stands, and nowhere else', () => {
    expect(unsent().isBegunOn(shows('> two words'))).toBe(true)
    expect(unsent().isBegunOn(shows('> '))).toBe(false)
    expect(typed('two words', '\r').isBegunOn(shows('> two words'))).toBe(false)
    expect(typed('t').isBegunOn(shows('> '))).toBe(true)
  })

  test('is forgotten with the next key, and with another program', () => {
    const cleared = unsent()
    cleared.note('\u0015')
    expect(cleared.isBegunOn(shows('> two words'))).toBe(false)
    const other = unsent()
    other.reset()
    expect(other.isBegunOn(shows('> two words'))).toBe(false)
  })
})

test('text is fresh for a moment, in which a busy program may not have drawn it', () => {
  const line = typed('a')
  expect(line.isFresh).toBe(true)
  now += 10_000
  expect([line.isFresh, line.isBegun]).toEqual([false, true])
})

test('keys that write nothing leave nothing to be drawn', () => {
  for (const key of [esc, `${esc}[A`, '\u0003', '\u007f']) expect(typed(key).isFresh).toBe(false)
  expect(typed('a', '\r').isFresh).toBe(false)
})

test('the keys tell what they can have drawn', () => {
  expect(typed('l', 's').drawn).toBe('ls')
  expect(typed('l', '\u007f', `${esc}[200~pasted${esc}[201~`).drawn).toBe('lpasted')
  expect(typed('ls\r', 'q').drawn).toBe('q')
  for (const key of ['\t', `${esc}[A`, '\u0012', '\u0019', `${esc}.`])
    expect(typed('l', key, 's').drawn).toBeNull()
})

test('an Esc is remembered until the line is over, and no other key is one', () => {
  expect(typed('a', esc).isEscaped).toBe(true)
  expect(typed(esc, 'j').isEscaped).toBe(true)
  expect(typed(`${esc}b`).isEscaped).toBe(true)
  expect(typed(esc, '\u0015').isEscaped).toBe(true)
  expect(typed(esc, '\r').isEscaped).toBe(false)
  expect(typed(esc, '\u0003').isEscaped).toBe(false)
  for (const key of ['a', `${esc}[A`, `${esc}OA`, `${esc}[27u`, `${esc}[200~a${esc}[201~`])
    expect(typed(key).isEscaped).toBe(false)
})

test('a key that takes the next one with it is told', () => {
  for (const key of ['\u0011', '\u0016', '\u0018']) expect(typed('a', key).isPrefixed).toBe(true)
  expect(typed('\u0018', 'a').isPrefixed).toBe(false)
})

test('text is drawn once something was written after it, and some time has passed', () => {
  const line = typed('a')
  now += 10_000
  expect(line.isDrawn).toBe(false)
  line.noteOutput()
  expect(line.isDrawn).toBe(true)
  line.note('\u007f')
  expect(line.isDrawn).toBe(false)
  now += 10_000
  expect(line.isDrawn).toBe(true)
})

test('Ctrl-C is remembered until the next key', () => {
  expect(typed('a', '\u0003').isInterrupted).toBe(true)
  expect(typed('a', `${esc}[99;5u`).isInterrupted).toBe(true)
  expect(typed('a', '\u0003', '\r').isInterrupted).toBe(false)
})
