import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout this script belongs to. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything that is made, and can be deleted without losing anything. */
export const outDir = join(root, 'out')

/**
 * The user's cache folder for Roost. An unpacked Electron lives here and not in node_modules, because `npm ci`
 * empties that one, and because a second clone should not fetch it again.
 */
export function cacheDir() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'roost')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'roost')
  if (process.platform === 'win32') return join(LOCALAPPDATA ?? homedir(), 'roost', 'Cache')
  return join(homedir(), '.cache', 'roost')
}
