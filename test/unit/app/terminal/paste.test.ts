import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bracketPaste,
  cleanPaste,
  needsConfirmation,
  pasteInput,
  previewPaste,
} from '../../../../app/terminal/paste.ts'

const end = '\u001B[201~'
/** Text with every kind of character that a paste could smuggle in, close together. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\u001B',
        '[201~',
        '\u009B201~',
        '\r',
        '\n',
        '\r\n',
        '\t',
        '\u007F',
        '\u0003',
        '\u0080',
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('a cleaned paste', () => {
  test('holds no control character but TAB and CR', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cleanPaste(text).replace(/[\t\r]/gu, '')).not.toMatch(/\p{Cc}/u)
      }),
    )
  })

  test('keeps every other character in its place', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cleanPaste(text).replaceAll('\r', '')).toBe(text.replace(/[^\P{Cc}\t]/gu, ''))
      }),
    )
  })

  test('has one CR for each line end, whatever system the text is from', () => {
    expect(cleanPaste('a\r\nb\nc\rd\n\ne')).toBe('a\rb\rc\rd\r\re')
    fc.assert(
      fc.property(fc.array(fc.string()), fc.constantFrom('\n', '\r\n', '\r'), (lines, lineEnd) => {
        const plain = lines.map((line) => line.replace(/\p{Cc}/gu, ''))
        expect(cleanPaste(plain.join(lineEnd))).toBe(plain.join('\r'))
      }),
    )
  })

  test('does not change when it is cleaned again', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(cleanPaste(cleanPaste(text))).toBe(cleanPaste(text))
      }),
    )
  })

  test.each([
    ['an end mark', `${end}touch x\r`],
    ['a nested end mark', '\u001B\u001B[201~[201~touch x\r'],
    ['an end mark in C1', '\u009B201~touch x\r'],
    ['an end mark with characters inside that go away', '\u001B\u0000[\u007F201~touch x\r'],
  ])('cannot be left by %s', (_, text) => {
    const pasted = bracketPaste(text)
    expect(pasted.indexOf(end)).toBe(pasted.length - end.length)
    expect(pasted).not.toContain('\u009B')
  })

  test('is marked only for a program that asked for marks', () => {
    expect(pasteInput('a\nb', { bracketed: true })).toBe('\u001B[200~a\rb\u001B[201~')
    expect(pasteInput('a\nb', { bracketed: false })).toBe('a\rb')
  })
})

describe('a paste asks first', () => {
  test.each([
    { text: 'ls', bracketed: false, plainShell: true, asks: false },
    { text: 'ls\n', bracketed: false, plainShell: true, asks: true },
    { text: 'ls\r', bracketed: false, plainShell: false, asks: true },
    { text: 'ls\n', bracketed: true, plainShell: true, asks: false },
    { text: 'ls\nrm x', bracketed: true, plainShell: true, asks: true },
    { text: 'ls\nrm x\n\n', bracketed: true, plainShell: true, asks: true },
    { text: 'ls\nrm x', bracketed: true, plainShell: false, asks: false },
    { text: 'ls\nrm x', bracketed: false, plainShell: false, asks: true },
    { text: '', bracketed: false, plainShell: true, asks: false },
  ])('$asks for $text (bracketed $bracketed, shell prompt $plainShell)', ({ text, asks, ...situation }) => {
    expect(needsConfirmation(text, situation)).toBe(asks)
  })
})

describe('the preview of a paste', () => {
  test('shows the first lines and counts the rest', () => {
    expect(previewPaste('a\nb\nc\n', { maxLines: 2, maxColumns: 80 })).toEqual({
      lines: ['a', 'b'],
      moreLines: 1,
      lineCount: 3,
    })
  })

  test('names characters that would hide what a line does', () => {
    expect(previewPaste('ls\u202E -l\u200B').lines).toEqual(['ls‹U+202E› -l‹U+200B›'])
    expect(previewPaste('👩‍💻 ok').lines).toEqual(['👩‍💻 ok'])
  })

  test('shortens a line of any length', () => {
    const preview = previewPaste('x'.repeat(1_000_000), { maxLines: 3, maxColumns: 10 })
    expect(preview.lines).toEqual(['xxxxxxxxx…'])
  })

  test('shows only what will arrive', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const preview = previewPaste(text)
        expect(preview.lines.join('\n')).not.toMatch(/[^\P{Cc}\n]/u)
        expect(preview.lines.length + preview.moreLines).toBe(preview.lineCount)
      }),
    )
  })
})
