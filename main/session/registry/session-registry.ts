import type { Transition } from '../../../app/activity/why.ts'
import type { SessionView } from '../../../app/ipc/read-model.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { SessionState } from '../state/session-state.ts'
import { viewOfSession } from '../state/session-view.ts'
import { Conversations } from './conversations.ts'
import { SessionList } from './session-list.ts'
import { SessionTokens } from './session-tokens.ts'
import type { HostedScreens } from './hosted-screens.ts'
import { DateFollower } from './date-follower.ts'
import { StatusTimer } from './status-timer.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionsStore } from '../../store/sessions-store.ts'
import type { ToolBook } from '../../tools/tool-book.ts'
import type { Translate } from '../../../app/i18n/translate.ts'

type RegistryDeps = {
  readonly store: Pick<SessionsStore, 'loaded' | 'prompts' | 'save'>
  readonly tools: Pick<ToolBook, 'all' | 'named'>
  readonly clock: Clock
  readonly homeFolder: string
  readonly t: Translate
  /** Gets what a listener threw. */ readonly onBug?: (error: unknown) => void
}

/** The sessions, and every change of one: what a user sees of it then is kept and told, once. */
export class SessionRegistry {
  readonly list: SessionList
  readonly conversations: Conversations
  readonly tokens = new SessionTokens()
  readonly #deps: RegistryDeps
  readonly #screens: Pick<HostedScreens, 'open' | 'moment'>
  readonly #timer: StatusTimer
  readonly #date: DateFollower
  readonly #waiting = new Set<SessionId>()
  readonly #listeners = new Set<(change: SessionChange) => void>()
  #isFocused = false

  constructor(deps: RegistryDeps, screens: Pick<HostedScreens, 'open' | 'moment'>) {
    this.#deps = deps
    this.#screens = screens
    this.list = new SessionList(
      deps.store.loaded,
      (id) => deps.store.prompts.loaded(id),
      deps.tools.all(),
      deps.clock.dateNow(),
    )
    this.conversations = new Conversations(this.list)
    this.#timer = new StatusTimer(deps.clock, {
      sessions: () => this.list.open,
      pass: (session, now) => this.#touch(session, () => session.passTime(now)),
      jump: (session, at, gapMs) =>
        this.#touch(session, () => session.hear({ kind: 'clockJump', at, gapMs })),
      followDate: () => this.#date.follow(),
    })
    this.#date = new DateFollower(deps.clock, {
      onSet: (byMs) => this.#moveDates(byMs),
      onSlept: (at, gapMs) => this.#timer.jump(at, gapMs),
    })
  }

  /** Changes a session of the tabs, where there is one of this id. */
  change(id: SessionId, change: (session: SessionState) => void): void {
    const session = this.list.find(id)
    if (session !== null) this.#touch(session, () => change(session))
  }

  /** Another session than before is on show: it needs its screen, and is seen if the window is. */
  showActive(): void {
    const { activeId } = this.list
    if (activeId === null) return
    this.#screens.open(activeId)
    this.#look(activeId)
  }

  /** The user looks at the window, or not. */
  focus(isFocused: boolean): void {
    this.#isFocused = isFocused
    const { activeId } = this.list
    if (isFocused && activeId !== null) this.#look(activeId)
  }

  /** Writes what is kept of the sessions but for their prompts: before this returns, or when it is due. @returns whether it is on disk now */
  save(when: 'now' | 'soon'): boolean {
    return this.#deps.store.save(() => this.list.toFile(), when)
  }

  /** Resolves with whether a session's prompts, as they are now, are on disk; where that failed it is tried again. */
  promptsWritten(id: SessionId): Promise<boolean> {
    return this.#deps.store.prompts.written(id)
  }

  /** To be called after a change of prompts that did not go through `change`. */
  keepPrompts({ record: { id, queue, history, draft } }: SessionState): void {
    this.#deps.store.prompts.keep(id, { queue, history, draft })
  }

  /** Of a session that is gone for good. */
  removePrompts(id: SessionId): void {
    this.#deps.store.prompts.remove(id)
  }

  tell(...changes: readonly SessionChange[]): void {
    for (const change of changes) {
      this.#countWaiting(change)
      if (change.kind === 'removed') this.tokens.revoke(change.id)
      for (const listener of this.#listeners) {
        try {
          listener(change)
        } catch (error) {
          this.#deps.onBug?.(error)
        }
      }
    }
  }

  /** How many sessions of the tabs wait for the user. */
  get waitingCount(): number {
    return this.#waiting.size
  }

  /** @returns a function that ends the subscription */
  onChange(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** As the window shows it. */
  viewOf(session: SessionState): SessionView {
    const { homeFolder, tools, t } = this.#deps
    return viewOfSession(session, { homeFolder, toolNamed: tools.named, t })
  }

  /** To be called after a change that did not go through `change`: time may change the status sooner now. */
  followTime(session: SessionState): void {
    this.#timer.follow(session)
  }

  /** The machine goes to sleep. */
  sleeps(): void {
    this.#date.sleeps()
  }

  /** The machine woke up: the time between was no silence. */
  woke(): void {
    this.#date.woke()
  }

  /** From here on no status changes by time alone. */
  dispose(): void {
    this.#timer.dispose()
  }

  /** A status that is not what it was is kept with the screen that shows it. */
  #keepMoment(session: SessionState, before: Transition | null): void {
    const { lastTransition } = session.activity
    if (lastTransition === null || lastTransition === before) return
    this.#screens.moment(session.id, lastTransition)
  }

  #look(id: SessionId): void {
    const session = this.list.find(id)
    if (session !== null) this.#touch(session)
  }

  #touch(session: SessionState, change?: () => void): void {
    this.#date.follow()
    const { id } = session
    const before = shownOf(session)
    const { record } = session
    const { lastTransition } = session.activity
    const stored = storedOf(session)
    change?.()
    const { queue, history, draft } = session.record
    if (queue !== record.queue || history !== record.history || draft !== record.draft)
      this.keepPrompts(session)
    this.#keepMoment(session, lastTransition)
    if (this.#isFocused && id === this.list.activeId) session.seen(this.#deps.clock.dateNow())
    this.#timer.follow(session)
    if (!isSame(storedOf(session), stored)) this.save('soon')
    if (isSame(shownOf(session), before)) return
    this.tell({ kind: 'session', id })
  }

  #moveDates(byMs: number): void {
    for (const session of this.list.open) {
      session.moveDates(byMs)
      this.#timer.follow(session)
      this.tell({ kind: 'session', id: session.id })
    }
    this.save('soon')
  }

  /** Kept with each change, so that the count costs the same with any number of sessions. */
  #countWaiting(change: SessionChange): void {
    if (change.kind === 'removed') this.#waiting.delete(change.id)
    if (change.kind !== 'session') return
    if (this.list.find(change.id)?.status.kind === 'waiting') this.#waiting.add(change.id)
    else this.#waiting.delete(change.id)
  }
}

/** Of what is kept of a session beside its prompts, all whose change is a reason to write. */
function storedOf({ status, record }: SessionState): readonly unknown[] {
  const { toolTitle, unseen, resumeToken, handStarted, mode } = record
  return [status, toolTitle, unseen, resumeToken, handStarted, mode]
}

function shownOf(session: SessionState): readonly unknown[] {
  const { queueWait, folder, toolInFront, process, record, activity } = session
  const { installedVersion, offersResume } = session
  const facts = [queueWait, folder.git, toolInFront, process, activity.doubt, installedVersion, offersResume]
  return [...storedOf(session), record.queue, ...facts]
}

function isSame(now: readonly unknown[], before: readonly unknown[]): boolean {
  return now.every((part, at) => part === before[at])
}

/** What changed, told once per change. */
export type SessionChange =
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'removed'; readonly id: SessionId }
  | { readonly kind: 'order' }
  | { readonly kind: 'active' }
  | { readonly kind: 'recentFolders' }
  | { readonly kind: 'tools' }
  | { readonly kind: 'canReopen' }
