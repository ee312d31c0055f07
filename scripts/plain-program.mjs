import { join } from 'node:path'
import { runVisibly } from './command.mjs'
import { outDir } from './paths.mjs'
import { setUpDependencies } from './setup.mjs'

/**
 * Bundles a TypeScript program that needs no Electron and runs it with this script's own arguments. The folder that
 * the person stood in is INIT_CWD: npm sets it, because it runs scripts in the checkout.
 * @param {string} name of the bundle
 * @param {string} source the program's entry
 * @returns {Promise<number>} its exit code
 */
export async function runPlainProgram(name, source) {
  await setUpDependencies()
  const { bundleForNode } = await import('./build.mjs')
  // Two folders below the checkout, as the sources in test/ are that look for it from where they lie.
  const folder = join(outDir, 'programs')
  await bundleForNode({ [name]: source }, folder)
  const env = { INIT_CWD: process.cwd(), ...process.env }
  return await runVisibly([process.execPath, join(folder, `${name}.js`), ...process.argv.slice(2)], { env })
}
