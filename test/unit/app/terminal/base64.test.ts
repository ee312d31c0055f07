import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64Text, utf8Length } from '../../../../app/terminal/base64.ts'

const wellFormed = fc.string({ unit: 'binary' })

describe('base64 of UTF-8', () => {
  test('decodes to the text it was made of, with and without padding', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        const encoded = Buffer.from(text).toString('base64')
        expect(decodeBase64Text(encoded, 1000)).toBe(text)
        expect(decodeBase64Text(encoded.replaceAll('=', ''), 1000)).toBe(text)
      }),
    )
  })

  test('is refused exactly where a strict decoder refuses the bytes', () => {
    const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const nearUtf8 = fc.array(
      fc.oneof(
        fc.constantFrom(0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0x80, 0x9f, 0xa0, 0xbf),
        fc.nat(255),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(nearUtf8, (bytes) => {
        const expected = ((): string | null => {
          try {
            return strict.decode(Uint8Array.from(bytes))
          } catch {
            return null
          }
        })()
        expect(decodeBase64Text(Buffer.from(bytes).toString('base64'), 1000)).toBe(expected)
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['!!!!', 'A', 'AAAAA', 'AA=A', '=AAA', 'AAAA====', 'AA AA', 'AA\nAA', 'AA-_', 'AAA==', 'яяяя'])(
    '%j is none',
    (encoded) => {
      expect(decodeBase64Text(encoded, 1000)).toBeNull()
    },
  )

  test('is refused beyond its limit, and taken at it', () => {
    for (const size of [1, 2, 3, 4, 5, 192, 2048]) {
      const atLimit = Buffer.from('x'.repeat(size)).toString('base64')
      const beyond = Buffer.from('x'.repeat(size + 1)).toString('base64')
      expect(decodeBase64Text(atLimit, size)).toBe('x'.repeat(size))
      expect(decodeBase64Text(beyond, size)).toBeNull()
      expect(decodeBase64Text(beyond.replaceAll('=', ''), size)).toBeNull()
    }
  })
})

describe('the length in UTF-8', () => {
  test('is that of the encoder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text))
      }),
    )
    expect(utf8Length('\uD800')).toBe(3)
  })
})
