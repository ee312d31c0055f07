import { dirname, join } from 'node:path'
import { expiryAt } from '../../app/store/expiry.ts'
import { noSessions, parseSessionsFile } from '../../app/store/parse.ts'
import {
  sessionsSteps,
  sessionsVersion,
  type SessionsFile,
  type StoredSession,
} from '../../app/store/schema.ts'
import { keepValue, timeStamp, type StoreDeps } from './kept-value.ts'
import { machineDisk, type LogDisk } from './log-disk.ts'
import { PromptFiles } from './prompt-files.ts'
import type { StoreFile } from './store-file.ts'

/** What is kept of the sessions. Memory is the truth while the app runs; this keeps it. */
export type SessionsStore = {
  /** What was kept when the app started, without the prompts. */
  readonly loaded: SessionsFile
  /** Whether anything of this run is kept; else nothing may be removed either. */
  readonly mayWrite: boolean
  /**
   * What no session has is too old to be kept by this date, milliseconds since the epoch; null where that is not certain,
   * or the sessions could not all be read.
   */
  readonly oldBy: number | null
  /** What grows with a session's use, in files beside the one that is written as a whole. */
  readonly prompts: Omit<PromptFiles, 'takeOver' | 'unmoved' | 'removeOld'>
  /**
   * Keeps what `make` makes: `now` before it returns (create, close, rename), `soon` within 2 s. Trouble becomes a notice.
   *
   * @param make called when the file is written, not for each of the changes that one write keeps
   * @returns whether all of it is on disk now
   */
  save(make: () => SessionsFile, when: 'now' | 'soon'): boolean
  /** Writes what is not written yet of the file itself. */
  flush(): void
}

/**
 * Opens the sessions file at `path`, absolute, and the sessions' prompts in the folder `prompts` beside it. What an
 * older version has in the sessions file moves there first; the file that lacks it is written after that, so that a
 * kill between the two finds everything still in the old one.
 */
export function openSessionsStore(
  path: string,
  openFile: (path: string) => StoreFile,
  deps: StoreDeps,
  disk: LogDisk = machineDisk,
): SessionsStore {
  const format = {
    version: sessionsVersion,
    steps: sessionsSteps,
    parse: parseSessionsFile,
    defaults: noSessions,
  }
  const { loaded: found, writer, mayWrite, isWhole } = keepValue('sessions', path, format, openFile, deps)
  const ids = found.sessions.map(({ id }) => id)
  const prompts = new PromptFiles(join(dirname(path), 'prompts'), ids, {
    ...deps,
    disk,
    stamp: timeStamp(deps.clock),
    isReadOnly: !mayWrite,
  })
  const kept = new Set<string>(ids)
  // Where sessions could not be read, their prompts are all that is left of them.
  const oldBy = isWhole ? expiryAt(found.seenAt, deps.clock.dateNow()).date : null
  if (oldBy !== null) prompts.removeOld((session) => kept.has(session), oldBy)
  for (const { id, prompts: inside } of found.sessions) if (inside !== undefined) prompts.takeOver(id, inside)
  const loaded = { ...found, sessions: found.sessions.map(alone) }

  /** With what could not be moved yet. */
  const whole = (file: SessionsFile): SessionsFile => ({
    ...file,
    sessions: file.sessions.map((session) => {
      const inside = prompts.unmoved(session.id)
      return inside === null ? session : { ...session, prompts: inside }
    }),
  })
  if (found.sessions.some(({ prompts: inside }) => inside !== undefined))
    writer.save(() => whole(loaded), 'now')
  return {
    loaded,
    mayWrite,
    oldBy,
    prompts,
    save: (make, when) => writer.save(() => whole(make()), when),
    flush: () => writer.flush(),
  }
}

function alone(session: StoredSession): StoredSession {
  const { prompts: _, ...small } = session
  return small
}
