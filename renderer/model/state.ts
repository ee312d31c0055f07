import { batch, computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Locale } from '../../app/i18n/message.ts'
import { translateIn, type Translate } from '../../app/i18n/translate.ts'
import type { Bridge } from '../../app/ipc/bridge.ts'
import type { AppError, Result } from '../../app/base/result.ts'
import {
  applyPatch,
  type NumberedPatch,
  type Patch,
  type ReadModel,
  type SessionView,
} from '../../app/ipc/read-model.ts'
import type { SessionId } from '../../app/session/session.ts'
import { defaultSettings } from '../../app/store/schema.ts'
import { SessionSlots } from './session-slots.ts'

/**
 * The read model as signals: a reader of one slice hears of changes to that slice alone. Slices keep their
 * identity while nothing in them changes, so that a new badge of one session renders one badge.
 */
export type AppState = {
  /** False until the first snapshot is in: the window shows nothing rather than an empty list that is a lie. */
  readonly ready: ReadonlySignal<boolean>
  /** How many sessions wait for the user. */
  readonly waitingCount: ReadonlySignal<number>
  readonly workingCount: ReadonlySignal<number>
  /** Calls `listener` with each session that begins to wait once the window is ready. @returns a function that ends it */
  readonly onWaiting: (listener: (session: SessionView) => void) => () => void
  /** In tab order. */
  readonly sessionIds: ReadonlySignal<readonly SessionId[]>
  /** One session, null once it is gone; the same signal for the same id. */
  readonly session: (id: SessionId) => ReadonlySignal<SessionView | null>
  /** The session on show: the one chosen last, also while main does not know of it yet. */
  readonly activeId: ReadonlySignal<SessionId | null>
  /** Shows a session at once, so that the next key is already its own, and tells main after. */
  readonly activate: (id: SessionId) => Promise<Result<null>>
  /** What waits for the session that main has on show. */
  readonly queue: ReadonlySignal<ReadModel['queue']>
  readonly tools: ReadonlySignal<ReadModel['tools']>
  readonly recentFolders: ReadonlySignal<ReadModel['recentFolders']>
  readonly settings: ReadonlySignal<ReadModel['settings']>
  readonly notices: ReadonlySignal<ReadModel['notices']>
  readonly canReopen: ReadonlySignal<boolean>
  readonly platform: ReadonlySignal<ReadModel['platform']>
  readonly homeFolder: ReadonlySignal<string>
  readonly locale: ReadonlySignal<Locale>
  /** The sentence `key` in the user's language. Read in a render, it follows a change of language. */
  readonly t: Translate
}

/** Reads the model and follows its patches until `stop`; a gap in their numbers reads the model again. */
export function followModel(
  bridge: Pick<Bridge, 'request' | 'on'>,
  onError: (error: AppError) => void,
): { readonly state: AppState; readonly stop: () => void } {
  /** All but the sessions, which have a signal each. */
  const model = signal<ReadModel>(emptyModel)
  const sessions = new SessionSlots()
  const ready = signal(false)
  const choice = signal<{ readonly id: SessionId } | null>(null)
  let seq = 0
  let reading = false
  let stopped = false
  let early: readonly NumberedPatch[] = []

  const stopListening = bridge.on('model:patch', (patch) => {
    if (reading) early = [...early, patch]
    else applyInOrder([patch])
  })
  void read()

  async function read(): Promise<void> {
    reading = true
    const result = await bridge.request('model:read', {})
    reading = false
    if (stopped) return
    const missed = early
    early = []
    if (!result.ok) return onError(result.error)
    seq = result.value.seq
    batch(() => {
      const { sessions: views, ...rest } = result.value.model
      model.value = { ...rest, sessions: [] }
      sessions.show(views)
      ready.value = true
    })
    applyInOrder(missed)
  }

  function applyInOrder(patches: readonly NumberedPatch[]): void {
    for (const { seq: number, patch } of patches) {
      if (number <= seq) continue
      if (number > seq + 1) return void read()
      seq = number
      const before = model.peek()
      batch(() => apply(patch))
      // The language itself is main's to resolve; a patch carries only the choice.
      if (patch.kind === 'settings' && patch.settings.locale !== before.settings.locale) return void read()
    }
  }

  function apply(patch: Patch): void {
    switch (patch.kind) {
      case 'session':
        return sessions.change(patch.session)
      case 'sessionRemoved':
        return sessions.remove(patch.id)
      case 'order':
        return sessions.order(patch.ids)
      default:
        model.value = applyPatch(model.peek(), patch)
    }
  }

  async function activate(id: SessionId): Promise<Result<null>> {
    const made = { id }
    choice.value = made
    try {
      return await bridge.request('session:activate', { id })
    } finally {
      // Main's patch has come before its answer. Answers to older choices do not take the newest back.
      if (choice.peek() === made) choice.value = null
    }
  }

  /** The choice that main has not answered yet, if its session is still there. */
  function chosen(): SessionId | null {
    const id = choice.value?.id ?? null
    return id !== null && sessions.slot(id).value !== null ? id : null
  }

  const locale = computed(() => model.value.locale)
  const state: AppState = {
    ready,
    waitingCount: sessions.waitingCount,
    workingCount: sessions.workingCount,
    onWaiting: (listener) => sessions.onWaiting((session) => ready.peek() && listener(session)),
    sessionIds: sessions.ids,
    session: (id) => sessions.slot(id),
    activeId: computed(() => chosen() ?? model.value.activeId),
    activate,
    queue: computed(() => model.value.queue),
    tools: computed(() => model.value.tools),
    recentFolders: computed(() => model.value.recentFolders),
    settings: computed(() => model.value.settings),
    notices: computed(() => model.value.notices),
    canReopen: computed(() => model.value.canReopen),
    platform: computed(() => model.value.platform),
    homeFolder: computed(() => model.value.homeFolder),
    locale,
    t: translateIn(() => locale.value),
  }
  const stop = () => {
    stopped = true
    stopListening()
  }
  return { state, stop }
}

const emptyModel: ReadModel = {
  sessions: [],
  activeId: null,
  queue: null,
  tools: [],
  recentFolders: [],
  settings: defaultSettings,
  notices: [],
  canReopen: false,
  platform: 'linux',
  homeFolder: '',
  locale: 'en',
}
