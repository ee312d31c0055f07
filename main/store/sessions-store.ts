import { noSessions, parseSessionsFile } from '../../app/store/parse.ts'
import { sessionsSteps, sessionsVersion, type SessionsFile } from '../../app/store/schema.ts'
import { keepValue, type StoreDeps } from './kept-value.ts'
import type { StoreFile } from './store-file.ts'

/** The sessions file. Memory is the truth while the app runs; this keeps it. */
export type SessionsStore = {
  /** What was kept when the app started. */
  readonly loaded: SessionsFile
  /**
   * Keeps what `make` makes: `now` before it returns (create, close, rename), `soon` within 2 s. Trouble becomes a notice.
   *
   * @param make called when the file is written, not for each of the changes that one write keeps
   * @returns whether all of it is on disk now
   */
  save(make: () => SessionsFile, when: 'now' | 'soon'): boolean
  /** Writes what is not written yet. */
  flush(): void
}

/** Opens the sessions file at `path`, absolute. */
export function openSessionsStore(path: string, openFile: () => StoreFile, deps: StoreDeps): SessionsStore {
  const format = {
    version: sessionsVersion,
    steps: sessionsSteps,
    parse: parseSessionsFile,
    defaults: noSessions,
  }
  const { loaded, writer } = keepValue('sessions', path, format, openFile, deps)
  return { loaded, save: (make, when) => writer.save(make, when), flush: () => writer.flush() }
}
