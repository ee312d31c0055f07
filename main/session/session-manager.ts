import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import type { SessionView, ToolView } from '../../app/ipc/read-model.ts'
import type { AbsolutePath, Mode, SessionId } from '../../app/session/session.ts'
import { isAtWork } from '../../app/session/status.ts'
import { cleanTitle } from '../../app/terminal/title.ts'
import { checkFolder } from './lifecycle/check-folder.ts'
import type {
  SessionChange,
  SessionConfig,
  SessionManager,
  SessionManagerDeps,
  TerminalSize,
} from './manager-contract.ts'
import { within } from './lifecycle/end-session.ts'
import { Session } from './session.ts'
import type { SessionPrompts } from './queue/session-prompts.ts'
import type { SessionState } from './state/session-state.ts'
import { switchMode } from './lifecycle/mode-switch.ts'
import { composeSessions, type SessionParts } from './session-parts.ts'

export type { SessionChange, SessionManager, SessionManagerDeps } from './manager-contract.ts'

/*
 * To compose it (main.ts, after the single-instance lock):
 *
 *   const t = translateIn(() => locale)
 *   const notices = createNoticeBoard()
 *   const stores = openElectronStores({ folder: userData, clock: systemClock, notices, t, openFolder })
 *   const host: HostLink = …the pty host's client, which sends `configure` itself…
 *   const tools = openToolBook({ settings: stores.settings, notices, t })
 *   const rules = openRuleBook({ settings: stores.settings, tools, t })
 *   const manager = createSessionManager({
 *     host, store: stores.sessions, notices, t, clock: systemClock, random: systemRandom,
 *     tools, rules, questions: createHostQuestions(host, clock), typing: createTurns(),
 *     imagesFolder, environment: process.env, cliEnvironment, platform, homeFolder, dataFolder: userData, appVersion })
 *   const model = createReadModelPublisher({ manager, settings: stores.settings, notices, platform, homeFolder, locale })
 *   await manager.restore()
 *
 * `manager.shutdown()` before the app exits, then `stores.settings.flush()`.
 */

/** Makes the manager; it does nothing before `restore`. */
export function createSessionManager(deps: SessionManagerDeps): SessionManager {
  return new Manager(composeSessions(deps))
}

/** The size of a terminal that nobody has shown yet. */
const firstSize: TerminalSize = { cols: 120, rows: 40 }

/** The window does not wait longer for what an earlier Roost left running. */
const longestLookMs = 10_000

/** The manager's public face. What a start, a close or an event of the host entails is elsewhere. */
class Manager implements SessionManager {
  readonly #parts: SessionParts
  readonly #sessions = new WeakMap<SessionState, Session>()
  #suspendedAt: number | null = null

  constructor(parts: SessionParts) {
    this.#parts = parts
  }

  async restore(): Promise<void> {
    const { deps, registry, screens, toolbox, leftovers, closer, listener, hooks } = this.#parts
    listener.listen()
    closer.forgetExpired()
    hooks.sweep(new Set(registry.list.open.map((session) => session.record.id)))
    const { activeId } = registry.list
    if (activeId !== null) screens.open(activeId)
    await toolbox.open()
    registry.save('soon')
    await within(deps.clock, longestLookMs, leftovers.look())
  }

  get config(): SessionConfig {
    const { homeFolder, dataFolder, imagesFolder, platform, appVersion, tools } = this.#parts.deps
    return { homeFolder, dataFolder, imagesFolder, platform, appVersion, tools: tools.all() }
  }

  get sessions(): ReadonlyMap<SessionId, Session> {
    const { open } = this.#parts.registry.list
    return new Map(open.map((state) => [state.record.id, this.#sessionOf(state)]))
  }

  get counter(): number {
    return this.#parts.registry.list.counter
  }

  async create(toolName: string, workdir: string, size: TerminalSize = firstSize): Promise<Result<Session>> {
    const created = await this.#parts.starter.create({ toolName, folder: workdir, ...size })
    return created.ok ? succeed(this.#sessionOf(created.value)) : created
  }

  start(id: SessionId, fresh = false): Promise<Result<null>> {
    return this.#parts.starter.start(id, fresh)
  }

  get prompts(): SessionPrompts {
    return this.#parts.prompts
  }

  setMode(id: SessionId, mode: Mode): Promise<Result<null>> {
    const { deps, registry, closer, starter } = this.#parts
    return switchMode({ clock: deps.clock, registry, closer, starter }, id, mode)
  }

  async toolHelp(toolName: string): Promise<Result<string>> {
    const { toolbox, deps } = this.#parts
    const tool = toolbox.named(toolName)
    return tool === null ? failWith('tool-unknown') : succeed(await toolbox.help(tool, deps.homeFolder))
  }

  async close(id: SessionId, options: { readonly confirmed: boolean }): Promise<Result<'closed' | 'asks'>> {
    return this.#parts.closer.close(id, options)
  }

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

  checkFolder(folder: string): Promise<Result<AbsolutePath>> {
    return checkFolder(folder, this.#parts.deps.homeFolder)
  }

  async refreshTools(): Promise<void> {
    await this.#parts.toolbox.refresh()
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

  active(): Session | null {
    const { activeSessionId } = this
    return activeSessionId === null ? null : this.get(activeSessionId)
  }

  views(): readonly SessionView[] {
    const { registry } = this.#parts
    return registry.list.open.map((session) => registry.viewOf(session))
  }

  tools(): readonly ToolView[] {
    return this.#parts.toolbox.views
  }

  recentFolders(): readonly AbsolutePath[] {
    return this.#parts.registry.list.recentFolders
  }

  canReopen(): boolean {
    return this.#parts.registry.list.lastClosed !== null
  }

  atWork(): readonly SessionView[] {
    return this.views().filter((view) => isAtWork(view.status))
  }

  waitingCount(): number {
    return this.#parts.registry.list.open.filter((session) => session.status.kind === 'waiting').length
  }

  onSessionChange(listener: (change: SessionChange) => void): () => void {
    return this.#parts.registry.onChange(listener)
  }

  setWindowFocused(focused: boolean): void {
    if (focused) this.#parts.git.refreshAll()
    this.#parts.registry.focus(focused)
  }

  suspend(): void {
    this.#suspendedAt = this.#parts.deps.clock.now()
    this.persist()
  }

  woke(): void {
    const { deps, registry } = this.#parts
    const now = deps.clock.now()
    deps.host.send({ type: 'woke' })
    if (this.#suspendedAt !== null) registry.jump(now, Math.max(0, now - this.#suspendedAt))
    this.#suspendedAt = null
  }

  persist(): void {
    this.#parts.registry.save('soon')
    this.#parts.deps.store.flush()
  }

  async shutdown(): Promise<void> {
    const { deps, registry, screens, watch, starter, closer, hooks, prompts, git } = this.#parts
    if (!starter.stop()) return
    prompts.stop()
    git.dispose()
    registry.dispose()
    watch.dispose()
    // First the truth is written: what the tools say while they end is not their last status.
    for (const session of registry.list.open) session.rest(deps.clock.now())
    registry.save('now')
    await closer.endAll()
    hooks.stopAll()
    await screens.flush()
    registry.save('now')
    deps.store.flush()
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
