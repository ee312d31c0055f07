import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/** So many times are kept of a session; the oldest goes. Each is at most a snapshot and 8 MB of log. */
const maxKept = 3
const prefix = 'set-aside-'

/** What `KeptScreen.restore` parses. History and moments are text that no parser of terminals sees: they stay. */
const replayed = /^(?:snapshot|log-\d+)$/

/**
 * Moves what a session would be opened with out of the way, so that it is never parsed again. To be called while no host
 * runs.
 *
 * @param folder where the session's text is kept, absolute
 * @param at milliseconds since the epoch, for the name
 * @returns the folder with the files, absolute; null where nothing was kept
 * @throws what the file system throws
 */
export function setAside(folder: string, at: number): string | null {
  const files = namesIn(folder).filter((name) => replayed.test(name))
  if (files.length === 0) return null
  const target = join(folder, prefix + at)
  mkdirSync(target, { recursive: true, mode: 0o700 })
  for (const name of files) renameSync(join(folder, name), join(target, name))
  const kept = namesIn(folder)
    .filter((name) => name.startsWith(prefix))
    .sort((one, other) => Number(one.slice(prefix.length)) - Number(other.slice(prefix.length)))
  for (const name of kept.slice(0, -maxKept)) rmSync(join(folder, name), { recursive: true, force: true })
  return target
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    // The host had not made it yet.
    return []
  }
}
