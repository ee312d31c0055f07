import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { readAgentLog } from '../support/agent-log.ts'
import type { RoostApp } from '../support/app.ts'
import { it } from '../support/e2e.ts'
import { repositoryRoot } from '../support/electron-path.ts'
import { pollFor } from '../support/poll.ts'

const agents = join(repositoryRoot, 'test/agents')
const node = process.execPath

async function openShell(roost: RoostApp): Promise<void> {
  await roost.newSession('Shell')
  await roost.waitForText('$')
}

const readClipboard = (roost: RoostApp) => roost.main(({ clipboard }) => clipboard.readText())
const writeClipboard = (roost: RoostApp, text: string) =>
  roost.main(({ clipboard }, value) => clipboard.writeText(value), text)

describe('keys', () => {
  it('with Ctrl and a letter all reach the program', async ({ roost }) => {
    await openShell(roost)
    await roost.run('stty raw -echo; echo raw; cat -v')
    await roost.waitForText(/^raw/m)
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') await roost.page.keyboard.press(`Control+${letter}`)
    const expected = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
      .map((letter) => ({ I: '\t', J: '\n' })[letter] ?? `^${letter}`)
      .join('')
    await pollFor(
      async () => (await roost.terminalText()).replace(/\s+/g, '').includes(expected.replace(/\s+/g, '')),
      {
        what: 'all 26 control characters',
      },
    )
  })

  it('with Shift and Enter are told apart by a program that asked for it', async ({ roost }) => {
    await openShell(roost)
    await roost.run(`'${node}' '${agents}/keys.mjs' --kitty`)
    await roost.waitForText('keys ready')
    await roost.page.keyboard.press('Shift+Enter')
    await roost.waitForText(Buffer.from('\x1b[13;2u').toString('hex'))
  })

  it('and clicks send the same bytes after the tab was hidden and shown', async ({ roost }) => {
    await roost.newSession('Claude Code')
    await roost.waitForText('? for shortcuts')
    const logged = () => readAgentLog(roost.home.agentLog)
    const act = async () => {
      const before = logged().length
      await roost.terminal().click({ position: { x: 60, y: 60 } })
      await roost.page.keyboard.press('Shift+Enter')
      await roost.page.keyboard.press('Control+ArrowUp')
      await pollFor(
        () =>
          logged()
            .slice(before)
            .some((entry) => entry.name === 'up'),
        { what: 'the keys in the log' },
      )
      return logged()
        .slice(before)
        .filter(
          (entry) => entry.kind === 'key' || (entry.kind === 'mouse' && entry.raw?.startsWith('\x1b[<0;')),
        )
        .map((entry) => entry.raw)
    }
    const first = await act()
    expect(first.join('')).toContain('\x1b[<0;')
    expect(first).toContain('\x1b[13;2u')
    await roost.newSession('Shell')
    await roost.waitForText('$')
    await roost.tab(/claude/i).click()
    await roost.waitForText('? for shortcuts')
    expect(await act()).toEqual(first)
    await roost.type('\x15modes\n')
    await roost.waitForText('all modes work')
  })
})

describe('what is typed into a new session', () => {
  it('before its program is there is all for the program', async ({ roost }) => {
    const host = (await roost.processes()).find((each) => each.type === 'Utility' && /pty/i.test(each.name))
    if (host === undefined) throw new Error('there is no pty host')
    process.kill(host.pid, 'SIGSTOP')
    try {
      await roost.newSession('Shell')
      await roost.run('echo typed $((6 * 7))')
    } finally {
      process.kill(host.pid, 'SIGCONT')
    }
    await roost.waitForText(/^typed 42/m)
    expect(await roost.page.getByRole('alert').allInnerTexts()).toEqual([])
  })
})

describe('the terminal', () => {
  it('copies what is selected and pastes what was copied', async ({ roost }) => {
    await openShell(roost)
    await roost.run('clear; echo copy-me-please')
    await roost.waitForText(/^copy-me-please/m)
    const box = await roost.terminal().boundingBox()
    if (box === null) throw new Error('no terminal')
    await roost.page.mouse.dblclick(box.x + 40, box.y + 14)
    await roost.page.keyboard.press('Control+Shift+C')
    await pollFor(async () => (await readClipboard(roost)).includes('copy-me-please'), {
      what: 'the copied text',
    })
    await writeClipboard(roost, 'echo pa\x1bst\x07ed')
    await roost.page.keyboard.press('Control+Shift+V')
    await roost.waitForText('echo pasted')
  })

  it('lets the program on show copy, tells the user, and no other program', async ({ roost }) => {
    await roost.newSession('Shell', roost.home.folder('apple'))
    await roost.waitForText('apple $')
    await writeClipboard(roost, 'my own')
    const copying = (text: string) => `printf '\\e]52;c;%s\\a' $(printf '${text}' | base64)`
    await roost.run(copying('of the apple'))
    await pollFor(async () => (await readClipboard(roost)) === 'of the apple', { what: 'the copied text' })
    await roost.page
      .getByRole('status')
      .filter({ hasText: /^Shell copied 12 characters to the clipboard/ })
      .waitFor()

    await writeClipboard(roost, 'my own')
    // The title comes after the text, so once it is on the tab the text has been heard.
    await roost.run(
      `until [ -e go ]; do sleep 0.1; done; ${copying('unseen')}; printf '\\e]0;has copied\\a'; sleep 100`,
    )
    await roost.newSession('Shell', roost.home.folder('birch'))
    await roost.waitForText('birch $')
    await roost.run(`echo now > '${roost.home.root}/apple/go'`)
    await roost.tab('has copied').waitFor()
    expect(await readClipboard(roost)).toBe('my own')
  })

  it('cannot be left by a paste that carries the end marker', async ({ roost }) => {
    await openShell(roost)
    await writeClipboard(roost, 'echo a\x1b[201~\rtouch pwned\r')
    await roost.focusTerminal()
    await roost.page.keyboard.press('Control+Shift+V')
    const asked = roost.page.getByRole('button', { name: 'Paste', exact: true })
    await pollFor(
      async () => {
        if (await asked.isVisible()) await asked.click()
        return (await roost.terminalText()).includes('touch pwned')
      },
      { what: 'the pasted text' },
    )
    // bash may miss an interrupt right after a bracketed paste, whatever terminal sends it.
    await pollFor(
      async () => {
        await roost.page.keyboard.press('Control+C')
        return (await roost.terminalText()).includes('^C')
      },
      { what: 'the interrupted line' },
    )
    await roost.run(`ls -A '${roost.home.work}'; echo listed`)
    expect(await roost.waitForText(/^listed/m)).not.toMatch(/^pwned/m)
  })

  it('asks before it pastes several lines into a plain shell', async ({ roost }) => {
    await openShell(roost)
    await roost.run("bind 'set enable-bracketed-paste off'; echo set")
    await roost.waitForText(/^set/m)
    await writeClipboard(roost, 'echo first\necho second\n')
    await roost.page.keyboard.press('Control+Shift+V')
    const question = roost.dialog(/^Paste \d lines\?/)
    await question.getByText('echo second').waitFor()
    await question.getByRole('button', { name: 'Cancel' }).click()
    expect(await roost.terminalText()).not.toContain('echo first')
    await roost.focusTerminal()
    await roost.page.keyboard.press('Control+Shift+V')
    await question.getByRole('button', { name: 'Paste', exact: true }).click()
    await roost.waitForText(/^second/m)
  })

  it('opens a web link by Ctrl+click, with its target shown, and no other link', async ({ roost }) => {
    await openShell(roost)
    await roost.main(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { roostOpened: opened })
      shell.openExternal = (url: string) => Promise.resolve(void opened.push(url))
    })
    const opened = () => roost.main(() => String(Reflect.get(globalThis, 'roostOpened')))
    const link = String.raw`\e]8;;%s\e\\%s\e]8;;\e\\\n`
    await roost.run(
      `clear; printf 'https://example.com/a\\n${link}${link}' https://example.com/b shown-b file:///etc/passwd shown-c`,
    )
    await roost.waitForText(/^shown-c/m)
    const box = await roost.terminal().boundingBox()
    if (box === null) throw new Error('no terminal')
    const clickRow = async (row: number) => {
      await roost.page.mouse.move(box.x + 30, box.y + 6 + row * 16 + 8)
      await roost.page.mouse.move(box.x + 34, box.y + 6 + row * 16 + 8)
      await roost.page.waitForTimeout(300)
      await roost.page.keyboard.down('Control')
      await roost.page.mouse.click(box.x + 34, box.y + 6 + row * 16 + 8)
      await roost.page.keyboard.up('Control')
    }
    await clickRow(0)
    await pollFor(async () => (await opened()) === 'https://example.com/a', { what: 'the address to open' })
    await clickRow(1)
    await roost.page.getByRole('status').getByText('https://example.com/b').waitFor()
    await pollFor(async () => (await opened()).endsWith(',https://example.com/b'), {
      what: 'the link to open',
    })
    await clickRow(2)
    expect(await opened()).not.toContain('passwd')
  })

  it('finds text in what has scrolled away', async ({ roost }) => {
    await openShell(roost)
    await roost.run('clear; echo the needle here; seq 1 300')
    await roost.waitForText(/^300/m)
    await roost.page.keyboard.press('Control+Shift+F')
    const field = roost.page.getByRole('textbox', { name: 'Find in terminal' })
    await field.fill('needle')
    await roost.page.keyboard.press('Enter')
    await roost.page.getByText('1 of 1', { exact: true }).waitFor()
  })

  it('changes its font by keys, and the program hears of the new size', async ({ roost }) => {
    await openShell(roost)
    await roost.run('trap "stty size" WINCH; stty size')
    const [, before = '0'] = /^\d+ (\d+)/m.exec(await roost.waitForText(/^\d+ \d+/m)) ?? []
    for (let times = 0; times < 6; times++) await roost.page.keyboard.press('Control+=')
    await pollFor(async () => {
      // Sizes come with a pause, and a shell at its prompt runs a trap only with its next command.
      await roost.run('stty size')
      // The trap may answer behind the prompt.
      const last = [...(await roost.terminalText()).matchAll(/\b\d+ (\d+)\s*$/gm)].at(-1)?.[1]
      return Number(last) < Number(before)
    })
  })

  it('neither loses nor doubles text when its window changes size', async ({ launch }) => {
    const roost = await launch()
    await openShell(roost)
    await roost.run(
      'clear; for i in $(seq 1 200); do echo "line $i of text that is long enough to wrap $i"; done',
    )
    await roost.waitForText('line 200 of')
    for (const [width, height] of [
      [700, 500],
      [1100, 700],
      [620, 420],
      [1200, 800],
    ] as const) {
      await roost.main(
        ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setSize(size[0], size[1]),
        [width, height] as const,
      )
      await roost.run(`echo now ${width}`)
      await roost.waitForText(new RegExp(`^now ${width}`, 'm'))
    }
    const numbers = [...(await roost.terminalText()).replace(/\n/g, '').matchAll(/line (\d+) of/g)].map((m) =>
      Number(m[1]),
    )
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, at) => at + 1))
  })

  it('shows wide characters and emoji where the program put them', async ({ roost }) => {
    await openShell(roost)
    await roost.run(`clear; printf '日本🙂|\\e[6n'; read -rsdR -t 5 at; echo; echo "cursor \${at#*[}"`)
    await roost.waitForText('日本🙂|')
    await roost.waitForText('cursor 1;8')
  })

  it('keeps a flood of output in order, and stays in hand', async ({ roost }) => {
    await openShell(roost)
    // 20 MB, of which the scrollback keeps the end.
    await roost.run(`seq -f "%.0f of the flood $(printf '=%.0s' {1..58})" 250000; echo flood over`)
    const text = await roost.waitForText(/^flood over/m, 60_000)
    const numbers = [...text.matchAll(/^(\d+) of the flood =/gm)].map((match) => Number(match[1]))
    expect(numbers.at(-1)).toBe(250_000)
    expect(numbers.length).toBeGreaterThan(500)
    expect(numbers).toEqual(numbers.map((_, at) => 250_000 - numbers.length + at + 1))
    await roost.run('yes')
    await roost.waitForText(/^y$/m)
    await roost.page.keyboard.press('Control+C')
    await roost.run('echo in hand')
    await roost.waitForText(/^in hand/m)
  })
})
