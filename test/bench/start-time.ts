import { spawn } from 'node:child_process'
import { pageOverCdp } from '../support/cdp.ts'
import { testElectron } from '../support/electron-path.ts'
import { createTestHome, type TestHome } from '../support/home.ts'
import { writeQuickShell } from './bench-app.ts'
import { median } from './statistics.ts'

export type StartResult = {
  /** From the start of the process until the window has its content, ms. */
  readonly windowMs: number
  /** From the start of the process until a shell's first prompt is on the screen of a session opened at once, ms. */
  readonly promptMs: number
}

/**
 * Starts the app without a debugger on its main process, as a user does, and opens a shell as soon as it can.
 *
 * @param prepare fills the home before each start
 */
export async function measureStart(
  runs: number,
  prepare: (home: TestHome) => void = () => undefined,
): Promise<StartResult> {
  const results: StartResult[] = []
  for (let run = 0; run < runs; run++) results.push(await startOnce(prepare))
  return {
    windowMs: median(results.map((each) => each.windowMs)),
    promptMs: median(results.map((each) => each.promptMs)),
  }
}

async function startOnce(prepare: (home: TestHome) => void): Promise<StartResult> {
  const home = createTestHome()
  prepare(home)
  writeQuickShell(home, '')
  const { executable, args } = testElectron()
  const now = () => performance.timeOrigin + performance.now()
  const started = now()
  const child = spawn(
    executable,
    [...args, '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${home.data}`],
    {
      env: { ...home.env, DISPLAY: process.env['DISPLAY'] ?? '', ROOST_TEST: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let output = ''
  child.stderr.on('data', (bytes) => (output += String(bytes)))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  try {
    const { browser, page } = await pageOverCdp(() => output)
    const times: unknown = await page.evaluate(openAtOnce(home.work))
    await browser.close()
    if (!Array.isArray(times)) throw new Error('no times')
    return { windowMs: Number(times[0]) - started, promptMs: Number(times[1]) - started }
  } finally {
    child.kill('SIGKILL')
    await ended
    home.dispose()
  }
}

function openAtOnce(folder: string): string {
  const choice = JSON.stringify({ toolName: 'shell', folder, cols: 120, rows: 40 })
  return `(async () => {
    const now = () => performance.timeOrigin + performance.now()
    const until = async (probe) => {
      while (!(await probe())) await new Promise((resolve) => setTimeout(resolve, 2))
      return now()
    }
    await until(() => window.roost && document.querySelector('button'))
    const painted = performance.getEntriesByName('first-contentful-paint')[0]?.startTime
    const shown = painted === undefined ? now() : performance.timeOrigin + painted
    await window.roost.request('session:create', ${choice})
    return [shown, await until(() => window.roostTest?.terminalText().includes('$'))]
  })()`
}
