import { spawn, spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pageOverCdp } from './cdp.ts'
import { repositoryRoot, testElectron, type TestElectron } from './electron-path.ts'
import type { TestHome } from './home.ts'
import { RoostWindow } from './window.ts'

/** `nobody`, on every Linux. */
const nobody = 65_534

/** The app's own bound for its end, and a second. */
const longestStopMs = 10_000

/** An app that runs as a user without rights, with Chromium's sandbox on. */
export type UnprivilegedApp = {
  readonly window: RoostWindow
  readonly pid: number
  readonly userId: number
  dispose(): Promise<void>
}

/** Whether such a user can read this checkout at all; one below /root they cannot. */
export function checkoutIsReadable(): boolean {
  if (process.getuid?.() !== 0) return true
  const { executable } = testElectron()
  const tried = spawnSync(
    '/bin/sh',
    ['-c', 'test -r "$0" && test -x "$1"', join(repositoryRoot, 'package.json'), executable],
    {
      uid: nobody,
      gid: nobody,
    },
  )
  return tried.status === 0
}

/**
 * Starts an app with its sandbox: as `nobody` where the tests run as root, else as who we are. Driven over CDP.
 *
 * @param electron this checkout's app, unless it is another one (a packaged one)
 */
export async function launchUnprivileged(
  home: TestHome,
  electron: TestElectron = testElectron(),
): Promise<UnprivilegedApp> {
  const isRoot = process.getuid?.() === 0
  const user = isRoot ? { uid: nobody, gid: nobody } : {}
  const display: Record<string, string> = { DISPLAY: process.env['DISPLAY'] ?? '' }
  if (process.env['XAUTHORITY'] !== undefined) {
    display['XAUTHORITY'] = join(home.root, 'xauthority')
    copyFileSync(process.env['XAUTHORITY'], display['XAUTHORITY'])
  }
  if (isRoot) giveTo(home.root)
  const { executable, args } = electron
  const child = spawn(
    executable,
    [
      ...args.filter((argument) => argument !== '--no-sandbox'),
      '--disable-gpu',
      '--remote-debugging-port=0',
      `--user-data-dir=${home.data}`,
    ],
    {
      ...user,
      cwd: home.home,
      env: { ...home.env, ...display, ROOST_TEST: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  child.stdout.on('data', (bytes) => (output += String(bytes)))
  child.stderr.on('data', (bytes) => (output += String(bytes)))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const { browser, page } = await pageOverCdp(() => output).catch((error: unknown) => {
    child.kill('SIGKILL')
    throw error
  })
  return {
    window: new RoostWindow(home, page),
    pid: child.pid ?? 0,
    userId: isRoot ? nobody : (process.getuid?.() ?? 0),
    async dispose() {
      await browser.close().catch(() => undefined)
      // Told to go, it ends its own processes; killed, it would leave them writing into the folder that goes next.
      child.kill('SIGTERM')
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, longestStopMs).unref())])
      child.kill('SIGKILL')
      await ended
    },
  }
}

function giveTo(folder: string): void {
  chownSync(folder, nobody, nobody)
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, entry), nobody, nobody)
}
