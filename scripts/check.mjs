import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './command.mjs'
import { runScript } from './console.mjs'
import { root } from './paths.mjs'
import { setUpDependencies } from './setup.mjs'

/**
 * What has to be clean before anything is merged: its name, its program, and the program's arguments. Lint reads the
 * .oxlintrc.json of each room, which says what that room may import.
 * @type {readonly (readonly [string, string, readonly string[]])[]}
 */
const checks = [
  ['conflicts', 'scripts/conflict-markers.mjs', []],
  ['types', 'node_modules/typescript/bin/tsc', ['-b']],
  [
    'lint',
    'node_modules/oxlint/bin/oxlint',
    ['--type-aware', '--max-warnings=0', '--report-unused-disable-directives'],
  ],
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
  [
    'unused',
    'node_modules/knip/bin/knip.js',
    ['--config', 'scripts/knip.json', '--no-progress', '--treat-config-hints-as-errors'],
  ],
]

/** Runs every check, whatever another says, with a verdict on a line each. Resolves to the exit code. */
export async function check() {
  await setUpDependencies()
  // Side by side: each of them keeps one core busy, and none needs what another makes.
  const codes = await Promise.all(checks.map(([name, program, args]) => runCheck(name, program, args)))
  return codes.every((code) => code === 0) ? 0 : 1
}

/**
 * @param {string} name
 * @param {string} program
 * @param {readonly string[]} args
 */
async function runCheck(name, program, args) {
  const { code, output } = await runQuietly('check', [process.execPath, join(root, program), ...args])
  process.stdout.write(code === 0 ? `check ${name}: clean\n` : `${output.trim()}\ncheck ${name}: FAILED\n`)
  return code
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await runScript('check', check)
