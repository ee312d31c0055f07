import { join } from 'node:path'
import { runVisibly } from './command.mjs'
import { outDir } from './paths.mjs'

/**
 * Bundles a TypeScript program and runs it with this script's own arguments. The dependencies have to be set up.
 * @param {string} name of the bundle
 * @param {string} source the program's entry
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
export async function runBundled(name, source, env) {
  const { bundleForNode } = await import('./build.mjs')
  // Two folders below the checkout, as the sources in test/ are that look for it from where they lie.
  const folder = join(outDir, 'programs')
  await bundleForNode({ [name]: source }, folder, ['playwright-core'])
  return await runVisibly([process.execPath, join(folder, `${name}.js`), ...process.argv.slice(2)], { env })
}
