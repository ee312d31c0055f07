import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionsFile } from '../../app/store/schema.ts'

/** A closed session can be reopened for seven days; a day more for clocks and time zones. */
export const keptForMs = 8 * 24 * 60 * 60 * 1000

/** Removes what is left in these folders of sessions that the store does not have, where it can be sure. Does not reject. */
export async function removeUnknown(
  { loaded, oldBy }: { readonly loaded: Pick<SessionsFile, 'sessions'>; readonly oldBy: number | null },
  folders: readonly string[],
): Promise<void> {
  const kept = new Set<string>(loaded.sessions.map(({ id }) => id))
  if (oldBy === null) return
  for (const folder of folders) await removeOldFolders(folder, (id) => kept.has(id), oldBy)
}

/**
 * Removes the folders, named by sessions, that nobody needs and that have not changed for long. Does not reject.
 *
 * @param folder with a folder for each session in it, absolute; other files in it stay
 * @param by a date that is certain (`expiryAt`), milliseconds since the epoch
 */
async function removeOldFolders(
  folder: string,
  isNeeded: (session: string) => boolean,
  by: number,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const facts = await lstat(join(folder, name)).catch(() => null)
    if (facts === null || !facts.isDirectory() || isNeeded(name) || by - facts.mtimeMs < keptForMs) continue
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

/** How many bytes the files in a folder and below have; none where it cannot be read. */
export async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  const sizes = await Promise.all(
    names.map(async (name) => {
      const facts = await lstat(join(folder, name)).catch(() => null)
      return facts?.isFile() === true ? facts.size : 0
    }),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}
