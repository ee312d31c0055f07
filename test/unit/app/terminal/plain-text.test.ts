import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../../../app/terminal/plain-text.ts'

describe('plain text', () => {
  test.each([
    ['one\ttwo\nthree', 'one\ttwo\nthree'],
    ['one\r\ntwo\rthree\n', 'one\ntwo\nthree\n'],
    ['\u001b\u001b[0m]52;c;cHduZWQ=\u0007', '[0m]52;c;cHduZWQ='],
    ['\u009d52;c;x\u009c \u009b2J\u007f\b', '52;c;x 2J'],
    ['עברית \u202eabc 日本 👩‍👧', 'עברית \u202eabc 日本 👩‍👧'],
  ])('of %j is %j', (text, plain) => {
    expect(plainText(text)).toBe(plain)
  })

  test('holds nothing that acts on a terminal, and is plain already', () => {
    const part = fc.oneof(
      fc.constantFrom('\u001b', '\u009b', '\u009d', '\u0007', '\r', '\n', '\t', '[0m', ']52;c;eA==', '\\'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const plain = plainText(parts.join(''))
        expect(plain).not.toMatch(/(?![\t\n])\p{Cc}/u)
        expect(plainText(plain)).toBe(plain)
      }),
    )
  })
})
