import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { SessionId } from '../../app/session/session.ts'
import { noPrompts, type KeptPrompts } from '../../app/session/session-record.ts'
import { changesBetween, wholePromptLines } from '../../app/store/prompt-lines.ts'
import { within } from '../base/wait.ts'
import type { StoreDeps } from './kept-value.ts'
import { diskAfter, idleDisk, type LogDisk } from './log-disk.ts'
import { bytesOf, PromptLog, type LogState } from './prompt-log.ts'
import { readPrompts } from './read-prompts.ts'
import { failedWrite, type WriteOutcome } from './safe-write.ts'
import { keptForMs } from './session-folders.ts'
import { tellPromptsRead, tellPromptsWritten } from './tell-prompts.ts'

type PromptFilesDeps = StoreDeps & {
  readonly disk: LogDisk
  /** Part of the names of files kept aside. */
  readonly stamp: string
  /** A newer app wrote what is there: nothing is changed. */
  readonly isReadOnly: boolean
}

/** What grows with a session's use (its queue, its history, its draft): a file of each session, `<id>.jsonl`. */
export class PromptFiles {
  readonly #folder: string
  readonly #deps: PromptFilesDeps
  readonly #disk: LogDisk
  readonly #logs = new Map<SessionId, PromptLog>()
  /** Those that an older version kept in the sessions file, and that could not be written to their own yet. */
  readonly #unmoved = new Set<SessionId>()
  readonly #failing = new Map<SessionId, 'full' | 'failed'>()

  /** Reads the files of these sessions. Does not throw. @param folder absolute; made when it is needed */
  constructor(folder: string, ids: readonly SessionId[], deps: PromptFilesDeps) {
    this.#folder = folder
    this.#deps = deps
    this.#disk = deps.isReadOnly ? idleDisk : deps.disk
    const found = ids.map((id) => ({
      id,
      ...readPrompts(this.#pathOf(id), deps.isReadOnly ? null : deps.stamp),
    }))
    for (const { id, state, broken, asidePath, keepAside } of found) {
      if (state === null) continue
      // What could not be read and is not kept aside is not written over.
      const log = this.#open(id, state, keepAside === null ? this.#disk : diskAfter(keepAside, this.#disk))
      // In order again, so that it is told once.
      if (broken !== 0 && asidePath !== null) log.renew()
    }
    tellPromptsRead(found, deps)
  }

  /** What was kept of a session when the app started. */
  loaded(id: SessionId): KeptPrompts {
    return this.#logs.get(id)?.newest ?? noPrompts
  }

  /**
   * Takes over what an older version kept in the sessions file, where the session has no file of its own: that one was
   * made of the same, and has lived on. It is on disk when this returns, or `unmoved`.
   */
  takeOver(id: SessionId, prompts: KeptPrompts): void {
    if (this.#logs.has(id) || changesBetween(noPrompts, prompts).length === 0) return
    try {
      const size = this.#disk.replaceNow(this.#pathOf(id), bytesOf(wholePromptLines(prompts)))
      this.#open(id, { kept: prompts, size })
    } catch (error) {
      this.#unmoved.add(id)
      this.#note(id, failedWrite(error))
      this.keep(id, prompts)
    }
  }

  /** What is not in a file of its own yet, as it is now; null where it is. */
  unmoved(id: SessionId): KeptPrompts | null {
    return this.#unmoved.has(id) ? this.loaded(id) : null
  }

  /** Keeps what it is from here on; returns before it is written. Trouble becomes a notice. */
  keep(id: SessionId, prompts: KeptPrompts): void {
    const log = this.#logs.get(id) ?? this.#open(id, { kept: noPrompts, size: null })
    log.keep(prompts)
  }

  /** Resolves with whether all that was kept of a session by now is on disk. Tried at once, also after a failure. */
  async written(id: SessionId): Promise<boolean> {
    return (await this.#logs.get(id)?.written()) ?? true
  }

  /** Resolves when all that is not written yet was tried, after at most `ms`. */
  flush(ms = flushMs): Promise<void> {
    const written = Promise.all([...this.#logs.values()].map((log) => log.written()))
    return within(this.#deps.clock, ms, written)
  }

  /** The session is gone for good, and with it all files of its prompts. */
  remove(id: SessionId): void {
    const log = this.#logs.get(id)
    this.#logs.delete(id)
    this.#note(id, { ok: true })
    void Promise.resolve(log?.end()).then(() => this.#removeWhere((name) => name.startsWith(`${id}.`)))
  }

  /** Removes what is left of sessions that nobody can bring back any more. @param by a date that is certain (`expiryAt`) */
  removeOld(isNeeded: (session: string) => boolean, by: number): void {
    this.#removeWhere((name, path) => {
      const [session = ''] = name.split('.', 1)
      return !isNeeded(session) && by - statSync(path).mtimeMs > keptForMs
    })
  }

  #removeWhere(isMeant: (name: string, path: string) => boolean): void {
    if (this.#deps.isReadOnly) return
    try {
      for (const name of readdirSync(this.#folder)) {
        const path = join(this.#folder, name)
        if (isMeant(name, path)) rmSync(path, { force: true })
      }
    } catch {
      // No folder, or a file that stays: the next start tries again.
    }
  }

  #open(id: SessionId, state: LogState, disk = this.#disk): PromptLog {
    const { clock } = this.#deps
    const onOutcome = (outcome: WriteOutcome): void => this.#note(id, outcome)
    const log = new PromptLog(this.#pathOf(id), state, { clock, disk, onOutcome })
    this.#logs.set(id, log)
    return log
  }

  #note(id: SessionId, outcome: WriteOutcome): void {
    if (outcome.ok) this.#unmoved.delete(id)
    const said = this.#failing.get(id)
    if (outcome.ok ? said === undefined : said === outcome.reason) return
    if (outcome.ok) this.#failing.delete(id)
    else this.#failing.set(id, outcome.reason)
    tellPromptsWritten([...this.#failing.values()], this.#deps)
  }

  #pathOf(id: SessionId): string {
    return join(this.#folder, `${id}.jsonl`)
  }
}

/** For what is not written yet, at the end of the app. */
const flushMs = 1500
