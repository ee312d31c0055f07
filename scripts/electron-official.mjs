import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { firstLineOf, logTo, say } from './console.mjs'
import { inTemporaryFolder } from './electron-tree.mjs'
import { cacheDir } from './paths.mjs'

/** A host that does not answer within this is taken as unreachable; GitHub answers in well under a second. */
const connectTimeoutMs = 20_000
/** How long a refusal is believed before the download is tried again. */
const refusalHoursValid = 24

/** The official Electron that an earlier start unpacked into the cache, if it is there. */
export function officialInCache(/** @type {string} */ version) {
  const dist = cachedDist(version)
  return dist && existsSync(join(dist, 'version')) ? dist : undefined
}

/**
 * Downloads the official Electron (checked against the checksums that the electron package ships) and unpacks it
 * into the cache.
 * @param {string} version
 * @param {{ maySkip: boolean }} options maySkip: a refusal of the last hours is believed without a new attempt,
 *   because there is another Electron to fall back to and a start should not wait for a timeout each time
 * @returns {Promise<{ dist?: string, refusal?: string }>}
 */
export async function fetchOfficialElectron(version, { maySkip }) {
  const refusalFile = join(cacheDir(), `electron-${version}.refused`)
  const remembered = maySkip ? await readRefusal(refusalFile) : undefined
  if (remembered) return { refusal: remembered }
  const dist = cachedDist(version)
  if (!dist) return { refusal: `there is none for ${process.platform} ${process.arch}` }

  say(`Downloading Electron ${version} ...`)
  let zip
  try {
    zip = await download(version)
  } catch (error) {
    const refusal = reasonOf(error)
    logTo('electron', error instanceof Error ? (error.stack ?? error.message) : String(error))
    await mkdir(cacheDir(), { recursive: true })
    await writeFile(refusalFile, refusal)
    return { refusal }
  }
  const { unzip } = await import('./unzip.mjs')
  await inTemporaryFolder(cacheDir(), 'electron', async (folder) => {
    await unzip(zip, folder)
    if (!existsSync(dist)) await rename(folder, dist)
  })
  return { dist }
}

/** Where the cache keeps this version: its name holds the start of the zip's checksum. */
function cachedDist(/** @type {string} */ version) {
  const checksum = checksums()[zipName(version)]
  return checksum ? join(cacheDir(), `electron-${version}-${checksum.slice(0, 12)}`) : undefined
}

function zipName(/** @type {string} */ version) {
  return `electron-v${version}-${process.platform}-${process.arch}.zip`
}

/** @returns {Record<string, string>} */
function checksums() {
  return createRequire(import.meta.url)('electron/checksums.json')
}

async function download(/** @type {string} */ version) {
  const { downloadArtifact } = await import('@electron/get')
  const attempt = new AbortController()
  const timer = setTimeout(() => attempt.abort(new Error('no answer within 20 seconds')), connectTimeoutMs)
  try {
    return await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: checksums(),
      downloadOptions: {
        signal: attempt.signal,
        // The bound is on being answered: once bytes arrive, a slow line may take its time.
        getProgressCallback: async () => clearTimeout(timer),
      },
    })
  } finally {
    clearTimeout(timer)
  }
}

async function readRefusal(/** @type {string} */ file) {
  try {
    const ageMs = Date.now() - (await stat(file)).mtimeMs
    return ageMs < refusalHoursValid * 3_600_000 ? await readFile(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}

/** The innermost reason in few words; fetch hides it behind "fetch failed". */
function reasonOf(/** @type {unknown} */ error) {
  let innermost = error
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause
  if (!(innermost instanceof Error)) return String(innermost)
  const code = 'code' in innermost ? String(innermost.code) : ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host was not found'
  return firstLineOf(innermost).replace(/\.$/, '')
}
