import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readlinkSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StartOptions } from './start-facts.ts'

/** Where a run has its files. `held`: another Roost has the folder; it was told that it is wanted. */
export type DataFolder =
  | { readonly kind: 'held' }
  | {
      readonly kind: 'open'
      /** For what nothing of need outlive the run, absolute: the data folder itself where it can be written. */
      readonly workFolder: string
      readonly screensDir: string
      readonly chromiumData: string
      /** Why the data folder is only read; null where it is this run's to write. */
      readonly readOnlyBecause: string | null
    }

type DataFolderDeps = {
  /** Asks for the lock of the data folder, by which a second start finds the first. */
  readonly requestLock: (userData: string) => boolean
  readonly temporaryFolder?: string
}

/**
 * Makes the data folder and the lock in it. Where one of them cannot be had, the run works in a folder of its own that
 * goes with it, and the data folder is only read.
 *
 * @throws what the file system throws where there cannot be such a folder either
 */
export function openDataFolder(
  { userData, screensDir, chromiumData }: Pick<StartOptions, 'userData' | 'screensDir' | 'chromiumData'>,
  { requestLock, temporaryFolder = tmpdir() }: DataFolderDeps,
): DataFolder {
  const refusal = makeWritable([userData, screensDir, chromiumData])
  // Also in a folder that is only read: another Roost may have it since before it was.
  const hasLock = existsSync(userData) && requestLock(userData)
  if (hasLock && refusal === null)
    return { kind: 'open', workFolder: userData, screensDir, chromiumData, readOnlyBecause: null }
  if (!hasLock && isLockHeld(userData, refusal !== null)) return { kind: 'held' }
  const workFolder = mkdtempSync(join(temporaryFolder, 'roost-run-'))
  return {
    kind: 'open',
    workFolder,
    // Where it is the lock that is missing, another Roost may write the text that is kept there.
    screensDir: refusal === null ? join(workFolder, 'screens') : screensDir,
    chromiumData: join(workFolder, 'chromium'),
    readOnlyBecause: refusal ?? 'SingletonLock',
  }
}

/** @returns the system's name for why one of them cannot be made, or written in; null where all can */
function makeWritable(folders: readonly string[]): string | null {
  try {
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      accessSync(folder, constants.W_OK | constants.X_OK)
    }
    return null
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
}

/**
 * Whether a lock that was refused is another process's, and not one that cannot be made. On Unix, Chromium's lock is a
 * link to `<host>-<pid>` (process_singleton_posix.cc); on Windows it is no file, and only what else is refused tells.
 */
function isLockHeld(userData: string, isRefused: boolean): boolean {
  if (process.platform === 'win32') return !isRefused
  try {
    const [, host = '', pid = ''] = /^(.*)-(\d+)$/u.exec(readlinkSync(join(userData, 'SingletonLock'))) ?? []
    return host !== hostname() || isAlive(Number(pid))
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
