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
  await setUpSystemLibraries(electron.executable, { virtualDisplay: true })
  await requireSandbox(electron.executable)
  const display = process.platform === 'linux' ? await startVirtualDisplay() : undefined
  try {
    return await use(environmentFor(display?.env ?? process.env, electron))
  } finally {
    display?.stop()
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
 * What the tests are told about the Electron to use. ELECTRON_OVERRIDE_DIST_PATH keeps the electron package, whose
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
