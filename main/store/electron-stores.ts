import type { Clock } from '../session/clock.ts'
import type { NoticeBoard } from '../session/notice-board.ts'
import type { Translate } from '../session/translate-port.ts'
import type { SessionsStore } from './sessions-store.ts'
import type { SettingsStore } from './settings-store.ts'

/** What the stores need from the composition root. `folder` is absolute; `openFolder` shows it in the file manager. */
export type StoresDeps = {
  readonly folder: string
  readonly clock: Clock
  readonly notices: NoticeBoard
  readonly t: Translate
  readonly openFolder: () => void
}

/** Opens both files through electron-store. Only after the single-instance lock is held. */
export function openElectronStores(_deps: StoresDeps): {
  readonly sessions: SessionsStore
  readonly settings: SettingsStore
} {
  throw new Error('not built yet')
}
