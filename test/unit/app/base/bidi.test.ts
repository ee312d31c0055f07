import { describe, expect, test } from 'vitest'
import { isolate, withoutBidi } from '../../../../app/base/bidi.ts'

describe('text of others in a line of ours', () => {
  test.each([
    ['shell', 'shell'],
    ['Сборка 50%', 'Сборка 50%'],
    ['שלום 50%', '\u2068שלום 50%\u2069'],
    ['تحديث', '\u2068تحديث\u2069'],
    ['a\u202Egnp.exe', 'agnp.exe'],
    ['\u2069שלום\u2067', '\u2068שלום\u2069'],
  ])('%j becomes %j', (text, isolated) => {
    expect(isolate(text)).toBe(isolated)
  })

  test('loses its marks and nothing else', () => {
    expect(withoutBidi('\u061Ca\u200E\u200Fb\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069c👨‍👩‍👧')).toBe(
      'abc👨‍👩‍👧',
    )
  })
})
