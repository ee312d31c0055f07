import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './command.mjs'
import { logFile, runScript, say, SentenceError } from './console.mjs'
import { writeDebScripts } from './deb-scripts.mjs'
import { outDir, root } from './paths.mjs'
import { setUpDependencies } from './setup.mjs'

/** What can be asked for with --target, and the platform it is made on and for. */
const platformOfTarget = new Map([
  ['AppImage', 'linux'],
  ['deb', 'linux'],
  ['dmg', 'darwin'],
  ['nsis', 'win32'],
])
const platformFlags = new Map([
  ['linux', '--linux'],
  ['darwin', '--mac'],
  ['win32', '--win'],
])

/**
 * Makes the unpacked app in out/package, or the installers that are asked for.
 * @param {readonly string[]} targets AppImage, deb, dmg, nsis; none for the unpacked app
 * @throws {SentenceError} for a target that cannot be made here, with the reason
 */
export async function makePackage(targets) {
  for (const target of targets) requireRightPlatform(target)
  await setUpDependencies()
  const { findElectron } = await import('./electron-runtime.mjs')
  const { build } = await import('./build.mjs')
  const electron = await findElectron()
  if (targets.length > 0 && electron.origin === 'registry') {
    throw new SentenceError(
      `${targets.join(' and ')} cannot be made here: an installer needs the official Electron and electron-builder's ` +
        `own tools, which could not be downloaded; npm run package without --target makes the unpacked app.`,
    )
  }
  await build()
  say(`Packaging ${targets.length > 0 ? targets.join(' and ') : 'the unpacked app'} ...`)
  const output = join(outDir, 'package')
  await rm(output, { recursive: true, force: true })
  const debScripts = await writeDebScripts(join(outDir, 'deb-scripts'))
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
  const { code } = await runQuietly('package', [
    process.execPath,
    builder,
    platformFlags.get(process.platform) ?? '--linux',
    ...(targets.length > 0 ? targets : ['dir']),
    // The tree without an app in it: a link to this checkout in its resources would be packed too.
    `-c.electronDist=${electron.cleanTree}`,
    `-c.electronVersion=${electron.version}`,
    ...Object.entries(debScripts).map(([option, path]) => `-c.deb.${option}=${path}`),
  ])
  if (code !== 0) {
    throw new SentenceError(`electron-builder could not make it; its own words are in ${logFile('package')}.`)
  }
  say(`It is in ${output}.`)
}

function requireRightPlatform(/** @type {string} */ target) {
  const platform = platformOfTarget.get(target)
  if (platform === process.platform) return
  const known = [...platformOfTarget.keys()].join(', ')
  throw new SentenceError(
    platform
      ? `${target} can only be made on ${platform}.`
      : `${target} is not one of the targets: ${known}.`,
  )
}

/** The values of every --target in the arguments. */
function targetsIn(/** @type {readonly string[]} */ args) {
  return args.flatMap((argument, index) => (args[index - 1] === '--target' ? [argument] : []))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runScript('package', () => makePackage(targetsIn(process.argv.slice(2))))
}
