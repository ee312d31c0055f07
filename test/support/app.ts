import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, chromium, type Browser, type ElectronApplication } from 'playwright-core'
import { testElectron } from './electron-path.ts'
import type { TestHome } from './home.ts'
import { pollFor } from './poll.ts'
import { RoostWindow } from './window.ts'

/** How long one start may take on a loaded two-core machine. */
const startTimeoutMs = 30_000

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
  const launch = (timeout: number) =>
    _electron.launch({
      executablePath: executable,
      args: [
        ...args,
        ...(options.webgl === true ? webgl : ['--disable-gpu']),
        `--user-data-dir=${home.data}`,
      ],
      cwd: home.home,
      env: { ...Object.fromEntries(inherited), ...home.env, ROOST_TEST: '1', ...options.env },
      timeout,
    })
  // Once in some hundred starts the debugger that Playwright attaches keeps the main process from going on.
  const app = await launch(startTimeoutMs / 2).catch(() => launch(startTimeoutMs))
  const roost = new RoostApp(home, app)
  await roost.openFirstWindow()
  return roost
}

/** The running app: its window, and what needs its main process. */
export class RoostApp extends RoostWindow {
  readonly electron: ElectronApplication
  /** What the app wrote to its stdout and stderr. */
  output = ''
  #reconnected: Browser | undefined
  #exit: Promise<number | null>
  #ended = false

  constructor(home: TestHome, electron: ElectronApplication) {
    super(home)
    this.electron = electron
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

  /** Waits for the window. An app that does not open one is ended, and what it said is told. */
  async openFirstWindow(): Promise<void> {
    this.page = await this.electron.firstWindow({ timeout: startTimeoutMs }).catch(async (error: unknown) => {
      await this.killApp()
      throw new Error(`${String(error)}\nThe app said:\n${this.output}`, { cause: error })
    })
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
      app.getAppMetrics().map((each) => ({
        pid: each.pid,
        type: each.type,
        name: `${each.serviceName ?? ''} ${each.name ?? ''}`,
      })),
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

  /** The page's script never comes back; the app is expected to end the page and to load it again. */
  async hangPage(): Promise<void> {
    const pid = await this.main(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
    )
    if (pid === undefined) throw new Error('there is no window')
    // It ends with its page.
    this.page.evaluate('for (;;);').catch(() => undefined)
    await this.#reconnect(pid)
  }

  /** From now on main asks page and host for a sign of life ten times as often, and waits a tenth of the time for it. */
  async hurryPings(): Promise<void> {
    await this.main(() => {
      const { setTimeout: set } = globalThis
      const hurried = (run: () => void, ms?: number) => set(run, ms === 5000 ? 500 : ms)
      Object.assign(globalThis, { setTimeout: hurried })
    })
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
    const port =
      readFileSync(join(this.home.data, 'chromium', 'DevToolsActivePort'), 'utf8').split('\n')[0] ?? ''
    await this.#reconnected?.close()
    this.#reconnected = await chromium.connectOverCDP(`http://127.0.0.1:${port}`)
    this.page = await pollFor(() => this.#reconnected?.contexts()[0]?.pages()[0], {
      what: 'the page over CDP',
    })
  }
}
