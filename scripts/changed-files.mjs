import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { runQuietly } from './command.mjs'
import { SentenceError } from './console.mjs'
import { root } from './paths.mjs'

/** What everything is installed, bundled and tested by. */
const foundation = /^(?:package(?:-lock)?\.json$|tsconfig|test\/vitest)/

/**
 * What the tests of a stage run or read without importing it: a change there asks for all of them.
 * @type {Readonly<Record<string, RegExp>>}
 */
const wholes = {
  check: /./,
  unit: /^test\/(?:agents|fixtures)\//,
  e2e: /^(?:app|main|renderer|scripts|test\/agents)\//,
  package: /^(?:main\/(?:entry|main)\.ts|main\/preload\/|scripts\/|electron-builder\.yml|LICENSE)/,
}

/**
 * Single tests that do so, and what of.
 * @type {readonly (readonly [test: string, of: RegExp])[]}
 */
const readers = [
  [
    'test/unit/main/store/killed-writer.test.ts',
    /^(?:app|main)\/|^test\/support\/(?:prompt|write)-loop\.ts$/,
  ],
  ['test/unit/main/cli/cli-path.test.ts', /^scripts\/bin\//],
]

/** Tests about the tree itself read whatever is not another test. */
const contract = 'test/contract'
const isRead = (/** @type {string} */ file) => !/^test\/(?:unit|e2e|package)\//.test(file)

/**
 * The files that were changed, from the root, with forward slashes.
 * @param {string | undefined} since a commit or branch; without one what is not committed yet counts
 * @returns {Promise<readonly string[]>}
 * @throws {SentenceError} where git does not know the commit, or this is no checkout
 */
export async function changedFiles(since) {
  const [changed, added] = await Promise.all([
    git('diff', '--name-only', '--no-renames', since === undefined ? 'HEAD' : `${since}...`),
    git('ls-files', '--others', '--exclude-standard'),
  ])
  const uncommitted = since === undefined ? [] : await git('diff', '--name-only', '--no-renames', 'HEAD')
  return [...new Set([...changed, ...uncommitted, ...added])]
}

/**
 * What a stage has to look at after some files were changed.
 * @param {string} stage its name
 * @param {readonly string[]} changed
 * @returns {Promise<'all' | readonly string[]>} all its tests, or those that import one of these files or are one of them
 */
export async function touchedBy(stage, changed) {
  if (changed.some((file) => foundation.test(file) || wholes[stage]?.test(file))) return 'all'
  // These drive the built app: of what they import themselves only the tests' own files are left.
  if (stage !== 'unit') return changed.filter((file) => /^test\/(?:e2e|package|support)\//.test(file))
  const reading = readers.flatMap(([test, of]) => (changed.some((file) => of.test(file)) ? [test] : []))
  const ofTree = changed.some(isRead) ? await testsIn(contract) : []
  return [...changed, ...reading, ...ofTree]
}

async function testsIn(/** @type {string} */ folder) {
  const files = await readdir(join(root, folder), { recursive: true })
  return files.filter((file) => file.endsWith('.test.ts')).map((file) => join(folder, file))
}

/** The lines that git prints. @returns {Promise<readonly string[]>} */
async function git(/** @type {readonly string[]} */ ...args) {
  const { code, output } = await runQuietly('changed', ['git', ...args])
  if (code !== 0) throw new SentenceError(`git could not tell what was changed: ${output.trim()}`)
  return output.split('\n').filter((line) => line !== '')
}
