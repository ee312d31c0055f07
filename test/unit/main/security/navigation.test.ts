import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { denyNavigation, type NavigatingContents } from '../../../../main/security/navigation.ts'
import { standIn } from '../../../support/stand-in.ts'

type OpenHandler = (details: { url: string }) => { action: string }

function guarded() {
  const emitter = new EventEmitter()
  const reports: string[] = []
  let openHandler: OpenHandler = () => ({ action: 'allow' })
  const contents = Object.assign(emitter, {
    setWindowOpenHandler: (handler: OpenHandler) => {
      openHandler = handler
    },
  })
  denyNavigation(standIn<NavigatingContents>(contents), (line) => reports.push(line))
  const isPrevented = (name: string, url: string) => {
    let prevented = false
    emitter.emit(name, { url, preventDefault: () => (prevented = true) })
    return prevented
  }
  return { reports, isPrevented, open: (url: string) => openHandler({ url }) }
}

describe('denyNavigation', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'prevents %s, also to our own page',
    (name) => {
      const page = guarded()
      expect(page.isPrevented(name, 'https://example.org/')).toBe(true)
      expect(page.isPrevented(name, 'app://roost/index.html')).toBe(true)
      expect(page.isPrevented(name, 'file:///etc/passwd')).toBe(true)
    },
  )

  it('opens no window', () => {
    const page = guarded()
    expect(page.open('https://example.org/')).toEqual({ action: 'deny' })
    expect(page.open('about:blank')).toEqual({ action: 'deny' })
  })

  it('reports where it would have gone, without what the address carries', () => {
    const page = guarded()
    page.isPrevented('will-navigate', 'https://example.org/steal?token=secret')
    page.open('not an address')
    expect(page.reports).toEqual([
      'refused navigation to https://example.org',
      'refused window to an unreadable address',
    ])
  })
})
