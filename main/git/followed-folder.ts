import { sameFacts, type GitFacts } from '../../app/git/status.ts'
import type { Clock } from '../base/clock.ts'
import type { Semaphore } from './semaphore.ts'
import { findGitFolder, readFacts, type Found } from './read-facts.ts'
import type { RunGit } from './run-git.ts'
import { GitFolderWatch, type WatchFolder } from './watch-git-folder.ts'

/** What a folder is asked with. */
export type FolderDeps = {
  readonly runGit: RunGit
  readonly clock: Clock
  /** Shared by all folders: how many may be asked about at once. */
  readonly reads: Semaphore
  readonly watchFolder: WatchFolder | undefined
}

/** One folder whose git facts are kept up to date, for whoever is interested. */
export class FollowedFolder {
  readonly #path: string
  readonly #deps: FolderDeps
  readonly #onRead: () => void
  readonly #watch: GitFolderWatch
  readonly #abort = new AbortController()
  #facts: GitFacts | null = null
  #cancelTimer: (() => void) | null = null
  #isRunning = false
  /** Something happened during a look: it may have been missed. */
  #isAsked = false
  #notBefore = 0
  #failures = 0

  /** @param onRead after each look, whether or not the facts are others */
  constructor(path: string, deps: FolderDeps, onRead: () => void) {
    this.#path = path
    this.#deps = deps
    this.#onRead = onRead
    this.#watch = new GitFolderWatch(() => this.ask(pokeDelayMs), deps.watchFolder)
  }

  get facts(): GitFacts | null {
    return this.#facts
  }

  /** Has git asked after `delayMs`, or as soon as the folder's turn comes. What is on its way serves all who ask. */
  ask(delayMs: number): void {
    this.#isAsked = true
    if (this.#isRunning || this.#cancelTimer !== null || this.#abort.signal.aborted) return
    const now = this.#deps.clock.now()
    const waitMs = Math.max(delayMs, Math.min(this.#notBefore - now, longestBackOffMs))
    this.#cancelTimer = this.#deps.clock.setTimer(() => {
      this.#cancelTimer = null
      void this.#look()
    }, waitMs)
  }

  dispose(): void {
    this.#abort.abort()
    this.#cancelTimer?.()
    this.#watch.turnTo(null)
  }

  async #look(): Promise<void> {
    this.#isRunning = true
    try {
      await this.#deps.reads.run(() => this.#read())
    } finally {
      this.#isRunning = false
    }
    if (this.#abort.signal.aborted) return
    this.#onRead()
    if (this.#isAsked) this.ask(pokeDelayMs)
  }

  async #read(): Promise<void> {
    if (this.#abort.signal.aborted) return
    const { clock } = this.#deps
    const startedAt = clock.now()
    this.#isAsked = false
    const found = await this.#ask()
    if (this.#abort.signal.aborted) return
    const tookMs = clock.now() - startedAt
    this.#take(found)
    const pauseMs = this.#failures === 0 ? tookMs : backOffMs(this.#failures)
    this.#notBefore = Math.max(startedAt + spacingMs, clock.now() + pauseMs)
  }

  async #ask(): Promise<Found<GitFacts>> {
    const { runGit } = this.#deps
    const { signal } = this.#abort
    const gitFolder = await findGitFolder(runGit, this.#path, signal)
    if (signal.aborted || gitFolder.kind === 'unknown') return { kind: 'unknown' }
    // Before the status is read: what changes later causes an event.
    this.#watch.turnTo(gitFolder.kind === 'found' ? gitFolder.value : null)
    return gitFolder.kind === 'found' ? readFacts(runGit, this.#path, gitFolder.value, signal) : gitFolder
  }

  #take(found: Found<GitFacts>): void {
    this.#failures = found.kind === 'unknown' ? this.#failures + 1 : 0
    if (found.kind === 'unknown') return
    const facts = found.kind === 'found' ? found.value : null
    // The same object for the same facts: whoever compares sees no change.
    if (!sameFacts(facts, this.#facts)) this.#facts = facts
  }
}

/** Output comes in bursts, and so do changes of files: one look for all that comes within this. */
export const pokeDelayMs = 300
/** From start to start. A look that takes longer is followed by a pause as long as it took. */
const spacingMs = 1000
const firstBackOffMs = 30_000
const longestBackOffMs = 10 * 60_000

function backOffMs(failures: number): number {
  return Math.min(firstBackOffMs * 2 ** (failures - 1), longestBackOffMs)
}
