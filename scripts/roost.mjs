#!/usr/bin/env node
import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runVisibly } from './command.mjs'
import { runScript } from './console.mjs'
import { outDir, root } from './paths.mjs'
import { setUpDependencies } from './setup.mjs'

/** The command line of this checkout's app. Resolves to the command's exit code. */
async function roost() {
  const [executable, ...appFolder] = ownElectron() ?? (await anyElectron())
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  // As in scripts/bin/roost, which says why.
  const switches = ['--no-sandbox', '--no-zygote', '--log-level=3', ...appFolder, '--cli', '--']
  return await runVisibly([executable, ...switches, ...process.argv.slice(2)], { env, cwd: callersFolder() })
}

/**
 * The Electron of the app in whose session this runs, with the app's folder, or undefined elsewhere.
 * @returns {[string, string] | undefined}
 */
function ownElectron() {
  const { ROOST_CLI: cli = '', ROOST_CLI_ELECTRON: electron = '' } = process.env
  const isOurs = existsSync(cli) && realpathSync(cli) === fileURLToPath(import.meta.url)
  return isOurs && existsSync(electron) ? [electron, root] : undefined
}

/**
 * An Electron with what names the app to it. What is built is used as it is: a new build would change the files of an
 * app that runs.
 * @returns {Promise<[string, ...string[]]>}
 */
async function anyElectron() {
  await setUpDependencies()
  const { findElectron } = await import('./electron-runtime.mjs')
  const electron = await findElectron({ report: () => {} })
  if (!existsSync(join(outDir, 'main', 'cli.js'))) {
    const { build } = await import('./build.mjs')
    await build()
  }
  return [electron.executable, ...electron.args.filter((argument) => argument !== '--no-sandbox')]
}

/** npm runs scripts in the checkout and says in INIT_CWD where the user stood. */
function callersFolder() {
  const { npm_lifecycle_event: script, INIT_CWD } = process.env
  return (script === 'roost' && INIT_CWD) || process.cwd()
}

await runScript('roost', roost)
