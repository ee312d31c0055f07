import { describe, expect, it } from 'vitest'
import { openLink } from '../../../../main/security/open-link.ts'

function system(outcome: () => Promise<void> = () => Promise.resolve()) {
  const opened: string[] = []
  return {
    opened,
    openExternal: (url: string) => {
      opened.push(url)
      return outcome()
    },
  }
}

describe('openLink', () => {
  it('opens a web address', async () => {
    const browser = system()
    expect(await openLink('https://example.org/a?b=c', browser)).toEqual({ ok: true, value: null })
    expect(browser.opened).toEqual(['https://example.org/a?b=c'])
  })

  it.each([
    'file:///etc/passwd',
    'smb://host/share/run.desktop',
    'javascript:alert(1)',
    'ms-settings:',
    'https://user:secret@example.org/',
    'https://example.org/\u202egpj.exe',
    `https://example.org/${'a'.repeat(3000)}`,
    '/usr/bin/xcalc',
  ])('hands nothing else to the system: %s', async (text) => {
    const browser = system()
    expect((await openLink(text, browser)).ok).toBe(false)
    expect(browser.opened).toEqual([])
  })

  it('says so where no browser starts', async () => {
    const browser = system(() => Promise.reject(new Error('no handler')))
    const result = await openLink('http://example.org/', browser)
    expect(result).toMatchObject({ ok: false, error: { code: 'link-not-opened' } })
    const silent = await openLink('http://example.org/', system(), () => Promise.resolve(false))
    expect(silent).toMatchObject({ ok: false, error: { code: 'link-not-opened' } })
  })
})
