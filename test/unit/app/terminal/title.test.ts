import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanTitle } from '../../../../app/terminal/title.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const anyTitle = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        '\u202E',
        '\u200D',
        '\u200B',
        '\n',
        '\u001B]0;',
        'e\u0301',
        '👩‍💻',
        '\u0300\u0301',
        '🇷🇺',
        'ᄀ',
        ' ',
      ),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''))

describe('a cleaned title', () => {
  test('is one line of at most 80 visible graphemes', () => {
    fc.assert(
      fc.property(anyTitle, (raw) => {
        const title = cleanTitle(raw)
        expect(title).not.toMatch(
          /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061C\u200B\u200C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/u,
        )
        expect([...graphemes.segment(title)].length).toBeLessThanOrEqual(80)
        expect(title.length).toBeLessThanOrEqual(200)
      }),
    )
  })

  test('is in NFC and stays the same when it is cleaned again', () => {
    fc.assert(
      fc.property(anyTitle, (raw) => {
        const title = cleanTitle(raw)
        expect(title).toBe(title.normalize('NFC'))
        expect(cleanTitle(title)).toBe(title)
      }),
    )
  })

  test('of ordinary text is the text', () => {
    for (const title of [
      '✳ Claude Code',
      '[ ! ] Action Required | codex',
      'π - dir',
      '◐︎ Qwen - папка',
      '👩‍💻 日本語',
    ]) {
      expect(cleanTitle(title)).toBe(title)
    }
  })

  test.each([
    ['padding', '◇  Ready (dir)                ', '◇ Ready (dir)'],
    ['line ends', 'one\r\ntwo\tthree\u2028four', 'one two three four'],
    ['escape sequences', 'a\u001B[31mb\u0007\u009Bc', 'a[31mbc'],
    ['reordering marks', 'exe\u202Etxt.\u2066x', 'exetxt.x'],
    ['zero width', 'a\u200Bb\u200Cc\u200Dd\u2060e\uFEFFf', 'abcdef'],
    ['hidden tags', 'hi\u{E0041}\u{E0042}', 'hi'],
    ['a pile of marks', `a${'\u0335'.repeat(500)}b`, `a${'\u0335'.repeat(8)}b`],
  ])('loses %s', (_, raw, clean) => {
    expect(cleanTitle(raw)).toBe(clean)
  })

  test('does not cut a grapheme in two', () => {
    expect(cleanTitle('👩‍👩‍👧‍👦'.repeat(100))).toMatch(/^(?:👩‍👩‍👧‍👦)+$/u)
    expect(cleanTitle('é'.normalize('NFD').repeat(100))).toBe('é'.repeat(80))
  })

  test('of many megabytes is short', () => {
    expect(cleanTitle('x'.repeat(9_000_000))).toBe('x'.repeat(80))
  })
})
