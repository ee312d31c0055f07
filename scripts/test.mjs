import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { changedFiles, touchedBy } from './changed-files.mjs'
import { check } from './check.mjs'
import { runVisibly } from './command.mjs'
import { runScript, say, sentenceFor } from './console.mjs'
import { root } from './paths.mjs'
import { withDisplays, withTestEnvironment } from './test-environment.mjs'

const usage = `npm test -- [--check] [--unit] [--e2e] [--package] [--changed [commit]] [file name filter, or any option of vitest]
  --changed  only what is touched by what is not committed yet, or that and what came after a commit`

/** @typedef {(argv: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>} Stage resolves to an exit code */

/** The stages in their order; without a flag all of them run. @type {Readonly<Record<string, Stage>>} */
const stages = {
  check,
  unit: (argv, env) => vitest('test/vitest.config.ts', argv, env),
  e2e: async (argv, env) => {
    const { build } = await import('./build.mjs')
    await build()
    const run = (/** @type {NodeJS.ProcessEnv} */ env) => vitest('test/vitest.e2e.config.ts', argv, env)
    return await withDisplays(availableParallelism(), env, run)
  },
  package: async (argv, env) => {
    const { makePackage } = await import('./package.mjs')
    await makePackage([])
    return await vitest('test/vitest.package.config.ts', argv, env)
  },
}

/** Sets up what is missing and runs every test there is, or the stages and the tests that were asked for. */
async function test() {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return say(usage)
  const asked = Object.keys(stages).filter((name) => args.includes(`--${name}`))
  const rest = args.filter((argument) => !asked.includes(argument.slice(2)))
  const selection = await selectTests(rest)
  return await withTestEnvironment((env) =>
    runStages(asked.length > 0 ? asked : Object.keys(stages), selection, env),
  )
}

/** @typedef {(stage: string) => Promise<readonly string[] | null>} Selection Vitest's arguments; null where no test is left */

/**
 * What the arguments say about which tests to run.
 * @param {readonly string[]} args without the names of stages
 * @returns {Promise<Selection>}
 */
async function selectTests(args) {
  const at = args.indexOf('--changed')
  // A filter may name a test of another stage; without one, a stage without tests is a fault.
  if (at < 0) return async () => ['run', ...(args.length > 0 ? ['--passWithNoTests'] : []), ...args]
  const hasCommit = args[at + 1]?.startsWith('-') === false
  const changed = await changedFiles(hasCommit ? args[at + 1] : undefined)
  say(`${changed.length} changed files`)
  const others = args.toSpliced(at, hasCommit ? 2 : 1)
  return async (stage) => {
    const touched = await touchedBy(stage, changed)
    if (touched === 'all') return ['run', ...others]
    return touched.length > 0 ? ['related', '--run', '--passWithNoTests', ...others, ...touched] : null
  }
}

/**
 * Every stage runs, whatever the one before says: a user who has to mend three things wants to hear of all three.
 * @param {readonly string[]} names
 * @param {Selection} selection
 * @param {NodeJS.ProcessEnv} env
 */
async function runStages(names, selection, env) {
  const verdicts = []
  for (const name of names) {
    say(`\n=== ${name}`)
    const startedAt = Date.now()
    const failure = await runStage(name, selection, env)
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    verdicts.push({ name, failure, seconds })
  }
  say('\n=== all stages')
  for (const { name, failure, seconds } of verdicts) say(`${name}: ${failure ?? 'passed'} (${seconds} s)`)
  return verdicts.every(({ failure }) => failure === undefined) ? 0 : 1
}

/**
 * @param {string} name
 * @param {Selection} selection
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined when it passed
 */
async function runStage(name, selection, env) {
  try {
    const argv = await selection(name)
    const code = argv === null ? 0 : await stages[name]?.(argv, env)
    return code === 0 ? undefined : `FAILED with exit code ${code}`
  } catch (error) {
    say(sentenceFor('test', error))
    return 'FAILED'
  }
}

/**
 * @param {string} config
 * @param {readonly string[]} argv
 * @param {NodeJS.ProcessEnv} env
 */
function vitest(config, [command = 'run', ...options], env) {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  return runVisibly([process.execPath, program, command, '--config', config, ...options], { env })
}

await runScript('test', test)
