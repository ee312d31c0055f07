#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { runVisibly } from './command.mjs'
import { runScript } from './console.mjs'
import { outDir } from './paths.mjs'
import { setUpDependencies } from './setup.mjs'

/**
 * The command line of this checkout's app. What the app runs with is used as it is: a new build would change the files
 * of an app that runs. Resolves to the command's exit code.
 */
async function roost() {
  await setUpDependencies()
  const { findElectron } = await import('./electron-runtime.mjs')
  const electron = await findElectron({ report: () => {} })
  if (!existsSync(join(outDir, 'main', 'cli.js'))) {
    const { build } = await import('./build.mjs')
    await build()
  }
  const env = { ...process.env }
  delete env.ELECTRON_RUN_AS_NODE
  const [...appFolder] = electron.args.filter((argument) => argument !== '--no-sandbox')
  // As in scripts/bin/roost, which says why.
  const switches = ['--no-sandbox', '--no-zygote', '--log-level=3', ...appFolder, '--cli', '--']
  return await runVisibly([electron.executable, ...switches, ...process.argv.slice(2)], {
    env,
    cwd: callersFolder(),
  })
}

/** npm runs scripts in the checkout and says in INIT_CWD where the person stood. */
function callersFolder() {
  const { npm_lifecycle_event: script, INIT_CWD } = process.env
  return (script === 'roost' && INIT_CWD) || process.cwd()
}

await runScript('roost', roost)
