import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { npmCommand, runQuietly } from './command.mjs'
import { logFile, say, SentenceError } from './console.mjs'
import { root } from './paths.mjs'

// Everything here runs before anything is installed, so it may import nothing but Node's own modules.

/** Node 20.19 is the first of its line that can require ES modules, which the tools rely on. */
const oldestNode = [20, 19]
const lockfile = join(root, 'package-lock.json')
const modules = join(root, 'node_modules')
/** Inside node_modules, so that it goes when they go. */
const stampFile = join(modules, '.roost-lockfile')

/**
 * Makes the dependencies what the lockfile says, if they are not.
 * @throws {SentenceError} for a Node that is too old and an npm that fails
 */
export async function setUpDependencies() {
  requireNode()
  if (dependenciesAreCurrent()) return
  say('Installing dependencies (npm ci) ...')
  const { code } = await runQuietly('setup', [...npmCommand(), 'ci', '--no-audit', '--no-fund'])
  if (code !== 0) {
    throw new SentenceError(
      `npm ci failed; check the network and read ${logFile('setup')}, then run this again.`,
    )
  }
  writeFileSync(stampFile, lockfileHash())
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return
  throw new SentenceError(
    `Roost needs Node ${oldestNode.join('.')} or newer and this is ${process.versions.node}; install one from nodejs.org.`,
  )
}

function dependenciesAreCurrent() {
  if (existsSync(stampFile)) return readFileSync(stampFile, 'utf8') === lockfileHash()
  // Installed by hand: npm's own record of the tree tells whether that was before the lockfile changed.
  const record = join(modules, '.package-lock.json')
  if (!existsSync(record) || statSync(record).mtimeMs < statSync(lockfile).mtimeMs) return false
  writeFileSync(stampFile, lockfileHash())
  return true
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}
