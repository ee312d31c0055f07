import { describe, expect, it } from 'vitest'
import { blockNetwork, mayLoad } from '../../../../main/security/network.ts'
import { isPageUrl } from '../../../../main/security/origin.ts'
import { standIn } from '../../../support/stand-in.ts'

describe('isPageUrl', () => {
  it('knows our own page', () => {
    expect(isPageUrl('app://roost/')).toBe(true)
    expect(isPageUrl('app://roost/assets/index.js?x#y')).toBe(true)
  })

  it.each([
    '',
    'about:blank',
    'app:roost',
    'app://other/',
    'app://roost.example.org/',
    'app://roost:1/',
    'app://someone@roost/',
    'https://roost/',
    'file:///roost/',
  ])('does not take %j for it', (address) => {
    expect(isPageUrl(address)).toBe(false)
  })
})

describe('blockNetwork', () => {
  it.each([
    'http://127.0.0.1:8080/',
    'https://example.org/',
    'ws://localhost/',
    'file:///etc/passwd',
    'data:text/html,hi',
    'blob:https://example.org/1',
    'chrome://gpu/',
    'app://other/',
  ])('cancels %s', (url) => {
    expect(mayLoad(url, false)).toBe(false)
  })

  it('lets the page load its own files, and developer tools theirs unless it is packaged', () => {
    expect(mayLoad('app://roost/index.html', true)).toBe(true)
    expect(mayLoad('blob:app://roost/1234', true)).toBe(true)
    expect(mayLoad('devtools://devtools/bundled/inspector.html', false)).toBe(true)
    expect(mayLoad('devtools://devtools/bundled/inspector.html', true)).toBe(false)
  })

  it('answers every request, and reports the refused ones without their address', () => {
    type Listener = (details: { url: string }, answer: (response: { cancel: boolean }) => void) => void
    const listeners: Listener[] = []
    const reports: string[] = []
    const webRequest = { onBeforeRequest: (listener: Listener) => listeners.push(listener) }
    blockNetwork(standIn(webRequest), true, (line) => reports.push(line))
    const answers: boolean[] = []
    for (const url of ['app://roost/', 'https://example.org/?secret=1']) {
      for (const listener of listeners) listener({ url }, ({ cancel }) => answers.push(cancel))
    }
    expect(answers).toEqual([false, true])
    expect(reports).toEqual(['refused a request by the page (https:)'])
  })
})
