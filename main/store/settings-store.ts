import type { Settings } from '../../app/store/schema.ts'

/** The settings file. Memory is the truth while the app runs; this keeps it. */
export type SettingsStore = {
  read(): Settings
  change(part: Partial<Omit<Settings, 'version'>>): void
  onChange(listener: (settings: Settings) => void): () => void
  /** Writes what is not written yet. */
  flush(): void
}
