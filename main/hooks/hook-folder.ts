import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionId } from '../../app/session/session.ts'

/** Where the files of one run's hooks lie, and the file of its events. Both absolute. */
export type HookFolder = { readonly folder: string; readonly eventsFile: string }

/**
 * Makes `<dataFolder>/hooks/<session>/<run>`, readable by its owner only, with an empty events file. Each run has its
 * own: what is left of the run before finds its files gone and says nothing into this one, and what is removed of it,
 * at whatever moment, is nothing of this one.
 *
 * @throws Error where the disk refuses
 */
export async function makeHookFolder(
  dataFolder: string,
  session: SessionId,
  runTail: string,
): Promise<HookFolder> {
  const ofSession = folderOf(dataFolder, session)
  const folder = join(ofSession, runTail)
  await removeWithin(ofSession)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // The folders above may be older than their mode.
  for (const above of [join(dataFolder, 'hooks'), ofSession]) await chmod(above, 0o700)
  const eventsFile = join(folder, 'events.jsonl')
  await writeFile(eventsFile, '', { flag: 'wx', mode: 0o600 })
  return { folder, eventsFile }
}

/** What cannot be removed now, because a hook writes into it, is removed by the next run or the next sweep. */
async function removeWithin(ofSession: string): Promise<void> {
  const names = await readdir(ofSession).catch(() => [])
  await Promise.all(names.map((name) => remove(join(ofSession, name))))
}

/** Writes a file that a tool reads, with the folders above it. @returns its absolute path */
export async function writeHookFile(
  folder: string,
  names: readonly [string, ...string[]],
  text: string,
): Promise<string> {
  const path = join(folder, ...names)
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  await writeFile(path, text, { flag: 'wx', mode: 0o600 })
  return path
}

/** Removes what a session's hooks left; hooks that still run find nothing to write to. Does not throw. */
export async function forgetHooks(dataFolder: string, session: SessionId): Promise<void> {
  await remove(folderOf(dataFolder, session))
}

/**
 * Removes what is left of sessions that are no longer kept. Does not throw.
 *
 * @param isKept asked for each at the moment of its removal: one may have begun meanwhile
 */
export async function sweepHooks(dataFolder: string, isKept: (session: string) => boolean): Promise<void> {
  const folder = join(dataFolder, 'hooks')
  const names = await readdir(folder).catch(() => [])
  for (const name of names) if (!isKept(name)) await remove(join(folder, name))
}

function remove(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined)
}

function folderOf(dataFolder: string, session: SessionId): string {
  return join(dataFolder, 'hooks', session)
}
