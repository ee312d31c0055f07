import { join } from 'node:path'
import { build } from 'esbuild'
import { repositoryRoot } from './electron-path.ts'

/**
 * Bundles a program of `test/support` for a process of its own: Node does not read TypeScript everywhere.
 *
 * @param name of the file, without `.ts`
 * @returns the bundle, absolute; packages are resolved when it runs
 */
export async function bundleProgram(name: string): Promise<string> {
  const outfile = join(repositoryRoot, 'out', 'unit', `${name}.mjs`)
  await build({
    entryPoints: [join(repositoryRoot, 'test/support', `${name}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  })
  return outfile
}
