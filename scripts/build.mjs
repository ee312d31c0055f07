import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstLineOf, logFile, logTo, runScript, say, SentenceError } from './console.mjs'
import { inTemporaryFolder } from './electron-tree.mjs'
import { outDir, root } from './paths.mjs'

/** What the bundles are made of; a change in any of it, and only that, makes a new build. */
const inputs = ['app', 'main', 'renderer', 'package.json', 'package-lock.json', 'scripts/build.mjs']
const stampFile = join(outDir, 'build.stamp')

/** The older of the Electrons Roost runs on has Node 20.18. */
const nodeTarget = 'node20.18'

/**
 * Bundles main, pty host, preload and page into out/, unless they are there and made of the same inputs.
 * @returns {Promise<'built' | 'unchanged'>}
 */
export async function build() {
  const stamp = await hashInputs()
  if (await isBuiltFrom(stamp)) return 'unchanged'
  say('Building ...')
  // Made aside and moved, so that a build that fails leaves the last good one.
  await inTemporaryFolder(outDir, 'build', async (folder) => {
    try {
      await Promise.all([bundleMain(join(folder, 'main')), bundlePage(join(folder, 'renderer'))])
    } catch (error) {
      logTo('build', String(error))
      throw new SentenceError(
        `Roost could not be built: ${firstLineOf(error)}; the rest is in ${logFile('build')}.`,
      )
    }
    for (const part of ['main', 'renderer']) {
      await rm(join(outDir, part), { recursive: true, force: true })
      await rename(join(folder, part), join(outDir, part))
    }
  })
  await writeFile(stampFile, stamp)
  return 'built'
}

/** True when the last build was made of what is here now. */
export async function isBuilt() {
  return await isBuiltFrom(await hashInputs())
}

/**
 * Bundles one TypeScript entry for Node as ESM; what package.json lists as a dependency is left to be resolved
 * when it runs (native code, and stores that are shipped as they are).
 * @param {Record<string, string>} entryPoints name of the bundle -> source file
 * @param {string} outFolder
 * @param {readonly string[]} alsoExternal further packages to resolve at run time
 */
export async function bundleForNode(entryPoints, outFolder, alsoExternal = []) {
  const esbuild = await import('esbuild')
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  await esbuild.build({
    absWorkingDir: root,
    entryPoints,
    outdir: outFolder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: nodeTarget,
    sourcemap: 'linked',
    external: ['electron', ...Object.keys(manifest.dependencies), ...alsoExternal],
    // CommonJS packages inside the bundle ask for Node's own modules with require, which ESM does not have.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'warning',
  })
}

async function bundleMain(/** @type {string} */ folder) {
  // The entry loads one of main and cli by name when it runs.
  const entries = { entry: 'main/entry.ts', main: 'main/main.ts', cli: 'main/cli/cli.ts' }
  await bundleForNode({ ...entries, 'pty-host': 'main/pty-host/host/host.ts' }, folder)
  const esbuild = await import('esbuild')
  // A sandboxed preload cannot use ESM imports, so it is one CommonJS file.
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['main/preload/preload.ts'],
    outfile: join(folder, 'preload.cjs'),
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'chrome130',
    sourcemap: 'linked',
    external: ['electron'],
    logLevel: 'warning',
  })
}

async function bundlePage(/** @type {string} */ folder) {
  const vite = await import('vite')
  await vite.build({
    configFile: false,
    root: join(root, 'renderer'),
    // Relative addresses: the page is served from app:// and has no server root.
    base: './',
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      outDir: folder,
      emptyOutDir: true,
      // Both Electrons understand today's JavaScript, and lowering it has broken xterm.js's answer to DECRQM, which
      // wedged whole panes (openwong2kim/wmux#708). Styles may be lowered to the older Chromium.
      target: 'esnext',
      cssTarget: 'chrome130',
      modulePreload: { polyfill: false },
      // The content security policy has no place for inlined scripts.
      assetsInlineLimit: 0,
      sourcemap: true,
      // One page, read from disk: a second chunk would not make it start sooner.
      chunkSizeWarningLimit: 3000,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  })
}

async function isBuiltFrom(/** @type {string} */ stamp) {
  const last = await readFile(stampFile, 'utf8').catch(() => '')
  return last === stamp && existsSync(join(outDir, 'main')) && existsSync(join(outDir, 'renderer'))
}

/** One hash over the paths and contents of everything that goes in; some 550 small files, about a tenth of a second. */
async function hashInputs() {
  const hash = createHash('sha256')
  for (const file of (await Promise.all(inputs.map((input) => filesIn(join(root, input))))).flat().sort()) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex')
}

/** @returns {Promise<string[]>} */
async function filesIn(/** @type {string} */ path) {
  if (basename(path).includes('.')) return [path]
  const entries = await readdir(path, { withFileTypes: true, recursive: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function main() {
  await mkdir(outDir, { recursive: true })
  if ((await build()) === 'unchanged') say('Nothing to build: no input has changed.')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript('build', main)
