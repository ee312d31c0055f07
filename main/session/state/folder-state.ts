import type { GitFacts } from '../../../app/git/status.ts'
import { readConflict, type ConflictReading } from '../../../app/screen/git-conflict.ts'

/** What is known of the repository in a session's folder, by git itself and by what was printed. */
export class FolderState {
  #git: GitFacts | null = null
  #conflict: readonly string[] | null = null

  /** What git itself says; null where there is no repository. */
  get git(): GitFacts | null {
    return this.#git
  }

  /** The files that git said are in conflict, null where none are. Said by output alone: git was not asked. */
  get conflict(): readonly string[] | null {
    return this.#conflict
  }

  /** What was read off the output is over once git has told. */
  setGit(facts: GitFacts | null): void {
    this.#git = facts
    if (facts !== null) this.#conflict = facts.conflicts.length === 0 ? null : facts.conflicts
  }

  /** Lines that the tool has printed, plain. */
  read(lines: readonly string[]): void {
    const conflict = readConflict(lines)
    if (conflict !== null) this.hear(conflict)
  }

  hear(conflict: ConflictReading): void {
    this.#conflict = conflict.kind === 'on' ? conflict.files : null
  }
}
