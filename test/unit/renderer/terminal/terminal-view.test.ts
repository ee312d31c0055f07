import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pollFor } from '../../../support/poll.ts'
import { openView, sessionA, sessionB, type ViewRig } from './page-view.ts'

let rig: ViewRig

beforeEach(() => {
  rig = openView()
})

afterEach(() => {
  rig.view.dispose()
  document.body.replaceChildren()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('a text of an input method', () => {
  it('goes to the session for which it was begun, once, where another is shown before its end', async () => {
    await show(sessionA)
    compose('compositionstart', '')
    compose('compositionupdate', 'かん')
    field().focus()
    // As Chromium does when the field loses its focus.
    field().addEventListener('blur', () => compose('compositionend', 'かん'), { once: true })
    await show(sessionB)
    await ticked()
    expect(rig.sent).toEqual(['A かん'])
  })

  it('goes to the session for which it was ended, where another is shown in the same moment', async () => {
    await show(sessionA)
    compose('compositionstart', '')
    compose('compositionupdate', '感')
    compose('compositionend', '感')
    await show(sessionB)
    await ticked()
    expect(rig.sent).toEqual(['A 感'])
  })

  it('that was ended or dropped before is not sent again', async () => {
    await show(sessionA)
    compose('compositionstart', '')
    compose('compositionupdate', '感')
    compose('compositionend', '感')
    await ticked()
    field().value = ''
    compose('compositionstart', '')
    compose('compositionupdate', 'k')
    compose('compositionend', '')
    await ticked()
    await show(sessionB)
    await ticked()
    expect(rig.sent).toEqual(['A 感'])
  })
})

describe('the release of a key', () => {
  it('is not reported where an input method took the key', async () => {
    await show(sessionA, '\u001B[=3u')
    key('keydown', { key: 'Process', code: 'KeyK', keyCode: 229 })
    key('keyup', { key: 'k', code: 'KeyK', keyCode: 75 })
    key('keydown', { key: 'Escape', code: 'Escape', keyCode: 229 })
    key('keyup', { key: 'Escape', code: 'Escape', keyCode: 27 })
    expect(rig.sent).toEqual([])
    key('keydown', { key: 'Escape', code: 'Escape', keyCode: 27 })
    key('keyup', { key: 'Escape', code: 'Escape', keyCode: 27 })
    expect(rig.sent).toEqual(['A \u001B[27u', 'A \u001B[27;1:3u'])
  })
})

describe('a switch of sessions', () => {
  it('keeps the terminal, its elements and its style sheets, however often it comes', async () => {
    await show(sessionA)
    // The first after a change of the size writes them again.
    await show(sessionB)
    const sheets = () => [...rig.view.element.querySelectorAll('style')].map((sheet) => sheet.firstChild)
    const elements = () => rig.view.element.querySelectorAll('*').length
    const before = { sheets: sheets(), elements: elements() }
    for (let times = 0; times < 100; times += 1) {
      await show(sessionB, 'second')
      await show(sessionA)
    }
    expect(elements()).toBe(before.elements)
    // By their nodes: text that is written again is another one.
    expect(sheets().every((node, at) => node === before.sheets[at])).toBe(true)
  })

  it('brings the colours of a session that changed them, and takes them away', async () => {
    const styles = () =>
      [...rig.view.element.querySelectorAll('style')].map((one) => one.textContent).join('')
    await show(sessionA)
    const own = styles()
    for (const colours of [
      '\u001B]11;#123456\u0007',
      '\u001B]10;#111111;#123456\u0007',
      '\u001B]4;1;#123456\u0007',
    ]) {
      await show(sessionB, colours)
      expect(styles()).toContain('#123456')
      await show(sessionA)
      expect(styles()).toBe(own)
    }
  })
})

async function show(session: typeof sessionA, data = ''): Promise<void> {
  rig.view.showSession(session)
  await rig.fill(data)
}

function field(): HTMLTextAreaElement {
  const { textarea } = rig.view.terminal
  if (textarea === undefined) throw new Error('no field')
  return textarea
}

function compose(type: string, data: string): void {
  if (type !== 'compositionstart') field().value = data
  field().dispatchEvent(Object.assign(new Event(type), { data }))
}

function key(type: 'keydown' | 'keyup', init: KeyboardEventInit & { readonly keyCode: number }): void {
  const event = new KeyboardEvent(type, { ...init, bubbles: true, cancelable: true })
  Object.defineProperty(event, 'keyCode', { value: init.keyCode })
  field().dispatchEvent(event)
}

/** A task of its own: what was asked for before it has been run. */
async function ticked(): Promise<void> {
  let done = false
  setTimeout(() => (done = true), 0)
  await pollFor(() => done, { what: 'the next task' })
}
