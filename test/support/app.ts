import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  _electron,
  chromium,
  type Browser,
  type ElectronApplication,
  type Locator,
  type Page,
} from 'playwright-core'
import { testElectron } from './electron-path.ts'
import type { TestHome } from './home.ts'
import { pollFor } from './poll.ts'

/** How long one start may take on a loaded two-core machine. */
const startTimeoutMs = 60_000

export type LaunchOptions = {
  /** Beside the home's own. */
  readonly env?: Readonly<Record<string, string>>
  /** WebGL on a machine without a GPU. */
  readonly webgl?: boolean
}

/** Starts the app in a home. Two starts in the same home are a quit and a return. */
export async function launchRoost(home: TestHome, options: LaunchOptions = {}): Promise<RoostApp> {
  const { executable, args } = testElectron()
  const webgl = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist']
  const inherited = ['DISPLAY', 'XAUTHORITY', 'TMPDIR'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, ...(options.webgl === true ? webgl : ['--disable-gpu']), `--user-data-dir=${home.data}`],
    cwd: home.home,
    env: { ...Object.fromEntries(inherited), ...home.env, ROOST_TEST: '1', ...options.env },
    timeout: startTimeoutMs,
  })
  const page = await app.firstWindow({ timeout: startTimeoutMs })
  return new RoostApp(home, app, page)
}

/** The running app, by what a person sees: roles and accessible names. */
export class RoostApp {
  readonly home: TestHome
  readonly electron: ElectronApplication
  /** What the app wrote to its stdout and stderr. */
  output = ''
  page: Page
  #reconnected: Browser | undefined
  #exit: Promise<number | null>
  #ended = false

  constructor(home: TestHome, electron: ElectronApplication, page: Page) {
    this.home = home
    this.electron = electron
    this.page = page
    const child = electron.process()
    child.stdout?.on('data', (bytes) => (this.output += String(bytes)))
    child.stderr?.on('data', (bytes) => (this.output += String(bytes)))
    this.#exit = new Promise((resolve) => {
      child.once('exit', (code) => {
        this.#ended = true
        resolve(code)
      })
    })
  }

  /** The list of sessions. */
  tabList(): Locator {
    return this.page.getByRole('tablist', { name: 'Sessions' })
  }

  /** The tab whose accessible name (title, status) holds this. */
  tab(name: string | RegExp): Locator {
    return this.tabList().getByRole('tab', { name })
  }

  /** The accessible names of all tabs, in their order. */
  async tabNames(): Promise<string[]> {
    const snapshots = await this.tabList().getByRole('tab').all()
    return Promise.all(
      snapshots.map(
        async (tab) => (await tab.getAttribute('aria-label')) ?? (await tab.innerText()).replace(/\s+/g, ' '),
      ),
    )
  }

  /** The terminal on show. */
  terminal(): Locator {
    return this.page.getByRole('region', { name: 'Terminal' })
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name })
  }

  /** Opens a session through the dialog, as a person does, and waits for its terminal. */
  async newSession(tool: string, folder: string = this.home.work): Promise<void> {
    const before = await this.tabList().getByRole('tab').count()
    await this.openNewSessionDialog()
    const dialog = this.dialog('New session')
    await dialog.getByRole('radio', { name: tool }).check({ force: true })
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(folder)
    await dialog.getByRole('button', { name: 'Start' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await pollFor(async () => (await this.tabList().getByRole('tab').count()) > before, {
      what: 'the new tab',
    })
    await this.terminal().waitFor()
  }

  async openNewSessionDialog(): Promise<Locator> {
    await this.page.getByRole('button', { name: 'New session' }).first().click()
    const dialog = this.dialog('New session')
    await dialog.waitFor()
    return dialog
  }

  /** The text of the terminal on show: scrollback and screen. */
  async terminalText(): Promise<string> {
    const text: unknown = await this.page.evaluate('window.roostTest?.terminalText() ?? ""')
    return String(text)
  }

  /** Waits for a text in the terminal on show. Wrapped lines are not joined. */
  async waitForText(text: string | RegExp, timeoutMs = 20_000): Promise<string> {
    const found = (seen: string) => (typeof text === 'string' ? seen.includes(text) : text.test(seen))
    let last = ''
    return pollFor(
      async () => {
        last = await this.terminalText()
        return found(last) && last
      },
      { timeoutMs, what: `the text ${String(text)}` },
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}\nThe terminal shows:\n${last}`, { cause: error })
    })
  }

  /** Types into the terminal, with real key events. */
  async type(text: string): Promise<void> {
    await this.focusTerminal()
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await this.page.keyboard.press('Enter')
      await this.page.keyboard.type(line)
    }
  }

  /** Runs a line in the shell on show. */
  async run(command: string): Promise<void> {
    await this.type(`${command}\n`)
  }

  async focusTerminal(): Promise<void> {
    const inside: unknown = await this.page.evaluate(
      `document.querySelector('[role=region][aria-label=Terminal]')?.contains(document.activeElement) ?? false`,
    )
    if (inside !== true) await this.terminal().click()
  }

  /** Evaluates in the main process; a way around Playwright's own typing of the Electron it was made for. */
  get main(): ElectronApplication['evaluate'] {
    return this.electron.evaluate.bind(this.electron)
  }

  /** From now on native message boxes are not shown but answered by the button that matches; they are kept in a list. */
  async answerMessageBoxes(button: string): Promise<void> {
    await this.main(({ dialog }, wanted) => {
      const seen: unknown[] = []
      Object.assign(globalThis, { roostSeenDialogs: seen })
      const choose = (...given: unknown[]) => {
        const options = given.find(
          (value): value is Electron.MessageBoxOptions =>
            typeof value === 'object' && value !== null && 'message' in value,
        )
        seen.push({ message: options?.message, detail: options?.detail, buttons: options?.buttons })
        return Math.max(
          0,
          (options?.buttons ?? []).findIndex((label) => new RegExp(wanted).test(label)),
        )
      }
      dialog.showMessageBoxSync = (...given: unknown[]) => choose(...given)
      dialog.showMessageBox = (...given: unknown[]) =>
        Promise.resolve({ response: choose(...given), checkboxChecked: false })
    }, button)
  }

  /** The native message boxes since `answerMessageBoxes`, as JSON text. */
  async seenMessageBoxes(): Promise<string[]> {
    return this.main(() => {
      const seen: unknown = Reflect.get(globalThis, 'roostSeenDialogs')
      return Array.isArray(seen) ? seen.map((entry) => JSON.stringify(entry)) : []
    })
  }

  /** The process ids of the app, by Electron's name for them (`Browser`, `Tab`, `Utility`). */
  async processes(): Promise<{ pid: number; type: string; name: string }[]> {
    return this.main(({ app }) =>
      app
        .getAppMetrics()
        .map((each) => ({ pid: each.pid, type: each.type, name: each.serviceName ?? each.name ?? '' })),
    )
  }

  /** Kills the page's process; the app is expected to bring it back. */
  async killPage(): Promise<void> {
    const pid = await this.main(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    )
    if (pid === undefined) throw new Error('there is no window')
    process.kill(pid, 'SIGKILL')
    await this.#reconnect(pid)
  }

  /** Kills the pty host. */
  async killHost(): Promise<void> {
    const host = (await this.processes()).find((each) => each.type === 'Utility' && /pty/i.test(each.name))
    if (host === undefined) throw new Error(`there is no pty host: ${JSON.stringify(await this.processes())}`)
    process.kill(host.pid, 'SIGKILL')
  }

  /** Kills the app's main process, as a power cut would. */
  async killApp(): Promise<void> {
    this.electron.process().kill('SIGKILL')
    await this.#exit
  }

  /** Quits as the menu does and waits for the end. */
  async quit(): Promise<number | null> {
    // The reply may not come any more.
    await this.main(({ app }) => setTimeout(() => app.quit(), 0)).catch(() => undefined)
    return this.exited()
  }

  /** Resolves with the exit code once the app has ended. */
  async exited(timeoutMs = 30_000): Promise<number | null> {
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error(`the app did not end within ${timeoutMs} ms`)), timeoutMs).unref()
    })
    return Promise.race([this.#exit, late])
  }

  /** Ends the app whatever state it is in. */
  async dispose(): Promise<void> {
    await this.#reconnected?.close().catch(() => undefined)
    if (this.#ended) return
    await this.answerMessageBoxes('Quit|Stop|End').catch(() => undefined)
    await Promise.race([this.quit(), new Promise((resolve) => setTimeout(resolve, 10_000))]).catch(
      () => undefined,
    )
    if (!this.#ended) await this.killApp()
  }

  /** Playwright gives a crashed page up for good, so the new one is reached through a connection of its own. */
  async #reconnect(deadPid: number): Promise<void> {
    await pollFor(
      () =>
        this.main(({ BrowserWindow }, dead) => {
          const contents = BrowserWindow.getAllWindows()[0]?.webContents
          const alive = contents !== undefined && !contents.isCrashed() && !contents.isLoading()
          return alive && contents.getOSProcessId() !== dead && contents.getOSProcessId() !== 0
        }, deadPid),
      { what: 'the page to come back' },
    )
    const port = readFileSync(join(this.home.data, 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? ''
    await this.#reconnected?.close()
    this.#reconnected = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    this.page = await pollFor(() => this.#reconnected?.contexts()[0]?.pages()[0], {
      what: 'the page over CDP',
    })
  }
}
