import { describe, expect } from 'vitest'
import { findDisplay } from '../../main/x11/display.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { pollFor } from '../support/poll.ts'
import { ownClipboard } from '../support/x-owner.ts'

async function openShell(roost: RoostApp): Promise<void> {
  await roost.newSession('Shell')
  await roost.waitForText('$')
}

/** The middle of the first cell of a text on the screen, in pixels of the window. */
async function placeOf(roost: RoostApp, text: string): Promise<{ x: number; y: number }> {
  const lines = String(await roost.page.evaluate('window.roostTest.screenText()')).split('\n')
  const row = lines.findIndex((line) => line.includes(text))
  const column = lines[row]?.indexOf(text) ?? -1
  if (column < 0) throw new Error(`${text} is not on the screen:\n${lines.join('\n')}`)
  const size: unknown = await roost.page.evaluate('window.roostTest.size()')
  const box = await roost.terminal().locator('.xterm-screen').boundingBox()
  if (box === null || typeof size !== 'object' || size === null || !('cols' in size) || !('rows' in size))
    throw new Error('no terminal')
  return {
    x: box.x + (box.width / Number(size.cols)) * (column + 0.5),
    y: box.y + (box.height / Number(size.rows)) * (row + 0.5),
  }
}

/** Whether the screen of the terminal ends within its pane. */
async function fits(roost: RoostApp): Promise<boolean> {
  const screen = await roost.terminal().locator('.xterm-screen').boundingBox()
  const pane = await roost.page.locator('.terminal-view').boundingBox()
  return screen !== null && pane !== null && screen.x + screen.width <= pane.x + pane.width
}

describe('a link', () => {
  it('shows where it leads, and opens by Ctrl and a click only', async ({ roost }) => {
    await openShell(roost)
    await roost.main(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { roostOpened: opened })
      shell.openExternal = (url) => {
        opened.push(url)
        return Promise.resolve()
      }
    })
    const opened = () => roost.main(() => JSON.stringify(Reflect.get(globalThis, 'roostOpened')))
    await roost.run(
      String.raw`clear; printf '\e]8;;https://target.example/\e\\https://said.example/\e]8;;\e\\\nplain https://plain.example/a\n\e]8;;file:///etc/passwd\e\\file\e]8;;\e\\\n'`,
    )
    // By itself on its line: the command that prints it holds it too, until it is cleared away.
    await roost.waitForText(/^plain https:\/\/plain\.example\/a$/m)
    const marked = await placeOf(roost, 'https://said')
    await roost.page.mouse.move(marked.x, marked.y)
    await roost.page.getByRole('status').getByText('https://target.example/', { exact: true }).waitFor()
    await roost.page.mouse.click(marked.x, marked.y)
    expect(await opened()).toBe('[]')
    await roost.page.keyboard.down('Control')
    await roost.page.mouse.click(marked.x, marked.y)
    const plain = await placeOf(roost, 'https://plain')
    await roost.page.mouse.move(plain.x, plain.y)
    await roost.page.getByRole('status').getByText('https://plain.example/a', { exact: true }).waitFor()
    await roost.page.mouse.click(plain.x, plain.y)
    const file = await placeOf(roost, 'file')
    await roost.page.mouse.click(file.x, file.y)
    await roost.page.keyboard.up('Control')
    await pollFor(async () => (await opened()).includes('plain'), { what: 'the opened links' })
    expect(await opened()).toBe('["https://target.example/","https://plain.example/a"]')
  })
})

describe('the page', () => {
  it('adds nothing to the answers that the host gives', async ({ roost }) => {
    await openShell(roost)
    await roost.run(
      String.raw`clear; stty raw -echo; printf '\e[c\e[6n\e]11;?\a\e]4;1;?;2;#112233\a\e[?u\e[18t\e[?2026$p'; timeout 2 cat -v; stty sane; echo; echo over`,
    )
    const text = await roost.waitForText(/^over/m)
    for (const answer of [
      /\^\[\[\?[\d;]*c/g,
      /\^\[\[\d+;\d+R/g,
      /\^\[\]11;/g,
      /\^\[\]4;1;/g,
      /\^\[\[\?0u/g,
      /\$y/g,
    ])
      expect(text.match(answer), String(answer)).toHaveLength(1)
  })

  it('gives what is typed right after a switch to the session on show', async ({ roost }) => {
    await openShell(roost)
    await roost.run('PS1="one> "; clear')
    await roost.waitForText('one>')
    await openShell(roost)
    await roost.run('PS1="two> "; clear')
    await roost.waitForText('two>')
    for (const [key, name] of [
      ['Alt+1', 'one'],
      ['Alt+2', 'two'],
      ['Alt+1', 'one'],
    ] as const) {
      await roost.page.keyboard.press(key)
      await roost.page.keyboard.type(`echo typed-in-${name}`)
      await roost.page.keyboard.press('Enter')
      await roost.waitForText(new RegExp(`^typed-in-${name}`, 'm'))
    }
    expect(await roost.terminalText()).not.toContain('typed-in-two')
  })

  it('offers a menu at the right mouse button, and goes on typing after it', async ({ roost }) => {
    await openShell(roost)
    await roost.run('clear; echo menu-word')
    await roost.waitForText(/^menu-word/m)
    await roost.terminal().click({ button: 'right', position: { x: 200, y: 200 } })
    const menu = roost.page.getByRole('menu', { name: 'Terminal menu' })
    expect(await menu.getByRole('menuitem', { name: 'Copy' }).isDisabled()).toBe(true)
    await menu.getByRole('menuitem', { name: 'Select all' }).click()
    await pollFor(async () =>
      String(await roost.page.evaluate('window.roostTest.selectionText()')).includes('menu-word'),
    )
    await roost.type('echo still-typing\n')
    await roost.waitForText(/^still-typing/m)
  })

  it('starts an ended session again by Enter, under the text it left', async ({ roost }) => {
    await openShell(roost)
    await roost.run('echo before the end; exit 3')
    const bar = roost.page.getByRole('group', { name: 'Session that is not running' })
    await bar.getByText('exited with code 3').waitFor()
    expect(await roost.terminalText()).toMatch(/^before the end/m)
    await roost.page.keyboard.press('Enter')
    await bar.waitFor({ state: 'hidden' })
    await roost.run('echo after the start')
    expect(await roost.waitForText(/^after the start/m)).toMatch(/^before the end/m)
  })

  it('draws by WebGL where a graphics card does it or that is asked for, and goes on when its context is lost', async ({
    launch,
  }) => {
    const roost = await launch({ webgl: true })
    await openShell(roost)
    expect(await roost.page.evaluate('window.roostTest.rendererKind()')).toBe('dom')
    await roost.page.evaluate(`window.roost.request('settings:change', { renderer: 'webgl' })`)
    await pollFor(async () => (await roost.page.evaluate('window.roostTest.rendererKind()')) === 'webgl')
    await roost.page.evaluate(`{
      for (const canvas of document.querySelectorAll('.xterm-screen canvas'))
        canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context').loseContext()
    }`)
    await pollFor(async () => (await roost.page.evaluate('window.roostTest.rendererKind()')) === 'dom')
    await roost.run('echo still here')
    await roost.waitForText(/^still here/m)
    expect(await fits(roost)).toBe(true)
    await openShell(roost)
    await pollFor(async () => (await roost.page.evaluate('window.roostTest.rendererKind()')) === 'webgl', {
      what: 'WebGL at the next showing',
    })
    await pollFor(() => fits(roost), { what: 'the columns to fit after the change' })
  })
})

describe('the mouse of a program', () => {
  it('gets the middle button without a paste, and the wheel to the side', async ({ roost }) => {
    await openShell(roost)
    await roost.run(String.raw`clear; printf 'primary-word\n\e[?1003h\e[?1006h'; cat > /dev/null`)
    await roost.waitForText(/^primary-word/m)
    const word = await placeOf(roost, 'primary-word')
    await roost.page.keyboard.down('Shift')
    await roost.page.mouse.dblclick(word.x + 20, word.y)
    await roost.page.keyboard.up('Shift')
    await pollFor(
      async () => (await roost.page.evaluate('window.roostTest.selectionText()')) === 'primary-word',
      { what: 'the selection, which is the primary one' },
    )
    await roost.page.mouse.move(word.x + 60, word.y + 60)
    await roost.waitForText('[<35;')
    expect(await roost.page.evaluate('window.roostTest.selectionText()')).toBe('primary-word')
    await roost.page.mouse.click(word.x + 60, word.y + 60, { button: 'middle' })
    await roost.page.mouse.wheel(300, 0)
    const text = await roost.waitForText(/\[<67;/)
    expect(text).toMatch(/\[<1;\d+;\d+m/u)
    expect(text.match(/primary-word/gu)).toHaveLength(1)
  })
})

describe('a text of an input method', () => {
  it('goes to the session for which it was begun, in the colours of the terminal', async ({ roost }) => {
    await openShell(roost)
    await roost.page.evaluate(`window.roost.request('settings:change', { theme: 'light' })`)
    await roost.run('clear; echo first')
    await roost.waitForText(/^first/m)
    await openShell(roost)
    await roost.run('clear; echo second')
    await roost.waitForText(/^second/m)
    const cdp = await roost.page.context().newCDPSession(roost.page)
    await cdp.send('Input.imeSetComposition', { text: 'かん', selectionStart: 2, selectionEnd: 2 })
    const composed = roost.page.locator('.composition-view.active')
    await composed.waitFor()
    const colours = await composed.evaluate((element) => {
      const { backgroundColor, color } = getComputedStyle(element)
      return { backgroundColor, isWhite: color === 'rgb(255, 255, 255)' }
    })
    expect(colours).toEqual({ backgroundColor: 'rgb(252, 252, 250)', isWhite: false })
    const tabs = roost.page.getByRole('tab')
    await tabs.first().click()
    await roost.waitForText(/^first/m)
    await roost.run('echo typed-in-first')
    expect(await roost.waitForText(/^typed-in-first/m)).not.toContain('かん')
    await tabs.nth(1).click()
    await roost.waitForText(/^second/m)
    await roost.waitForText('かん')
    expect((await roost.terminalText()).match(/かん/gu)).toHaveLength(1)
  })
})

describe.skipIf(process.platform !== 'linux')('a clipboard whose owner does not answer', () => {
  it('is asked once and waited for by nobody, and the user is told', async ({ roost }) => {
    await openShell(roost)
    const display = await findDisplay(process.env)
    if (display === null) throw new Error('no display')
    const owner = await ownClipboard(display, { UTF8_STRING: 'never given' }, { kind: 'mute' })
    try {
      await roost.focusTerminal()
      await roost.page.keyboard.press('Control+Shift+V')
      await pollFor(() => owner.requests() > 0, { what: 'the owner to be asked' })
      // Both main and the page go on: a window that waits answers neither.
      expect(await roost.main(({ app }) => app.isReady())).toBe(true)
      await roost.run('echo typed meanwhile')
      await roost.waitForText(/^typed meanwhile/m)
      await roost.page.getByText('The program that holds the clipboard does not answer').waitFor()
      expect(owner.requests()).toBe(1)
    } finally {
      owner.end()
    }
  })
})
