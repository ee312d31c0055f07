import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GenericSchema } from 'valibot'
import { describe, expect, it } from 'vitest'
import { requests } from '../../app/ipc/contract.ts'
import { underTestArgument } from '../../app/ipc/channels.ts'
import { SessionIdSchema } from '../../app/session/session.ts'
import { webPreferencesFor } from '../../main/security/web-preferences.ts'
import { pageHeaders } from '../../main/window/page-files.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { sourcesOf } from '../support/source-tree.ts'

const sources = ['app', 'main', 'renderer'].flatMap(sourcesOf)
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path)

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

describe('the process that holds the terminals', () => {
  it('starts nothing but what runs in them: any other child would inherit the masters of all', () => {
    const reached = new Set<string>()
    const pending = ['main/pty-host/host/host.ts']
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      if (reached.has(path)) continue
      reached.add(path)
      pending.push(...(sources.find((source) => source.path === path)?.valueImports ?? []))
    }
    expect(reached).toContain('main/pty-host/program/pty.ts')
    const starters = ['node:child_process', 'child_process', 'node:cluster', 'cluster', 'electron']
    expect(starters.filter((name) => reached.has(name))).toEqual([])
    expect(filesWith(/\bnodePty\.(spawn|fork|open)\(/)).toEqual(['main/pty-host/program/pty.ts'])
  })
})

describe('the page has no way to the machine', () => {
  const shipped = webPreferencesFor({ preload: '/preload.cjs', isPackaged: true, isUnderTest: false })

  it('its process is sandboxed, isolated and without Node', () => {
    expect(shipped).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    })
  })

  it('it has developer tools and the mark of a test only where they belong', () => {
    expect(shipped).toMatchObject({ devTools: false, additionalArguments: [] })
    const tested = webPreferencesFor({ preload: '/preload.cjs', isPackaged: false, isUnderTest: true })
    expect(tested).toMatchObject({ devTools: true, additionalArguments: [underTestArgument] })
  })

  it('one place makes windows, and with these preferences', () => {
    expect(filesWith(/new (BrowserWindow|WebContentsView|BrowserView)\(/)).toEqual(['main/window/window.ts'])
    expect(filesWith(/webPreferences:/)).toEqual(['main/window/window.ts'])
    expect(filesWith(/\.loadURL\(|\.loadFile\(/)).toEqual(['main/window/window.ts'])
  })

  it('only the preload speaks to main, and only one place listens to it', () => {
    expect(filesWith(/\bipcRenderer\b|\bcontextBridge\b/)).toEqual(['main/preload/preload.ts'])
    expect(filesWith(/\bipcMain\b/)).toEqual(['main/main.ts'])
    expect(filesWith(/\.handle\((?!pageScheme)/)).toEqual(['main/ipc/requests.ts'])
  })

  it('the code switches none of its walls off', () => {
    const doors =
      /nodeIntegration\w*: true|contextIsolation: false|sandbox: false|webSecurity: false|webviewTag: true|bypassCSP|enableBlinkFeatures|executeJavaScript|insertCSS|registerFileProtocol|setAsDefaultProtocolClient|appendSwitch/
    expect(filesWith(doors)).toEqual([])
    expect(filesWith(/\beval\(|new Function\(/)).toEqual([])
  })
})

describe('what a terminal shows starts nothing', () => {
  it('links are opened in one place, paths nowhere', () => {
    expect(filesWith(/openExternal\(/)).toEqual(['main/security/open-link.ts'])
    expect(filesWith(/openPath\(/)).toEqual([])
  })

  it('titles and texts reach the page as text', () => {
    expect(
      filesWith(/innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write/),
    ).toEqual([])
  })

  it('no session is named in a request but by the field that is checked', () => {
    const others = Object.entries(requests).flatMap(([channel, { argument }]) =>
      Object.entries<GenericSchema>(argument.entries)
        .filter(([field, type]) => field !== 'id' && type.type === 'string' && type === SessionIdSchema)
        .map(([field]) => `${channel}.${field}`),
    )
    expect(others).toEqual([])
    const named = Object.values(requests)
      .map(({ argument }) => argument)
      .filter(({ entries }) => 'id' in entries)
    expect(named.length).toBeGreaterThan(5)
    for (const { entries } of named) expect(Reflect.get(entries, 'id')).toBe(SessionIdSchema)
  })
})

describe('the page needs nothing from outside', () => {
  it('its document and styles name no address of another origin', () => {
    const html = readFileSync(join(repositoryRoot, 'renderer', 'index.html'), 'utf8')
    expect(html).not.toMatch(/(src|href)\s*=\s*["']?\s*(https?:)?\/\//)
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+\s*=/)
  })

  it('its policy allows no other origin and no inline script', () => {
    const policy = pageHeaders['Content-Security-Policy']
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe-eval|wasm-unsafe-eval|https?:|ws:|\*/)
  })
})
