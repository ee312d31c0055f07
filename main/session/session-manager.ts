import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { shownQueue, type ShownQueue } from '../../app/ipc/queue-view.ts'
import type { SessionView, ToolView } from '../../app/ipc/read-model.ts'
import type { AbsolutePath, Mode, SessionId } from '../../app/session/session.ts'
import { isAtWork } from '../../app/session/status.ts'
import { cleanTitle } from '../../app/terminal/title.ts'
import { checkFolder } from './lifecycle/check-folder.ts'
import {
  type SessionConfig,
  type SessionManagerDeps,
  composeSessions,
  type SessionParts,
} from './session-parts.ts'
import type { SessionChange } from './registry/session-registry.ts'
import type { TerminalSize } from '../../app/terminal/terminal-size.ts'
import type { ToolTerminal } from './delivery/tool-terminal.ts'
import { Session } from './session.ts'
import { endSessions, restoreSessions } from './start-and-end.ts'
import type { SessionPrompts } from './queue/session-prompts.ts'
import type { SessionState } from './state/session-state.ts'
import { switchMode } from './lifecycle/mode-switch.ts'
import type { CloseOptions, LeftIn } from './lifecycle/session-closer.ts'

/**
 * The sessions: which there are, in which order, which is on show; their starts and their ends. The public face alone:
 * what a start, a close or an event of the host entails is in the folders below. Does nothing before `restore`.
 *
 * `config`, `sessions`, `counter` and `active` are part of the public API as `Session` is; the app itself does not use them.
 */
export class SessionManager {
  readonly #parts: SessionParts
  readonly #sessions = new WeakMap<SessionState, Session>()

  constructor(deps: SessionManagerDeps) {
    this.#parts = composeSessions(deps)
  }

  /** Reads the kept sessions, opens their screens, looks for what an earlier Roost left running. Once, at start. */
  restore(): Promise<void> {
    return restoreSessions(this.#parts)
  }

  get config(): SessionConfig {
    const { homeFolder, dataFolder, imagesFolder, platform, appVersion, tools } = this.#parts.deps
    return { homeFolder, dataFolder, imagesFolder, platform, appVersion, tools: tools.all() }
  }

  /** Those with a tab, by id, in the order of the tabs. */
  get sessions(): ReadonlyMap<SessionId, Session> {
    const { open } = this.#parts.registry.list
    return new Map(open.map((state) => [state.id, this.#sessionOf(state)]))
  }

  /** How many sessions there ever were: the number in the last id. */
  get counter(): number {
    return this.#parts.registry.list.counter
  }

  /**
   * Makes a session, starts its tool, shows it, and keeps it.
   *
   * @param workdir absolute, or with `~` for the home folder
   * @param size of its terminal until it is shown at another; that of the last one where it is left out
   * @param createdBy the session from which a program asked for it
   * @returns failures: `tool-unknown`, those of `checkFolder` and of the tool's start
   */
  async create(
    toolName: string,
    workdir: string,
    size: TerminalSize | null = null,
    createdBy?: SessionId,
  ): Promise<Result<Session>> {
    const created = await this.#parts.starter.create({ toolName, folder: workdir, size, createdBy })
    return created.ok ? succeed(this.#sessionOf(created.value)) : created
  }

  /** Starts the tool again: with its conversation where it has one, or with a new one. */
  start(id: SessionId, fresh = false): Promise<Result<null>> {
    return this.#parts.starter.start(id, fresh)
  }

  get prompts(): Pick<
    SessionPrompts,
    'send' | 'add' | 'read' | 'change' | 'history' | 'readDraft' | 'saveDraft'
  > {
    return this.#parts.prompts
  }

  /** The terminal of a session's tool, for what types into it; the caller holds the typing lock. */
  terminal(id: SessionId): ToolTerminal | null {
    return this.#parts.terminals(id)
  }

  /** Between two prompts: how they reach the tool from here on. Failures as `switchMode`. */
  setMode(id: SessionId, mode: Mode): Promise<Result<null>> {
    const { deps, registry, closer, starter, lifecycle } = this.#parts
    return switchMode({ clock: deps.clock, registry, closer, starter, lifecycle }, id, mode)
  }

  /** What a tool says of itself. Failure: `tool-unknown`. */
  async toolHelp(toolName: string): Promise<Result<string>> {
    const { installedTools, deps } = this.#parts
    const tool = installedTools.named(toolName)
    return tool === null
      ? failWith('tool-unknown')
      : succeed(await installedTools.help(tool, deps.homeFolder))
  }

  /**
   * `asks`: the session is at work, or the user has programs in its background, and nobody confirmed. `closed` comes at
   * once; its processes end behind it.
   */
  close(id: SessionId, options: CloseOptions): Promise<Result<'closed' | 'asks'>> {
    return this.#parts.closer.close(id, options)
  }

  /** The names of the programs that the user put into the background of a session, where its end would end them too. */
  async backgroundOf(id: SessionId): Promise<readonly string[]> {
    return (await this.#parts.closer.leftPrograms(id)).map(({ name }) => name)
  }

  /** As `backgroundOf`, of all sessions that have some, each as its title and the names. */
  background(): Promise<readonly LeftIn[]> {
    return this.#parts.closer.leftOfAll()
  }

  /** Brings the last closed session back, dormant, and shows it. */
  reopenLast(): Promise<Result<SessionId>> {
    return this.#parts.closer.reopenLast()
  }

  rename(id: SessionId, title: string): Result<null> {
    const { registry } = this.#parts
    const session = registry.list.find(id)
    if (session === null) return failWith('no-session')
    session.change({ userTitle: cleanTitle(title) || null })
    registry.save('now')
    registry.tell({ kind: 'session', id })
    return succeed(null)
  }

  move(id: SessionId, toIndex: number): Result<null> {
    const { registry } = this.#parts
    const session = registry.list.find(id)
    if (session === null) return failWith('no-session')
    registry.list.move(session, toIndex)
    registry.save('soon')
    registry.tell({ kind: 'order' })
    return succeed(null)
  }

  setActive(id: SessionId): Result<null> {
    const { registry } = this.#parts
    const { list } = registry
    if (list.find(id) === null) return failWith('no-session')
    if (id === list.activeId) return succeed(null)
    list.activeId = id
    registry.showActive()
    registry.save('soon')
    registry.tell({ kind: 'active' })
    return succeed(null)
  }

  /** No session is on show until the user chooses one. */
  showNone(): void {
    const { registry } = this.#parts
    registry.list.activeId = null
    registry.save('soon')
    registry.tell({ kind: 'active' })
  }

  /** The folder as an absolute path, or what is wrong with it in words. */
  checkFolder(folder: string): Promise<Result<AbsolutePath>> {
    return checkFolder(folder, this.#parts.deps.homeFolder)
  }

  /** Asks the user's start files again, and looks for the tools on PATH. */
  async refreshTools(): Promise<void> {
    await this.#parts.installedTools.lookAgain()
  }

  get(id: SessionId): Session | null {
    const state = this.#parts.registry.list.find(id)
    return state === null ? null : this.#sessionOf(state)
  }

  has(id: string): boolean {
    return this.#parts.registry.list.find(id) !== null
  }

  get activeSessionId(): SessionId | null {
    return this.#parts.registry.list.activeId
  }

  /** The session whose tool got this token at its last start; null where there is none. */
  sessionOfToken(token: string): SessionId | null {
    return this.#parts.registry.tokens.sessionOf(token)
  }

  /** The session from which a program made this one, also of one that is closed; null where a user made it. */
  creatorOf(id: SessionId): SessionId | null {
    return this.#parts.registry.list.findAny(id)?.record.createdBy ?? null
  }

  /** The session on show; null where there is none. */
  active(): Session | null {
    const { activeSessionId } = this
    return activeSessionId === null ? null : this.get(activeSessionId)
  }

  /** One session as the window shows it; null where it has no tab. */
  view(id: SessionId): SessionView | null {
    const { registry } = this.#parts
    const session = registry.list.find(id)
    return session === null ? null : registry.viewOf(session)
  }

  /** As `view`, all of them in the order of the tabs. */
  views(): readonly SessionView[] {
    const { registry } = this.#parts
    return registry.list.open.map((session) => registry.viewOf(session))
  }

  /** What waits for a session, as the window shows it; null where it has no tab. */
  queue(id: SessionId): ShownQueue | null {
    const session = this.#parts.registry.list.find(id)
    return session === null ? null : shownQueue(id, session.record.queue, session.queueRevision)
  }

  tools(): readonly ToolView[] {
    return this.#parts.installedTools.views
  }

  recentFolders(): readonly AbsolutePath[] {
    return this.#parts.registry.list.recentFolders
  }

  canReopen(): boolean {
    return this.#parts.registry.list.lastClosed !== null
  }

  /** The sessions that closing or quitting now would cut off. */
  atWork(): readonly SessionView[] {
    return this.views().filter((view) => isAtWork(view.status))
  }

  /** How many sessions wait for the user. */
  waitingCount(): number {
    return this.#parts.registry.waitingCount
  }

  /** @returns a function that ends the subscription */
  onSessionChange(listener: (change: SessionChange) => void): () => void {
    return this.#parts.registry.onChange(listener)
  }

  /** The user looks at the window, or not: the active session counts as seen while they do. */
  setWindowFocused(focused: boolean): void {
    if (focused) this.#parts.git.refreshAll()
    this.#parts.registry.focus(focused)
  }

  /** The machine goes to sleep: everything kept is written. */
  suspend(): void {
    this.#parts.registry.sleeps()
    this.persist()
  }

  /** The machine woke up: the time between is no silence. */
  woke(): void {
    const { deps, registry } = this.#parts
    deps.host.send({ type: 'woke' })
    registry.woke()
  }

  /** Writes everything kept now; prompts that are not on disk yet are on their way there when this returns. */
  persist(): void {
    const { deps, registry } = this.#parts
    registry.save('soon')
    deps.store.flush()
    void deps.store.prompts.flush()
  }

  /** Ends every session's processes (within 5 s), lets the host write its text, writes the stores. Does not throw. */
  shutdown(): Promise<void> {
    return endSessions(this.#parts)
  }

  /** The one face of a session: whoever asks twice gets the same. */
  #sessionOf(state: SessionState): Session {
    const known = this.#sessions.get(state)
    if (known !== undefined) return known
    const session = new Session(state, this.#parts)
    this.#sessions.set(state, session)
    return session
  }
}
