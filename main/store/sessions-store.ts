import type { SessionsFile } from '../../app/store/schema.ts'

/** The sessions file. Memory is the truth while the app runs; this keeps it. */
export type SessionsStore = {
  /** What was kept when the app started. */
  readonly loaded: SessionsFile
  /** Keeps `file`: `now` before it returns (create, close, rename), `soon` within 2 s. Trouble becomes a notice. */
  save(file: SessionsFile, when: 'now' | 'soon'): void
  /** Writes what is not written yet. */
  flush(): void
}
