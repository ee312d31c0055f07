import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinCommand, splitCommand } from '../../../../app/tool/split-command.ts'

const wordsOf = (line: string): readonly string[] | string => {
  const result = splitCommand(line)
  return result.ok ? result.value : result.error.code
}

describe('a command line', () => {
  test.each([
    ['psql -h db', ['psql', '-h', 'db']],
    ['  psql\t-h  db ', ['psql', '-h', 'db']],
    [`python3 -c 'print("a b")'`, ['python3', '-c', 'print("a b")']],
    [String.raw`say "a \"b\" \n" c\ d`, ['say', String.raw`a "b" \n`, 'c d']],
    [`a''b "" ''`, ['ab', '', '']],
    [`--x="a b"c`, ['--x=a bc']],
    ['~/bin/tool --a={b}', ['~/bin/tool', '--a={b}']],
    ['имя "пробел тут"', ['имя', 'пробел тут']],
  ])('%j is the words %j', (line, words) => {
    expect(wordsOf(line)).toEqual(words)
  })

  test.each([
    ['', 'command-empty'],
    ['   ', 'command-empty'],
    ['say "a', 'command-quote'],
    ["say 'a", 'command-quote'],
    ['say a\\', 'command-quote'],
    ['a | b', 'command-shell'],
    ['a > b', 'command-shell'],
    ['a && b', 'command-shell'],
    ['a $HOME', 'command-shell'],
    ['a `b`', 'command-shell'],
    ['a (b)', 'command-shell'],
  ])('%j is refused: %s', (line, code) => {
    expect(wordsOf(line)).toBe(code)
  })

  test('of Windows keeps its backslashes', () => {
    const line = String.raw`C:\tools\x.exe "C:\a b\y" 'z\'`
    expect(splitCommand(line, { backslashEscapes: false })).toEqual({
      ok: true,
      value: [String.raw`C:\tools\x.exe`, String.raw`C:\a b\y`, 'z\\'],
    })
  })

  test('that was joined from words gives the same words', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (words) => {
        expect(wordsOf(joinCommand(words))).toEqual(words)
      }),
    )
  })

  test('that needs no quotes is joined without them', () => {
    expect(joinCommand(['codex', '--no-daemon', '{prompt}'])).toBe('codex --no-daemon {prompt}')
    expect(joinCommand(['sh', '-c', "it's"])).toBe(String.raw`sh -c 'it'\''s'`)
  })
})
