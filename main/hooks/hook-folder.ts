import { chmod, mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SessionId } from '../../app/session/session.ts'

/** Where the files of one session's hooks lie, and the file of this run's events. Both absolute. */
export type HookFolder = { readonly folder: string; readonly eventsFile: string }

/**
 * Makes `<dataFolder>/hooks/<session>` again, readable by its owner only, with an empty events file. The file's name is
 * of this run alone: what is left of the run before finds its own file gone, and says nothing into this one.
 *
 * @throws Error where the disk refuses
 */
export async function makeHookFolder(
  dataFolder: string,
  session: SessionId,
  runTail: string,
): Promise<HookFolder> {
  const folder = folderOf(dataFolder, session)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // The folder above may be older than its mode.
  await chmod(join(dataFolder, 'hooks'), 0o700)
  const eventsFile = join(folder, `events-${runTail}.jsonl`)
  await writeFile(eventsFile, '', { flag: 'wx', mode: 0o600 })
  return { folder, eventsFile }
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
  await rm(folderOf(dataFolder, session), { recursive: true, force: true }).catch(() => undefined)
}

/** Removes what is left of sessions that are no longer kept. Does not throw. */
export async function sweepHooks(dataFolder: string, kept: ReadonlySet<string>): Promise<void> {
  const folder = join(dataFolder, 'hooks')
  const names = await readdir(folder).catch(() => [])
  const gone = names.filter((name) => !kept.has(name))
  await Promise.all(
    gone.map((name) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  )
}

function folderOf(dataFolder: string, session: SessionId): string {
  return join(dataFolder, 'hooks', session)
}
