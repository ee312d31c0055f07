import { describe, expect } from 'vitest'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'

describe('the page, whatever runs in it,', () => {
  it('has no Node, no Electron, and one frozen bridge', async ({ launch }) => {
    const { page } = await launch()
    const found = await page.evaluate(`({
      node: [typeof process, typeof require, typeof module, typeof Buffer],
      bridge: Object.keys(window.roost).sort(),
      changed: (() => { try { window.roost.request = () => 1 } catch {} return window.roost.request.length })(),
      origin: location.origin,
    })`)
    expect(found).toMatchObject({
      node: ['undefined', 'undefined', 'undefined', 'undefined'],
      bridge: ['on', 'pathOfFile', 'request', 'underTest'],
      origin: 'app://roost',
    })
  })

  it('reaches no network, no file, and no other part of the app', async ({ launch }) => {
    const { page } = await launch()
    const outcomes = await page.evaluate(`Promise.all([
      'http://127.0.0.1:1/', 'https://example.org/', 'file:///etc/passwd', 'app://other/', 'data:text/plain,x',
    ].map((url) => fetch(url).then(() => 'loaded', () => 'refused')))`)
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => 'refused'))
    const statuses = await page.evaluate(`Promise.all([
      './', '../../package.json', '/%2e%2e/main/main.js', '/..%2fmain%2fmain.js', '/preload.cjs',
    ].map((url) => fetch(url).then((answer) => answer.status)))`)
    expect(statuses).toEqual([200, 404, 404, 404, 404])
    expect(await page.evaluate(`fetch('./', { method: 'POST' }).then((answer) => answer.status)`)).toBe(405)
  })

  it('goes nowhere, and opens nothing', async ({ launch }) => {
    const { page, electron } = await launch()
    await page.evaluate(`{
      window.open('https://example.org/')
      const link = document.createElement('a')
      link.href = 'https://example.org/'
      document.body.append(link)
      link.click()
      const frame = document.createElement('iframe')
      frame.src = 'https://example.org/'
      document.body.append(frame)
      setTimeout(() => { location.href = 'file:///etc/passwd' })
    }`)
    // What a refused navigation would have done comes before what is asked for after it.
    await page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))')
    expect(page.url()).toMatch(/^app:\/\/roost\//)
    expect(electron.windows()).toHaveLength(1)
    const frames = page.frames().map((frame) => frame.url())
    expect(frames.filter((url) => url.startsWith('http'))).toEqual([])
  })

  it('runs no script but its own files, and may ask for nothing', async ({ launch }) => {
    const { page } = await launch()
    const ran = await page.evaluate(`new Promise((resolve) => {
      const outcome = (work) => { try { work(); return 'done' } catch { return 'refused' } }
      const html = outcome(() => { document.createElement('div').innerHTML = '<img onerror=x src=y>' })
      outcome(() => {
        const script = document.createElement('script')
        script.append('window.inlineRan = true')
        document.body.append(script)
      })
      outcome(() => setTimeout('window.textRan = true'))
      // Later, because what a debugger evaluates is not bound by the policy.
      setTimeout(() => {
        const evaluated = outcome(() => new Function('return 1')())
        resolve({ html, inline: window.inlineRan ?? false, text: window.textRan ?? false, evaluated })
      }, 50)
    })`)
    expect(ran).toEqual({ html: 'refused', inline: false, text: false, evaluated: 'refused' })
    const states =
      await page.evaluate(`Promise.all(['geolocation', 'notifications', 'camera', 'clipboard-read']
      .map((name) => navigator.permissions.query({ name }).then((status) => status.state)))`)
    expect(states).toEqual(['denied', 'denied', 'denied', 'denied'])
    const media = `navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', () => 'refused')`
    expect(await page.evaluate(media)).toBe('refused')
  })

  it('is refused requests that do not fit, as values', async ({ launch }) => {
    const { page } = await launch()
    const answers = await page.evaluate(`Promise.all([
      window.roost.request('session:rename', { id: 's1-none', title: 'x' }),
      window.roost.request('session:rename', { id: '../..', title: 'x' }),
      window.roost.request('clipboard:copy', { text: 'x'.repeat(1_000_001) }),
      window.roost.request('drop:bytes', { id: 's1-none', name: 'a', bytes: [1, 2] }),
    ])`)
    expect(answers).toMatchObject([
      { ok: false, error: { code: 'no-session' } },
      { ok: false, error: { code: 'bad-request' } },
      { ok: false, error: { code: 'bad-request' } },
      { ok: false, error: { code: 'bad-request' } },
    ])
    const refused = await page.evaluate(
      `window.roost.request('no:such', {}).then(() => 'answered', () => 'refused')`,
    )
    expect(refused).toBe('refused')
  })
})

describe('keys that menus take elsewhere', () => {
  it('reach the page: Alt, F10, Ctrl+W, Ctrl+R, Ctrl+Q', async ({ launch }) => {
    const roost = await launch()
    await roost.page.evaluate(`{
      window.seenKeys = []
      window.addEventListener('keydown', (event) => window.seenKeys.push(event.key), true)
    }`)
    for (const key of [
      'Alt',
      'F10',
      'Control+w',
      'Control+r',
      'Control+q',
      'Alt+f',
      'Control+Shift+i',
      'End',
    ])
      await roost.page.keyboard.press(key)
    const seen = await pollFor(async () => {
      const keys: unknown = await roost.page.evaluate('window.seenKeys')
      return Array.isArray(keys) && keys.includes('End') && keys
    })
    expect(seen).toEqual(expect.arrayContaining(['Alt', 'F10', 'w', 'r', 'q', 'f']))
    const menu = await roost.main(({ Menu, BrowserWindow }) => ({
      hasMenu: Menu.getApplicationMenu() !== null,
      barIsVisible: BrowserWindow.getAllWindows()[0]?.isMenuBarVisible(),
      windows: BrowserWindow.getAllWindows().length,
      hasDevTools: BrowserWindow.getAllWindows()[0]?.webContents.isDevToolsOpened(),
    }))
    expect(menu).toMatchObject({ hasMenu: false, windows: 1, hasDevTools: false })
  })
})
