import type { GitFacts } from '../../app/git/status.ts'
import type { AbsolutePath, SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { FollowedFolder, pokeDelayMs, type FolderDeps } from './followed-folder.ts'
import { Semaphore } from './semaphore.ts'
import type { RunGit } from './run-git.ts'
import type { WatchFolder } from './watch-git-folder.ts'

/** Knows the git facts of each session's folder. Nothing here throws; what cannot be known is null. */
export type GitWatch = {
  /** Follows a session in this folder, which replaces the one it was in. Sessions of one folder share one look. */
  follow(id: SessionId, folder: AbsolutePath): void
  unfollow(id: SessionId): void
  /** Something in this session suggests a change: its output, its status. Cheap, as often as one likes. */
  poke(id: SessionId): void
  /** The user is back, or the machine is: anything may have changed. */
  refreshAll(): void
  /** Ends every git that runs; `onFacts` is not called after it. */
  dispose(): void
}

/**
 * Starts with no session. Git is asked 300 ms after the first hint, once at a time for a folder and once a second at
 * most; a hint that comes meanwhile makes for one more look. A folder of which git could not tell in time keeps its last
 * facts and is asked again after 30 s, then ever more rarely, up to ten minutes.
 *
 * @param deps.onFacts called for each session whose facts are others than before; null where there are none any more
 */
export function createGitWatch(deps: {
  readonly runGit: RunGit
  readonly clock: Clock
  readonly onFacts: (id: SessionId, facts: GitFacts | null) => void
  readonly watchFolder?: WatchFolder
}): GitWatch {
  const folders = new Map<AbsolutePath, FollowedFolder>()
  const sessions = new Map<SessionId, { readonly folder: AbsolutePath; told: GitFacts | null }>()
  const folderDeps: FolderDeps = {
    runGit: deps.runGit,
    clock: deps.clock,
    reads: new Semaphore(looksAtOnce),
    watchFolder: deps.watchFolder,
  }

  const tell = (path: AbsolutePath, folder: FollowedFolder): void => {
    for (const [id, session] of sessions) {
      if (session.folder !== path || session.told === folder.facts) continue
      session.told = folder.facts
      deps.onFacts(id, session.told)
    }
  }
  const open = (path: AbsolutePath): FollowedFolder => {
    const folder: FollowedFolder = new FollowedFolder(path, folderDeps, () => tell(path, folder))
    folders.set(path, folder)
    return folder
  }
  const folderOf = (id: SessionId): FollowedFolder | undefined => {
    const path = sessions.get(id)?.folder
    return path === undefined ? undefined : folders.get(path)
  }
  const unfollow = (id: SessionId): void => {
    const path = sessions.get(id)?.folder
    if (path === undefined) return
    sessions.delete(id)
    if ([...sessions.values()].some(({ folder }) => folder === path)) return
    folders.get(path)?.dispose()
    folders.delete(path)
  }

  return {
    follow(id, path) {
      const before = sessions.get(id)
      if (before?.folder === path) return
      const folder = folders.get(path) ?? open(path)
      unfollow(id)
      sessions.set(id, { folder: path, told: before?.told ?? null })
      folder.ask(0)
    },
    unfollow,
    poke: (id) => folderOf(id)?.ask(pokeDelayMs),
    refreshAll() {
      for (const folder of folders.values()) folder.ask(0)
    },
    dispose() {
      for (const folder of folders.values()) folder.dispose()
      folders.clear()
      sessions.clear()
    },
  }
}

/** Fifty folders are not asked about at the same moment when the window comes to the front. */
const looksAtOnce = 4
