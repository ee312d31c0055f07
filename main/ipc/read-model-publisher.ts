import { isDeepStrictEqual } from 'node:util'
import type { Locale } from '../../app/i18n/message.ts'
import {
  applyPatch,
  type NumberedPatch,
  type Patch,
  type Platform,
  type ReadModel,
  type SessionView,
  type Snapshot,
} from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { Settings } from '../../app/store/schema.ts'
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
    | 'view'
    | 'views'
    | 'queue'
    | 'activeSessionId'
    | 'tools'
    | 'recentFolders'
    | 'canReopen'
    | 'onSessionChange'
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
  let shown = new ShownModel(readModel(deps))
  let seq = 0

  const publish = (patch: Patch): void => {
    // What looks the same is left out: a change may be of something that the window does not show.
    if (!shown.change(patch)) return
    seq += 1
    for (const listener of listeners) listener({ seq, patch })
  }
  /** The prompts that wait are told of the session on show alone, and only when they are others. */
  const showsOtherQueue = (kind: SessionChange['kind'], patch: Patch | null): boolean => {
    if (kind === 'active') return true
    if (patch?.kind !== 'session' || patch.session.id !== manager.activeSessionId) return false
    return !shown.hasQueue(patch.session)
  }
  const subscriptions = [
    manager.onSessionChange((change) => {
      const patch = patchOf(manager, change)
      if (patch !== null) publish(patch)
      if (showsOtherQueue(change.kind, patch)) publish({ kind: 'queue', queue: queueOnShow(manager) })
    }),
    settings.onChange((current) => publish({ kind: 'settings', settings: shownSettings(current) })),
    notices.onChange((list) => publish({ kind: 'notices', notices: list })),
  ]

  return {
    snapshot() {
      // Titles of statuses follow the language, which is no patch.
      const model = readModel(deps)
      shown = new ShownModel(model)
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
    queue: queueOnShow(manager),
    tools: manager.tools(),
    recentFolders: manager.recentFolders(),
    settings: shownSettings(settings.read()),
    notices: notices.list(),
    canReopen: manager.canReopen(),
    platform,
    homeFolder,
    locale: deps.locale(),
  }
}

/** The rules of a file may have a megabyte, and are asked for by the tool. */
function shownSettings(settings: Settings): Settings {
  return { ...settings, rulesFile: null }
}

function queueOnShow(manager: PublisherDeps['manager']): ReadModel['queue'] {
  const id = manager.activeSessionId
  return id === null ? null : manager.queue(id)
}

/** What was published last: the sessions by id, so that a change of one costs the same beside any number of others. */
class ShownModel {
  #sessions: Map<SessionId, SessionView>
  /** All but the sessions: small beside them. */
  #rest: ReadModel

  constructor(model: ReadModel) {
    this.#sessions = new Map(model.sessions.map((session) => [session.id, session]))
    this.#rest = { ...model, sessions: [] }
  }

  /** Whether the window shows this session's queue as it is. */
  hasQueue({ id, queue }: SessionView): boolean {
    return this.#rest.queue?.id === id && this.#rest.queue.revision === queue.revision
  }

  /** @returns whether the window shows something else after it */
  change(patch: Patch): boolean {
    switch (patch.kind) {
      case 'session': {
        const { session } = patch
        if (isDeepStrictEqual(this.#sessions.get(session.id), session)) return false
        this.#sessions.set(session.id, session)
        return true
      }
      case 'sessionRemoved':
        return this.#sessions.delete(patch.id)
      case 'order': {
        const before = [...this.#sessions.values()]
        const { sessions } = applyPatch({ ...this.#rest, sessions: before }, patch)
        this.#sessions = new Map(sessions.map((session) => [session.id, session]))
        return sessions.some((session, at) => session !== before[at])
      }
      case 'queue': {
        const before = this.#rest.queue
        this.#rest = applyPatch(this.#rest, patch)
        return before?.id !== patch.queue?.id || before?.revision !== patch.queue?.revision
      }
      default: {
        const changed = applyPatch(this.#rest, patch)
        if (isDeepStrictEqual(changed, this.#rest)) return false
        this.#rest = changed
        return true
      }
    }
  }
}

function patchOf(manager: PublisherDeps['manager'], change: SessionChange): Patch | null {
  switch (change.kind) {
    case 'session': {
      const session = manager.view(change.id)
      return session === null ? null : { kind: 'session', session }
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
