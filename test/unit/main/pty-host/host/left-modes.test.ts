import { existsSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import type { SessionId } from '../../../../../app/session/session.ts'
import { HostRig, PageRig } from '../../../../support/hosted.ts'
import { pollFor } from '../../../../support/poll.ts'

const rigs: HostRig[] = []
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.dispose()
})

const shells = {
  bash: ['/bin/bash', '--norc', '--noprofile'],
  zsh: ['/usr/bin/zsh', '-f'],
  fish: ['/usr/bin/fish'],
  sh: ['/bin/sh'],
} as const
type ShellName = keyof typeof shells
const shellNames = ['bash', 'zsh', 'fish', 'sh'] as const

/** A shell in a session on show, with what the page and a snapshot say of its modes. */
class Tab {
  readonly rig = new HostRig()
  readonly page = new PageRig(this.rig.host)
  readonly id: SessionId = this.rig.open()
  #count = 0

  constructor(name: ShellName, options: { readonly isShell?: boolean } = {}) {
    rigs.push(this.rig)
    this.page.attach(this.id)
    const [file, ...args] = shells[name]
    this.rig.spawn(this.id, file, [...args, '-i'], null, { isShell: options.isShell ?? true })
  }

  type(text: string): void {
    this.page.input(text)
  }

  /** Types a line and waits until what it prints is on the screen. */
  async run(line: string, shows: string): Promise<void> {
    this.type(`${line}\r`)
    await this.shows(shows)
  }

  async shows(text: string): Promise<void> {
    await pollFor(() => this.page.text().includes(text), { what: `"${text}" in\n${this.page.text()}\n` })
  }

  /** Waits until the shell has answered at its prompt, so that all before has been read. */
  async atPrompt(): Promise<void> {
    this.#count += 1
    if (this.#count === 1) await this.rig.event('spawned')
    this.type(`echo at-${this.#count}''prompt\r`)
    const answered = new RegExp(`at-${this.#count}prompt[^]*[#$%>]$`, 'u')
    await pollFor(() => answered.test(this.page.text()), { what: `a prompt in\n${this.page.text()}\n` })
  }

  /** The pid that the last program printed as `pid=`. */
  async pid(): Promise<number> {
    const find = () => [...this.page.text().matchAll(/pid=(\d+)\./gu)].at(-1)?.[1]
    return Number(await pollFor(find, { what: 'a pid' }))
  }

  /** The modes of a terminal that a snapshot of now fills, and whether the page's own are the same. */
  async snapshotModes(): Promise<string> {
    this.page.detach()
    this.page.attach(this.id)
    const { data } = await this.page.snapshot()
    return data
  }
}

/** A program that sets modes, tells its pid and waits, in a shell's words. */
function sets(modes: string, then = 'exec sleep 1000'): string {
  const escaped = modes.replaceAll('\u001b', '\\033')
  // Letters that are drawn as lines are not found again.
  const format = modes === '\u001b(0' ? `pid=%s.${escaped}` : `${escaped}pid=%s.`
  return `sh -c 'printf "${format}" $$; ${then}'`
}

const modesToLeave: Readonly<Record<string, readonly [set: string, inSnapshot: string]>> = {
  'mouse reporting': ['\u001b[?1000h\u001b[?1003h\u001b[?1006h', '\u001b[?1003h'],
  'the encoding of mouse reports': ['\u001b[?1006h', '\u001b[?1006h'],
  'focus reporting': ['\u001b[?1004h', '\u001b[?1004h'],
  'kitty keyboard flags': ['\u001b[>7u', '\u001b[>7u'],
  'kitty keyboard flags without a push': ['\u001b[=5;1u', '\u001b[=5;1u'],
  'a hidden cursor': ['\u001b[?25l', '\u001b[?25l'],
  'the alternate screen': ['\u001b[?1049h', '\u001b[?1047h'],
  'a synchronized update': ['\u001b[?2026h', '\u001b[?2026h'],
  'application cursor keys': ['\u001b[?1h', '\u001b[?1h'],
  'the application keypad': ['\u001b=', '\u001b[?66h'],
  modifyOtherKeys: ['\u001b[>4;2m', '\u001b[>4;2m'],
  'colour scheme reports': ['\u001b[?2031h', '\u001b[?2031h'],
  'lines that do not wrap': ['\u001b[?7l', '\u001b[?7l'],
  'insert mode': ['\u001b[4h', '\u001b[4h'],
  'a scroll region': ['\u001b[3;9r', '\u001b[3;9r'],
  'line drawing': ['\u001b(0', '\u001b(0'],
}

function describeShells(run: (name: ShellName) => void): void {
  for (const name of shellNames) {
    const [file] = shells[name]
    const missing = existsSync(file) ? '' : `, which is not installed at ${file}`
    describe.skipIf(process.platform !== 'linux' || missing !== '')(`${name}${missing}`, () => run(name))
  }
}

describeShells((name) => {
  test('has nothing on of what programs set that were killed', async () => {
    const tab = new Tab(name)
    await tab.atPrompt()
    const clean = await tab.snapshotModes()
    for (const [what, [set, inSnapshot]] of Object.entries(modesToLeave)) {
      expect(clean, what).not.toContain(inSnapshot)
      tab.type(`${sets(set)}\r`)
      process.kill(await tab.pid(), 'SIGKILL')
      await tab.atPrompt()
      tab.type('clear\r')
      await pollFor(() => !tab.page.text().includes('pid='), { what: `a cleared screen after ${what}` })
      expect(await tab.snapshotModes(), what).not.toContain(inSnapshot)
    }
  })

  test('has nothing on of a program that set modes and ended at once, and its own is on', async () => {
    const tab = new Tab(name)
    await tab.atPrompt()
    const own = name !== 'sh'
    for (let round = 0; round < 5; round++) {
      tab.type(`/usr/bin/printf '\\033[?1000h\\033[?1004h\\033[?1h\\033[?2004h\\033[>7u'\r`)
      await tab.atPrompt()
      await pollFor(() => tab.page.terminal.modes.bracketedPasteMode === own, { what: 'its own mode' })
      // fish runs programs for its prompt as well: where all comes at once, it is left as it is.
      if (name === 'fish') continue
      expect(tab.page.terminal.modes).toMatchObject({
        mouseTrackingMode: 'none',
        sendFocusMode: false,
        applicationCursorKeysMode: false,
      })
      const snapshot = await tab.snapshotModes()
      for (const mode of ['[?1000h', '[?1004h', '[?1h', '[>7u'])
        expect(snapshot).not.toContain(`\u001b${mode}`)
    }
  })

  test('is on the page what it is in the record after a program was killed in the alternate screen', async () => {
    const tab = new Tab(name)
    await tab.atPrompt()
    tab.type(`${sets('\u001b[?1049h\u001b[?1002h\u001b[?25l\u001b[>5u')}\r`)
    const pid = await tab.pid()
    expect(tab.page.terminal.buffer.active.type).toBe('alternate')
    expect(tab.page.terminal.modes.mouseTrackingMode).toBe('drag')
    process.kill(pid, 'SIGKILL')
    await pollFor(() => tab.page.terminal.buffer.active.type === 'normal')
    // What stood there before is there again, and the prompt below it.
    expect(tab.page.text()).toContain('at-1prompt')
    await tab.atPrompt()
    expect(tab.page.terminal.modes.mouseTrackingMode).toBe('none')
  })

  test('keeps a mode that it set itself, by a command of its own', async () => {
    const tab = new Tab(name)
    await tab.atPrompt()
    await tab.run(`printf '\\033[?1000h%s%s' o wn`, 'own')
    await tab.atPrompt()
    tab.type(`${sets('\u001b[?1003h')}\r`)
    process.kill(await tab.pid(), 'SIGKILL')
    await tab.atPrompt()
    expect(tab.page.terminal.modes.mouseTrackingMode).toBe('vt200')
  })

  test.skipIf(name === 'sh')(
    'is clean while a program is stopped, which has its modes again in front',
    async () => {
      const tab = new Tab(name)
      await tab.atPrompt()
      const set = '\u001b[?1049h\u001b[?1002h\u001b[?1006h\u001b[?1004h\u001b[>5u'
      tab.type(`${sets(set)}\r`)
      const pid = await tab.pid()
      tab.type('\u001a')
      await pollFor(() => tab.page.terminal.buffer.active.type === 'normal')
      await tab.atPrompt()
      const atPrompt = await tab.snapshotModes()
      for (const mode of ['[?1002h', '[?1006h', '[?1004h', '[>5u'])
        expect(atPrompt).not.toContain(`\u001b${mode}`)
      // It says nothing as it goes on.
      tab.type('fg\r')
      await pollFor(() => tab.page.terminal.modes.mouseTrackingMode === 'drag', { what: 'its modes' })
      expect(tab.page.terminal.buffer.active.type).toBe('alternate')
      const inFront = await tab.snapshotModes()
      for (const mode of ['[?1002h', '[?1006h', '[?1004h', '[>5u']) expect(inFront).toContain(`\u001b${mode}`)
      process.kill(pid, 'SIGKILL')
      await pollFor(() => tab.page.terminal.buffer.active.type === 'normal')
      await tab.atPrompt()
      expect(await tab.snapshotModes()).not.toContain('\u001b[?1002h')
    },
  )

  test('shows and names itself as it likes after a program was killed within a title', async () => {
    const tab = new Tab(name)
    await tab.atPrompt()
    tab.type(`sh -c 'printf "pid=%s.\\033]0;half" $$; exec sleep 1000'\r`)
    process.kill(await tab.pid(), 'SIGKILL')
    await tab.atPrompt()
    const titles = tab.rig.observations(tab.id, 'title').map(({ title }) => title)
    expect(titles.filter((title) => title.startsWith('half'))).toEqual([])
    expect(tab.page.text()).toMatch(/pid=\d+\..*(Killed|killed|SIGKILL)/isu)
  })
})

describe.skipIf(process.platform !== 'linux')('a terminal', () => {
  test('of an agent is left as its programs leave it', async () => {
    const tab = new Tab('bash', { isShell: false })
    await tab.atPrompt()
    tab.type(`${sets('\u001b[?1000h')}\r`)
    process.kill(await tab.pid(), 'SIGKILL')
    await tab.atPrompt()
    expect(tab.page.terminal.modes.mouseTrackingMode).toBe('vt200')
  })

  test('is clean for a shell in a shell, and for the outer one when the inner was killed', async () => {
    const tab = new Tab('bash')
    await tab.atPrompt()
    await tab.run(`sh -c 'printf "pid=%s." $$; exec bash --norc --noprofile -i'`, 'pid=')
    const inner = await tab.pid()
    await tab.atPrompt()
    tab.type(`clear; ${sets('\u001b[?1003h')}\r`)
    await pollFor(() => tab.page.terminal.modes.mouseTrackingMode === 'any')
    process.kill(await tab.pid(), 'SIGKILL')
    await tab.atPrompt()
    expect(tab.page.terminal.modes.mouseTrackingMode).toBe('none')
    expect(tab.page.terminal.modes.bracketedPasteMode).toBe(true)
    process.kill(inner, 'SIGKILL')
    await tab.shows('Killed')
    await tab.atPrompt()
    expect(tab.page.terminal.modes.bracketedPasteMode).toBe(true)
  })

  test('keeps what a shell prints of its own before each prompt, also after programs', async () => {
    const tab = new Tab('bash')
    await tab.atPrompt()
    tab.type(`PROMPT_COMMAND='printf "\\033[?1004h"; : "$(true)"'\r\r`)
    await pollFor(() => tab.page.terminal.modes.sendFocusMode)
    await tab.atPrompt()
    for (const program of [sets('', 'kill -9 $$'), '/bin/true', sets('\u001b[?1003h', 'kill -9 $$')]) {
      tab.type(`${program}\r`)
      await tab.atPrompt()
      expect(tab.page.terminal.modes).toMatchObject({ sendFocusMode: true, mouseTrackingMode: 'none' })
    }
  })
})
