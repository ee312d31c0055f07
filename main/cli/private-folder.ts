import { chmod, lstat, mkdir, stat } from 'node:fs/promises'
import type { SocketPlace } from './socket-place.ts'

const sticky = 0o1000
const ofOthers = 0o077
const writableByOthers = 0o022

/**
 * Makes sure that nobody but `userId` can reach into the folder of a socket: it is made where it is not there, and its
 * mode is repaired where it is ours. A folder of somebody else, a link in a shared place, and a folder that is shared
 * on purpose (sticky, as /tmp) are refused.
 *
 * @returns what is wrong, for the log, or null
 */
export async function claimFolder(
  { folder, isShared }: Pick<SocketPlace, 'folder' | 'isShared'>,
  userId: number,
): Promise<string | null> {
  try {
    await mkdir(folder, { mode: 0o700 }).catch((error: unknown) => {
      if (!isCode(error, 'EEXIST')) throw error
    })
    const problem = await problemOf({ folder, isShared }, userId, ofOthers)
    if (problem !== 'mode') return problem === null ? null : `${folder} is ${problem}`
    await chmod(folder, 0o700)
    const left = await problemOf({ folder, isShared }, userId, ofOthers)
    return left === null ? null : `${folder} cannot be made private`
  } catch (error) {
    return String(error)
  }
}

/**
 * Whether a client may trust a socket: nobody else can have put it into its folder. Where it is not there, there is
 * nothing to trust.
 */
export async function lookAtPlace(
  place: SocketPlace,
  userId: number,
): Promise<'ours' | 'absent' | 'not-ours'> {
  try {
    await lstat(place.path)
    return (await problemOf(place, userId, writableByOthers)) === null ? 'ours' : 'not-ours'
  } catch (error) {
    return isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR') ? 'absent' : 'not-ours'
  }
}

/** True for a system error of this code. */
export function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function problemOf(
  { folder, isShared }: Pick<SocketPlace, 'folder' | 'isShared'>,
  userId: number,
  forbidden: number,
): Promise<'no folder' | 'of another user' | 'shared' | 'mode' | null> {
  // A user may have moved their data folder and left a link; in a shared place a link is a trap.
  const facts = isShared ? await lstat(folder) : await stat(folder)
  if (!facts.isDirectory()) return 'no folder'
  if (facts.uid !== userId) return 'of another user'
  if ((facts.mode & sticky) !== 0) return 'shared'
  return (facts.mode & forbidden) === 0 ? null : 'mode'
}
