import { runBundled } from './run-bundled.mjs'
import { setUpDependencies } from './setup.mjs'

/**
 * Bundles a TypeScript program that needs no Electron and runs it with this script's own arguments. The folder that
 * the user stood in is INIT_CWD: npm sets it, because it runs scripts in the checkout.
 * @param {string} name of the bundle
 * @param {string} source the program's entry
 * @returns {Promise<number>} its exit code
 */
export async function runPlainProgram(name, source) {
  await setUpDependencies()
  return await runBundled(name, source, { INIT_CWD: process.cwd(), ...process.env })
}
