import { parseSettingsFile } from '../../app/store/parse.ts'
import { defaultSettings, settingsSteps, settingsVersion, type Settings } from '../../app/store/schema.ts'
import { keepValue, type StoreDeps } from './kept-value.ts'
import type { StoreFile } from './store-file.ts'

/** The settings file. Memory is the truth while the app runs; this keeps it. */
export type SettingsStore = {
  read(): Settings
  change(part: Partial<Omit<Settings, 'version'>>): void
  /** @returns a function that ends the subscription */
  onChange(listener: (settings: Settings) => void): () => void
  /** Writes what is not written yet. */
  flush(): void
}

/** Opens the settings file at `path`, absolute. */
export function openSettingsStore(
  path: string,
  openFile: (path: string) => StoreFile,
  deps: StoreDeps,
): SettingsStore {
  const format = {
    version: settingsVersion,
    steps: settingsSteps,
    parse: parseSettingsFile,
    defaults: defaultSettings,
  }
  const { loaded, writer } = keepValue('settings', path, format, openFile, deps)
  const listeners = new Set<(settings: Settings) => void>()
  let settings = loaded
  return {
    read: () => settings,
    change(part) {
      settings = { ...settings, ...part }
      writer.save(() => settings, 'soon')
      for (const listener of listeners) listener(settings)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    flush: () => writer.flush(),
  }
}
