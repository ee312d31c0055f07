import { statSync, watch } from 'node:fs'

/** Calls back at each change in a folder with the name of what changed; the result ends it. @throws if it cannot. */
export type WatchFolder = (folder: string, onChange: (name: string | null) => void) => () => void

/** A watch on one git folder at a time: a hint that something changed, never the only one. */
export class GitFolderWatch {
  readonly #onChange: () => void
  readonly #watchFolder: WatchFolder
  #watched: { readonly folder: string; readonly inode: number; readonly close: () => void } | null = null

  constructor(onChange: () => void, watchFolder: WatchFolder = watchBySystem) {
    this.#onChange = onChange
    this.#watchFolder = watchFolder
  }

  /** Watches this folder from here on; null watches nothing. One that was made again under the same name is another. */
  turnTo(folder: string | null): void {
    const inode = folder === null ? null : inodeOf(folder)
    if (this.#watched !== null && this.#watched.folder === folder && this.#watched.inode === inode) return
    this.#watched?.close()
    this.#watched = null
    if (folder === null || inode === null) return
    try {
      const close = this.#watchFolder(folder, (name) => {
        if (name === null || !isNoise(name)) this.#onChange()
      })
      this.#watched = { folder, inode, close }
    } catch {
      // No watches are left, or a disk that has none: pokes are enough.
    }
  }
}

/**
 * Locks come and go before what they guard is changed, and messages are written before a commit is made. All else counts:
 * HEAD, index, MERGE_HEAD, rebase-merge, ORIG_HEAD, FETCH_HEAD, packed-refs.
 */
function isNoise(name: string): boolean {
  return name.endsWith('.lock') || name.endsWith('_EDITMSG') || name === 'gc.pid' || name === 'objects'
}

function inodeOf(folder: string): number | null {
  return statSync(folder, { throwIfNoEntry: false })?.ino ?? null
}

function watchBySystem(folder: string, onChange: (name: string | null) => void): () => void {
  const watcher = watch(folder, { persistent: false }, (_, name) => onChange(name))
  watcher.on('error', () => watcher.close())
  return () => watcher.close()
}
