import type { Locale } from '../../app/i18n/message.ts'
import {
  applyPatch,
  type NumberedPatch,
  type Patch,
  type Platform,
  type ReadModel,
  type Snapshot,
} from '../../app/ipc/read-model.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { SessionChange } from '../session/registry/session-registry.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'

/** Everything the window shows, as one snapshot and numbered patches after it. */
export type ReadModelPublisher = {
  snapshot(): Snapshot
  /** Patches come in order, each number once. @returns a function that ends the subscription */
  onPatch(listener: (patch: NumberedPatch) => void): () => void
  dispose(): void
}

/** What the window shows comes from here. */
export type PublisherDeps = {
  readonly manager: Pick<
    SessionManager,
    'views' | 'activeSessionId' | 'tools' | 'recentFolders' | 'canReopen' | 'onSessionChange'
  >
  readonly settings: Pick<SettingsStore, 'read' | 'onChange'>
  readonly notices: Pick<NoticeBoard, 'list' | 'onChange'>
  readonly platform: Platform
  readonly homeFolder: string
  readonly locale: () => Locale
}

/** Follows the manager, the settings and the notices. */
export function createReadModelPublisher(deps: PublisherDeps): ReadModelPublisher {
  const { manager, settings, notices } = deps
  const listeners = new Set<(patch: NumberedPatch) => void>()
  let model = readModel(deps)
  let seq = 0

  const publish = (patch: Patch): void => {
    // What looks the same is no news: a change may be of something that the window does not show.
    if (isShown(model, patch)) return
    model = applyPatch(model, patch)
    seq += 1
    for (const listener of listeners) listener({ seq, patch })
  }
  const subscriptions = [
    manager.onSessionChange((change) => {
      const patch = patchOf(manager, change)
      if (patch !== null) publish(patch)
    }),
    settings.onChange((current) => publish({ kind: 'settings', settings: current })),
    notices.onChange((list) => publish({ kind: 'notices', notices: list })),
  ]

  return {
    snapshot() {
      // Titles of statuses follow the language, which is no patch.
      model = readModel(deps)
      return { seq, model }
    },
    onPatch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    dispose() {
      for (const unsubscribe of subscriptions) unsubscribe()
      listeners.clear()
    },
  }
}

function readModel(deps: PublisherDeps): ReadModel {
  const { manager, settings, notices, platform, homeFolder } = deps
  return {
    sessions: manager.views(),
    activeId: manager.activeSessionId,
    tools: manager.tools(),
    recentFolders: manager.recentFolders(),
    settings: settings.read(),
    notices: notices.list(),
    canReopen: manager.canReopen(),
    platform,
    homeFolder,
    locale: deps.locale(),
  }
}

function isShown(model: ReadModel, patch: Patch): boolean {
  if (patch.kind === 'session') {
    const shown = model.sessions.find((session) => session.id === patch.session.id)
    return JSON.stringify(shown) === JSON.stringify(patch.session)
  }
  if (patch.kind === 'sessionRemoved') return !model.sessions.some((session) => session.id === patch.id)
  if (patch.kind === 'order') return model.sessions.every((session, at) => session.id === patch.ids[at])
  // The rest is small beside the sessions.
  const changed = applyPatch({ ...model, sessions: [] }, patch)
  return JSON.stringify(changed) === JSON.stringify({ ...model, sessions: [] })
}

function patchOf(manager: PublisherDeps['manager'], change: SessionChange): Patch | null {
  switch (change.kind) {
    case 'session': {
      const session = manager.views().find((view) => view.id === change.id)
      return session === undefined ? null : { kind: 'session', session }
    }
    case 'removed':
      return { kind: 'sessionRemoved', id: change.id }
    case 'order':
      return { kind: 'order', ids: manager.views().map((view) => view.id) }
    case 'active':
      return { kind: 'active', id: manager.activeSessionId }
    case 'recentFolders':
      return { kind: 'recentFolders', folders: manager.recentFolders() }
    case 'tools':
      return { kind: 'tools', tools: manager.tools() }
    case 'canReopen':
      return { kind: 'canReopen', canReopen: manager.canReopen() }
  }
}
