import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './paths.mjs'

const templates = join(root, 'node_modules', 'app-builder-lib', 'templates', 'linux')
// What is in braces electron-builder fills in.
const app = "'/opt/${sanitizedProductName}/${executable}'"
const commandLine = "'/opt/${sanitizedProductName}/resources/bin/${executable}'"

/**
 * Writes electron-builder's scripts for a Debian package with one thing changed: what they put on PATH as `roost` is
 * the command line, which finds the app that runs. Theirs would be the app. Its menu entry starts it by its own path.
 *
 * @param {string} folder absolute; made if it is not there
 * @returns {Promise<{ afterInstall: string, afterRemove: string }>} their paths, by electron-builder's options
 * @throws where electron-builder's scripts are no longer those that were looked at
 */
export async function writeDebScripts(folder) {
  await mkdir(folder, { recursive: true })
  return {
    afterInstall: await writeScript(folder, 'after-install.tpl'),
    afterRemove: await writeScript(folder, 'after-remove.tpl'),
  }
}

/** @param {string} folder @param {string} name of electron-builder's and of the one that is written */
async function writeScript(folder, name) {
  const theirs = await readFile(join(templates, name), 'utf8')
  if (!theirs.includes(app)) throw new Error(`${name} of electron-builder puts nothing on PATH any more`)
  const path = join(folder, name)
  await writeFile(path, theirs.replaceAll(app, commandLine))
  return path
}
