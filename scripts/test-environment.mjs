import { requireSandbox } from './chromium-sandbox.mjs'
import { runBundled } from './run-bundled.mjs'
import { setUpDependencies } from './setup.mjs'
import { setUpSystemLibraries } from './system-libraries.mjs'
import { startVirtualDisplay } from './virtual-display.mjs'

/**
 * Sets up everything that a test of the real app needs, hands it over as an environment, and cleans up after.
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} use
 * @returns {Promise<number>} what `use` resolves to
 */
export async function withTestEnvironment(use) {
  await setUpDependencies()
  const { findElectron } = await import('./electron-runtime.mjs')
  const electron = await findElectron()
  await setUpSystemLibraries(electron.executable, { virtualDisplay: true, tests: true })
  await requireSandbox(electron.executable)
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined
  try {
    return await use(environmentFor(display?.env ?? process.env, electron))
  } finally {
    display?.stop()
  }
}

/**
 * Gives each test file that runs at the same time a display: windows, focus and the clipboard belong to the whole of it.
 * Elsewhere than on Linux there is the one display of the user, so one file runs after the other.
 * @param {number} count of files that may run at the same time
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<number>} use gets the names of the displays in ROOST_TEST_DISPLAYS
 * @returns {Promise<number>} what `use` resolves to
 */
export async function withDisplays(count, env, use) {
  const started = process.platform === 'linux' ? count - 1 : 0
  const more = await Promise.all(Array.from({ length: started }, () => startVirtualDisplay()))
  try {
    const names = [env.DISPLAY, ...more.map((display) => display.env.DISPLAY)]
    return await use({ ...env, ROOST_TEST_DISPLAYS: names.join(' ') })
  } finally {
    for (const display of more) display.stop()
  }
}

/**
 * Builds the app, bundles a TypeScript program that drives it, and runs that with this script's own arguments.
 * @param {string} name of the bundle
 * @param {string} source the program's entry
 * @returns {Promise<number>} its exit code
 */
export function runProgram(name, source) {
  return withTestEnvironment(async (env) => {
    const { build } = await import('./build.mjs')
    await build()
    return await runBundled(name, source, env)
  })
}

/**
 * What the tests need to know about the Electron to use. ELECTRON_OVERRIDE_DIST_PATH keeps the electron package, whose
 * index starts a download when it is imported, from doing so.
 * @param {NodeJS.ProcessEnv} base
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 */
function environmentFor(base, electron) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...base,
    ROOST_TEST_ELECTRON: electron.executable,
    ROOST_TEST_ELECTRON_ARGS: JSON.stringify(electron.args),
    ELECTRON_OVERRIDE_DIST_PATH: electron.cleanTree,
  }
  delete env.ELECTRON_RUN_AS_NODE
  return env
}
