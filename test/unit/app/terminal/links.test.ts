import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkLink } from '../../../../app/terminal/links.ts'

describe('a link', () => {
  test.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTP://Example.ORG', 'http://example.org/'],
    ['http://localhost:3000/', 'http://localhost:3000/'],
    ['https://пример.рф/путь', 'https://xn--e1afmkfd.xn--p1ai/%D0%BF%D1%83%D1%82%D1%8C'],
    ['https://аpple.com/', 'https://xn--pple-43d.com/'],
    ['http://good.example\\@evil.example/', 'http://good.example/@evil.example/'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
  ])('%s leads to %s', (text, url) => {
    expect(checkLink(text)).toEqual({ ok: true, value: url })
  })

  test.each([
    ['file:///etc/passwd', 'link-scheme'],
    ['javascript:alert(1)', 'link-scheme'],
    ['ms-msdt:/id', 'link-scheme'],
    ['smb://host/share', 'link-scheme'],
    ['data:text/html,x', 'link-scheme'],
    ['mailto:a@example.org', 'link-scheme'],
    ['https://user@example.org/', 'link-credentials'],
    ['https://google.com:443@evil.example/', 'link-credentials'],
    ['https://example.org/\u0000', 'link-characters'],
    ['https://exa\tmple.org/', 'link-characters'],
    ['https://example.org/\u009B', 'link-characters'],
    ['https://example.org/\u202Egnp.exe', 'link-characters'],
    ['https://exam\u200Bple.org/', 'link-characters'],
    ['\nhttps://example.org/', 'link-characters'],
    ['https://example.org/a b', 'link-invalid'],
    [' https://example.org/', 'link-invalid'],
    ['https:example.org', 'link-invalid'],
    ['https:///example.org', 'link-invalid'],
    ['http://', 'link-invalid'],
    ['example.org', 'link-invalid'],
    ['', 'link-invalid'],
    [`https://example.org/${'a'.repeat(2083)}`, 'link-length'],
    [`https://example.org/${'я'.repeat(1000)}`, 'link-length'],
  ])('%j is refused: %s', (text, code) => {
    expect(checkLink(text)).toMatchObject({ ok: false, error: { code } })
  })

  test('that is allowed is short, visible ASCII with an http scheme, and checks to itself', () => {
    const anyLink = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string({ unit: 'binary' }).map((tail) => `https://example.org/${tail}`),
      fc.string({ unit: 'binary' }).map((tail) => `http://${tail}`),
      fc.string({ unit: 'grapheme' }).map((host) => `https://${host}.example/`),
    )
    let allowed = 0
    fc.assert(
      fc.property(anyLink, (text) => {
        const result = checkLink(text)
        if (!result.ok) return
        allowed += 1
        expect(result.value).toMatch(/^https?:\/\/[\x21-\x7E]+$/u)
        expect(result.value.length).toBeLessThanOrEqual(2083)
        expect(checkLink(result.value)).toEqual(result)
      }),
      { numRuns: 500 },
    )
    expect(allowed).toBeGreaterThan(50)
  })
})
