import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { check } from './check.mjs'
import { runVisibly } from './command.mjs'
import { runScript, say, sentenceFor } from './console.mjs'
import { root } from './paths.mjs'
import { withDisplays, withTestEnvironment } from './test-environment.mjs'

const usage = 'npm test -- [--check] [--unit] [--e2e] [--package] [file name filter, or any option of vitest]'

/** @typedef {(filter: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>} Stage resolves to an exit code */

/** The stages in their order; without a flag all of them run. @type {Readonly<Record<string, Stage>>} */
const stages = {
  check,
  unit: (filter, env) => vitest('test/vitest.config.ts', filter, env),
  e2e: async (filter, env) => {
    const { build } = await import('./build.mjs')
    await build()
    const run = (/** @type {NodeJS.ProcessEnv} */ env) => vitest('test/vitest.e2e.config.ts', filter, env)
    return await withDisplays(availableParallelism(), env, run)
  },
  package: async (filter, env) => {
    const { makePackage } = await import('./package.mjs')
    await makePackage([])
    return await vitest('test/vitest.package.config.ts', filter, env)
  },
}

/** Sets up what is missing and runs every test there is, or the stages that were asked for. */
async function test() {
  const args = process.argv.slice(2)
  if (args.includes('--help')) return say(usage)
  const asked = Object.keys(stages).filter((name) => args.includes(`--${name}`))
  const filter = args.filter((argument) => !asked.includes(argument.slice(2)))
  return await withTestEnvironment((env) =>
    runStages(asked.length > 0 ? asked : Object.keys(stages), filter, env),
  )
}

/**
 * Every stage runs, whatever the one before says: a person who has to mend three things wants to hear of all three.
 * @param {readonly string[]} names
 * @param {readonly string[]} filter
 * @param {NodeJS.ProcessEnv} env
 */
async function runStages(names, filter, env) {
  const verdicts = []
  for (const name of names) {
    say(`\n=== ${name}`)
    const startedAt = Date.now()
    const failure = await runStage(name, filter, env)
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    verdicts.push({ name, failure, seconds })
  }
  say('\n=== all stages')
  for (const { name, failure, seconds } of verdicts) say(`${name}: ${failure ?? 'passed'} (${seconds} s)`)
  return verdicts.every(({ failure }) => failure === undefined) ? 0 : 1
}

/**
 * @param {string} name
 * @param {readonly string[]} filter
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} undefined when it passed
 */
async function runStage(name, filter, env) {
  try {
    const code = await stages[name]?.(filter, env)
    return code === 0 ? undefined : `FAILED with exit code ${code}`
  } catch (error) {
    say(sentenceFor('test', error))
    return 'FAILED'
  }
}

/**
 * @param {string} config
 * @param {readonly string[]} filter
 * @param {NodeJS.ProcessEnv} env
 */
function vitest(config, filter, env) {
  const program = join(root, 'node_modules', 'vitest', 'vitest.mjs')
  // A filter may name a test of another stage; without one, a stage without tests is a fault.
  const mayBeNone = filter.length > 0 ? ['--passWithNoTests'] : []
  const argv = [process.execPath, program, 'run', '--config', config, ...mayBeNone, ...filter]
  return runVisibly(argv, { env })
}

await runScript('test', test)
