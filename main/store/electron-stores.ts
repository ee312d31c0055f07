import { chmodSync, mkdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import ElectronStore from 'electron-store'
import type { StoreDeps } from './kept-value.ts'
import { openSessionsStore, type SessionsStore } from './sessions-store.ts'
import { openSettingsStore, type SettingsStore } from './settings-store.ts'
import { serializeStore, type StoreFile } from './store-file.ts'

/** What the stores need from the composition root. */
export type StoresDeps = Omit<StoreDeps, 'isReadOnly'> & {
  /** Absolute: the app's own data folder. */
  readonly folder: string
  /** Why nothing may be written there; null or left out where it may. */
  readonly readOnlyBecause?: string | null
}

/** Opens both files through electron-store. Only after the single-instance lock is held. */
export function openElectronStores({ readOnlyBecause = null, ...given }: StoresDeps): {
  readonly sessions: SessionsStore
  readonly settings: SettingsStore
} {
  const deps = { ...given, isReadOnly: readOnlyBecause !== null }
  if (readOnlyBecause === null) {
    mkdirSync(deps.folder, { recursive: true, mode: 0o700 })
    closeToOthers(deps.folder)
  } else tellReadOnly(readOnlyBecause, deps)
  const pathOf = (name: string): string => join(deps.folder, `${name}.json`)
  return {
    sessions: openSessionsStore(pathOf('sessions'), electronStoreFile, deps),
    settings: openSettingsStore(pathOf('settings'), electronStoreFile, deps),
  }
}

function tellReadOnly(error: string, { notices, t, folder }: StoresDeps): void {
  const message = t('notice.readOnly', { error })
  notices.post({
    id: 'store-read-only',
    level: 'error',
    message,
    hint: t('notice.readOnly.hint', { folder }),
  })
}

function closeToOthers(folder: string): void {
  if (process.platform === 'win32') return
  try {
    chmodSync(folder, 0o700)
  } catch {
    // Somebody else's folder, or a disk without rights: who can read it is not ours to say.
  }
}

/**
 * One file of electron-store, used for its atomic write alone. Not its defaults, schema or migrations: it applies them
 * to the live file, and `clearInvalidConfig` would drop a user's data for one wrong field (M3).
 */
function electronStoreFile(path: string): StoreFile {
  // Opened for the first write: it reads the file, which may be damaged and not aside yet.
  let store: ElectronStore | null = null
  const open = (): ElectronStore =>
    new ElectronStore({
      cwd: dirname(path),
      name: basename(path),
      fileExtension: '',
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
      configFileMode: 0o600,
      serialize: serializeStore,
      deserialize: () => ({}),
    })
  return {
    path,
    write(value) {
      store ??= open()
      store.store = { ...value }
    },
  }
}
