import { chmodSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import type { StoreDeps } from './kept-value.ts'
import { openSessionsStore, type SessionsStore } from './sessions-store.ts'
import { openSettingsStore, type SettingsStore } from './settings-store.ts'
import { serializeStore, type StoreFile } from './store-file.ts'

/** What the stores need from the composition root. `folder` is absolute: the app's own data folder. */
export type StoresDeps = StoreDeps & { readonly folder: string }

/** Opens both files through electron-store. Only after the single-instance lock is held. */
export function openElectronStores(deps: StoresDeps): {
  readonly sessions: SessionsStore
  readonly settings: SettingsStore
} {
  mkdirSync(deps.folder, { recursive: true, mode: 0o700 })
  if (process.platform !== 'win32') chmodSync(deps.folder, 0o700)
  const pathOf = (name: string): string => join(deps.folder, `${name}.json`)
  const open = (name: string) => (): StoreFile => electronStoreFile(deps.folder, name)
  return {
    sessions: openSessionsStore(pathOf('sessions'), open('sessions'), deps),
    settings: openSettingsStore(pathOf('settings'), open('settings'), deps),
  }
}

/**
 * One file of electron-store, used for its atomic write alone. Not its defaults, schema or migrations: it applies them
 * to the live file, and `clearInvalidConfig` would drop a user's data for one wrong field (M3).
 */
function electronStoreFile(folder: string, name: string): StoreFile {
  const store = new ElectronStore<Record<string, unknown>>({
    cwd: folder,
    name,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    configFileMode: 0o600,
    serialize: serializeStore,
  })
  return {
    path: store.path,
    write(value) {
      store.store = { ...value }
    },
  }
}
