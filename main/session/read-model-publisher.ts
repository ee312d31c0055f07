import type { Locale } from '../../app/i18n/message.ts'
import type { NumberedPatch, Platform, Snapshot } from '../../app/ipc/read-model.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { NoticeBoard } from './notice-board.ts'
import type { SessionManager } from './session-manager.ts'

/** Everything the window shows, as one snapshot and numbered patches after it. */
export type ReadModelPublisher = {
  snapshot(): Snapshot
  /** Patches come in order, each number once. @returns a function that ends the subscription */
  onPatch(listener: (patch: NumberedPatch) => void): () => void
  dispose(): void
}

/** Follows the manager, the settings and the notices. */
export function createReadModelPublisher(_deps: {
  readonly manager: SessionManager
  readonly settings: Pick<SettingsStore, 'read' | 'onChange'>
  readonly notices: NoticeBoard
  readonly platform: Platform
  readonly homeFolder: string
  readonly locale: () => Locale
}): ReadModelPublisher {
  throw new Error('not built yet')
}
