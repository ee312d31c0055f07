import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isOnPath, isRoot, runQuietly } from './command.mjs'
import { SentenceError } from './console.mjs'

/** Ubuntu 23.10 and newer take user namespaces from programs that no AppArmor profile names. */
const appArmorSwitch = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

/**
 * Makes sure that Chromium's sandbox can work for this user: by user namespaces, or where the system does not allow
 * those by the helper that is set up for root. Without either, Electron ends with a FATAL line about the helper.
 * @param {string} executable Electron's
 * @throws {SentenceError} with the command that sets the helper up
 */
export async function requireSandbox(executable) {
  if (process.platform !== 'linux' || isRoot()) return
  const helper = join(dirname(executable), 'chrome-sandbox')
  if (isSetUpForRoot(helper) || (await mayUseNamespaces())) return
  throw new SentenceError(
    `This system does not let programs make their own sandbox, so Chromium's helper has to be set up once: ` +
      `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'; then run this again.`,
  )
}

function isSetUpForRoot(/** @type {string} */ helper) {
  const facts = statSync(helper, { throwIfNoEntry: false })
  return facts?.uid === 0 && (facts.mode & 0o4755) === 0o4755
}

async function mayUseNamespaces() {
  if (switchedOn(appArmorSwitch)) return false
  // Containers refuse them in ways that no file tells of.
  if (!isOnPath('unshare')) return true
  return (await runQuietly('setup', ['unshare', '--user', 'true'])).code === 0
}

function switchedOn(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8').trim() === '1'
  } catch {
    return false
  }
}
