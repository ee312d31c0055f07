import { join } from 'node:path'
import stripAnsi from 'strip-ansi'
import { findResumeToken } from '../../app/activity/resume.ts'
import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/ipc/errors.ts'
import type { SessionView, ToolView } from '../../app/ipc/read-model.ts'
import type { AbsolutePath, SessionId } from '../../app/session/session.ts'
import { isAtWork } from '../../app/session/status.ts'
import { cleanTitle } from '../../app/terminal/title.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { HostEvent } from '../pty-host/protocol.ts'
import { childEnvironment } from './child-environment.ts'
import type { LadderDeps } from './close-ladder.ts'
import { createExitWaiters } from './exit-waiters.ts'
import { checkFolder } from './folder-check.ts'
import { createForegroundWatch, type ForegroundWatch } from './foreground-watch.ts'
import type { PreparedStart } from './interactive.ts'
import { openJournal } from './journal.ts'
import { findLeftovers, type Leftovers } from './leftovers.ts'
import type { SessionChange, SessionFacts, SessionManager, SessionManagerDeps } from './manager-contract.ts'
import { createProcessTable } from './process-table.ts'
import { followRuns, type Runs } from './runs.ts'
import { Session } from './session.ts'
import { endSession, within } from './session-ending.ts'
import { createSessionNotices, type SessionNotices } from './session-notices.ts'
import { SessionList } from './session-list.ts'
import { StatusTimer } from './status-timer.ts'
import { Screens } from './screens.ts'
import { Toolbox } from './toolbox.ts'

export type { SessionChange, SessionManager, SessionManagerDeps } from './manager-contract.ts'

/*
 * To compose it (main.ts, after the single-instance lock):
 *
 *   const t = translateIn(() => locale)
 *   const notices = createNoticeBoard()
 *   const stores = openElectronStores({ folder: userData, clock: systemClock, notices, t, openFolder })
 *   const host: HostLink = …the pty host's client, which sends `configure` itself…
 *   const manager = createSessionManager({
 *     host, store: stores.sessions, notices, t, clock: systemClock, random: systemRandom,
 *     tools: presets, environment: process.env, platform, homeFolder, dataFolder: userData, appVersion })
 *   const model = createReadModelPublisher({ manager, settings: stores.settings, notices, platform, homeFolder, locale })
 *   await manager.restore()
 *
 * `manager.shutdown()` before the app exits, then `stores.settings.flush()`.
 */

/** Makes the manager; it does nothing before `restore`. */
export function createSessionManager(deps: SessionManagerDeps): SessionManager {
  return new Sessions(deps)
}

/** A resumed conversation that ends this soon, with an error and without any work, was not picked up. */
const failedResumeMs = 20_000
/** The window does not wait longer for what an earlier Roost left running. */
const longestLookMs = 10_000

class Sessions implements SessionManager {
  readonly #deps: SessionManagerDeps
  readonly #list: SessionList
  readonly #say: SessionNotices
  readonly #runs: Runs
  readonly #leftovers: Leftovers
  readonly #watch: ForegroundWatch
  readonly #timer: StatusTimer
  readonly #waiters = createExitWaiters()
  readonly #listeners = new Set<(change: SessionChange) => void>()
  readonly #screens: Screens
  readonly #toolbox: Toolbox
  readonly #starting = new Set<SessionId>()
  readonly #endings = new Map<SessionId, Promise<void>>()
  #isFocused = false
  #isShuttingDown = false
  #suspendedAt: number | null = null
  #recovery: Promise<void> = Promise.resolve()

  constructor(deps: SessionManagerDeps) {
    const { clock, notices, t } = deps
    this.#deps = deps
    this.#list = new SessionList(deps.store.loaded, deps.tools, clock.now())
    this.#screens = new Screens(deps.host, clock)
    this.#toolbox = new Toolbox(deps, () => this.#tell({ kind: 'tools' }))
    const processes = createProcessTable(deps.platform)
    const ladder: LadderDeps = { processes, clock, outsiders: new Set([process.pid]) }
    this.#say = createSessionNotices(notices, t)
    const path = join(deps.dataFolder, 'running.json')
    const journal = openJournal(path, processes.bootId, () => this.#say.journalFailed())
    this.#runs = followRuns(ladder, journal, deps.random)
    const nameOf = (id: SessionId): string | null => {
      const session = this.#list.find(id)
      return session === null ? null : this.#title(session)
    }
    this.#leftovers = findLeftovers({ ladder, journal, notices, t, nameOf })
    this.#timer = new StatusTimer(clock, {
      sessions: () => this.#list.open,
      pass: (session, now) => this.#touch(session, () => session.passTime(now)),
      jump: (session, at, gapMs) =>
        this.#touch(session, () => session.take({ kind: 'clockJump', at, gapMs })),
    })
    this.#watch = createForegroundWatch({
      clock,
      platform: deps.platform,
      isLively: (id) => {
        const kind = this.#list.find(id)?.status.kind
        return id === this.#list.activeId || kind === 'starting' || kind === 'working'
      },
      tell: (id, isShellIdle) => this.#with(id, (session) => session.foreground(isShellIdle, clock.now())),
    })
  }

  async restore(): Promise<void> {
    const { host, clock } = this.#deps
    host.onEvent((event) => this.#hear(event))
    host.onLost((facts) => this.#loseHost(facts.restarts))
    this.#forgetExpired()
    const { activeId } = this.#list
    if (activeId !== null) this.#screens.open(activeId)
    await this.#toolbox.open()
    this.#save('soon')
    await within(clock, longestLookMs, this.#leftovers.look())
  }

  async create(choice: Parameters<SessionManager['create']>[0]): Promise<Result<SessionId>> {
    const { clock, random } = this.#deps
    if (this.#isShuttingDown) return failWith('shutting-down')
    const tool = this.#toolbox.named(choice.toolName)
    if (tool === null) return failWith('tool-unknown')
    const workdir = await this.checkFolder(choice.folder)
    if (!workdir.ok) return workdir
    const start = await this.#prepare(tool, null)
    if (!start.ok) return start
    const at = clock.now()
    const record = {
      id: this.#list.makeId(random),
      toolName: tool.name,
      workdir: workdir.value,
      userTitle: null,
      toolTitle: null,
      mode: 'interactive',
      resumeToken: start.value.resumeToken,
      createdAt: at,
      lastActiveAt: at,
      unseen: false,
      exit: null,
    } as const
    const session = new Session(record, tool, { lastStatus: null, at })
    this.#screens.resize(choice.cols, choice.rows)
    this.#list.add(session)
    this.#list.noteFolder(workdir.value)
    this.#launch(session, start.value, null)
    this.#tell({ kind: 'session', id: record.id }, { kind: 'active' }, { kind: 'recentFolders' })
    return succeed(record.id)
  }

  async start(id: SessionId): Promise<Result<null>> {
    const session = this.#list.find(id)
    if (this.#isShuttingDown) return failWith('shutting-down')
    if (session === null) return failWith('no-session')
    if (session.isUp || this.#starting.has(id)) return failWith('session-running')
    this.#starting.add(id)
    try {
      const start = await this.#checkStart(session)
      if (!start.ok) return start
      if (this.#list.find(id) === null) return failWith('no-session')
      this.#launch(session, start.value, this.#deps.t('separator.restored'))
      this.#tell({ kind: 'session', id })
      return succeed(null)
    } finally {
      this.#starting.delete(id)
    }
  }

  async close(id: SessionId, options: { readonly confirmed: boolean }): Promise<Result<'closed' | 'asks'>> {
    const { clock } = this.#deps
    const session = this.#list.find(id)
    if (session === null) return failWith('no-session')
    if (!options.confirmed && isAtWork(session.status)) return succeed('asks')
    const before = this.#list.activeId
    session.rest(clock.now())
    this.#list.close(session, clock.now())
    this.#save('now')
    this.#watch.unwatch(id)
    if (before !== this.#list.activeId) this.#showActive()
    this.#tell({ kind: 'removed', id }, { kind: 'active' }, { kind: 'canReopen' })
    this.#endings.set(id, this.#endClosed(session))
    return succeed('closed')
  }

  async reopenLast(): Promise<Result<SessionId>> {
    const session = this.#list.lastClosed
    if (session === null) return failWith('nothing-closed')
    const { id } = session.record
    await this.#endings.get(id)
    if (this.#list.find(id) !== null) return succeed(id)
    this.#list.reopen(session)
    this.#save('now')
    this.#showActive()
    this.#tell({ kind: 'session', id }, { kind: 'active' }, { kind: 'canReopen' })
    return succeed(id)
  }

  rename(id: SessionId, title: string): Result<null> {
    const session = this.#list.find(id)
    if (session === null) return failWith('no-session')
    session.change({ userTitle: cleanTitle(title) || null })
    this.#save('now')
    this.#tell({ kind: 'session', id })
    return succeed(null)
  }

  move(id: SessionId, toIndex: number): Result<null> {
    const session = this.#list.find(id)
    if (session === null) return failWith('no-session')
    this.#list.move(session, toIndex)
    this.#save('soon')
    this.#tell({ kind: 'order' })
    return succeed(null)
  }

  setActive(id: SessionId): Result<null> {
    if (this.#list.find(id) === null) return failWith('no-session')
    if (id === this.#list.activeId) return succeed(null)
    this.#list.activeId = id
    this.#showActive()
    this.#save('soon')
    this.#tell({ kind: 'active' })
    return succeed(null)
  }

  checkFolder(folder: string): Promise<Result<AbsolutePath>> {
    return checkFolder(folder, this.#deps.homeFolder)
  }

  async refreshTools(): Promise<void> {
    await this.#toolbox.refresh()
  }

  // A field, so that it can be handed on by itself.
  readonly get = (id: SessionId): SessionFacts | null => {
    const session = this.#list.find(id)
    if (session === null) return null
    const { record, tool, status, program } = session
    return { record, tool, status, program: session.isUp ? program : null }
  }

  has(id: string): boolean {
    return this.#list.find(id) !== null
  }

  activeId(): SessionId | null {
    return this.#list.activeId
  }

  views(): readonly SessionView[] {
    return this.#list.open.map((session) => session.view(this.#deps.homeFolder, this.#deps.t))
  }

  tools(): readonly ToolView[] {
    return this.#toolbox.views
  }

  recentFolders(): readonly AbsolutePath[] {
    return this.#list.recentFolders
  }

  canReopen(): boolean {
    return this.#list.lastClosed !== null
  }

  atWork(): readonly SessionView[] {
    return this.views().filter((view) => isAtWork(view.status))
  }

  waitingCount(): number {
    return this.#list.open.filter((session) => session.status.kind === 'waiting').length
  }

  onSessionChange(listener: (change: SessionChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  setWindowFocused(focused: boolean): void {
    this.#isFocused = focused
    const { activeId } = this.#list
    // Looking is done by the change itself.
    if (focused && activeId !== null) this.#with(activeId, () => undefined)
  }

  suspend(): void {
    this.#suspendedAt = this.#deps.clock.now()
    this.persist()
  }

  woke(): void {
    const now = this.#deps.clock.now()
    this.#deps.host.send({ type: 'woke' })
    if (this.#suspendedAt !== null) this.#timer.jump(now, Math.max(0, now - this.#suspendedAt))
    this.#suspendedAt = null
  }

  persist(): void {
    this.#save('soon')
    this.#deps.store.flush()
  }

  async shutdown(): Promise<void> {
    const { clock, store } = this.#deps
    if (this.#isShuttingDown) return
    this.#isShuttingDown = true
    this.#timer.dispose()
    this.#watch.dispose()
    // First the truth is written: what the tools say while they end is not their last status.
    for (const session of this.#list.open) session.rest(clock.now())
    this.#save('now')
    const ends = this.#list.open.map((session) => this.#end(session))
    await Promise.allSettled([...ends, ...this.#endings.values(), this.#recovery])
    await this.#screens.flush()
    this.#save('now')
    store.flush()
  }

  #hear(event: HostEvent): void {
    const { clock } = this.#deps
    switch (event.type) {
      case 'ready':
        return this.#screens.hostReady()
      case 'spawned': {
        const { session: id, pid } = event
        void this.#runs.confirm(id, pid).then(() => this.#waiters.started(id))
        if (this.#list.find(id)?.tool.kind === 'shell') this.#watch.watch(id, pid)
        return undefined
      }
      case 'spawnFailed':
        this.#waiters.ended(event.session)
        this.#with(event.session, (session) =>
          session.take({ kind: 'startFailed', at: clock.now(), message: event.message }),
        )
        void this.#runs.settle(event.session)
        return undefined
      case 'exit':
        return this.#hearExit(event)
      case 'observed':
        this.#watch.poke(event.session)
        return this.#with(event.session, (session) => session.observe(event.observations, event.at))
      case 'flushed':
        return this.#screens.flushed(event.id)
      case 'diskTrouble':
        return this.#say.diskTrouble(event.message)
      case 'pong':
      case 'text':
      case 'log':
        return undefined
    }
  }

  #hearExit(event: Extract<HostEvent, { type: 'exit' }>): void {
    const { session: id, exitCode, signal, at } = event
    const session = this.#list.findAny(id)
    if (session !== null) this.#noteConversation(session, event.tail)
    this.#watch.unwatch(id)
    this.#waiters.ended(id)
    // Where it is being closed, or the app is, the end was asked for and is no news.
    if (session === null || !session.isUp) return this.#save('soon')
    const isFailure = exitCode !== 0 || signal !== null
    const ranMs = at - session.startedAt
    const isLost = session.begun === 'resumed' && !session.hadTurn && isFailure && ranMs < failedResumeMs
    this.#with(id, () => session.end({ exitCode, signal, at }))
    void this.#runs.settle(id)
    if (isLost) this.#say.conversationLost(id, this.#title(session), () => this.#beginAnew(session))
  }

  /** What a tool tells of its conversation when it ends; one that never began cannot be picked up. */
  #noteConversation(session: Session, tail: string): void {
    const token = findResumeToken(stripAnsi(tail), session.tool, { ended: true })
    const neverBegan =
      session.begun === 'new' && session.tool.resume?.upFrontArgs !== undefined && !session.hadTurn
    if (token !== null) session.change({ resumeToken: token })
    else if (neverBegan) session.change({ resumeToken: null })
  }

  async #beginAnew(session: Session): Promise<void> {
    if (session.isUp) return
    session.change({ resumeToken: null })
    await this.#startOrTell(session.record.id)
  }

  /** A start that nobody waits for: its failure is told where the session is. */
  async #startOrTell(id: SessionId): Promise<void> {
    const started = await this.start(id)
    if (started.ok) return
    const { message, hint } = started.error
    this.#deps.notices.post({ id: `start-${id}`, level: 'error', message, hint, sessionId: id })
  }

  async #prepare(tool: ToolConfig, resumeToken: string | null): Promise<Result<PreparedStart>> {
    const start = await this.#toolbox.prepare(tool, resumeToken)
    if (!(await this.#screens.untilHost())) return failWith('host-gone')
    return this.#isShuttingDown ? failWith('shutting-down') : start
  }

  async #checkStart(session: Session): Promise<Result<PreparedStart>> {
    const { id, workdir, resumeToken } = session.record
    if (this.#toolbox.named(session.record.toolName) === null) return failWith('tool-unknown')
    // What a dead host left is ended before anything takes its place.
    await this.#recovery
    if (await this.#leftovers.has(id)) return failWith('session-left-running')
    const folder = await this.checkFolder(workdir)
    return folder.ok ? this.#prepare(session.tool, resumeToken) : folder
  }

  #launch(session: Session, start: PreparedStart, separator: string | null): void {
    const { host, clock, appVersion, platform } = this.#deps
    const { id, workdir } = session.record
    session.change({ resumeToken: start.resumeToken })
    session.begin(clock.now(), start.begun, start.program)
    this.#save('now')
    const { marker } = this.#runs.begin(id)
    this.#waiters.expect(id)
    this.#screens.open(id)
    const env = childEnvironment(start.environment, { marker, appVersion, platform })
    const request = { file: start.program, args: start.args, cwd: workdir, env }
    host.send({ type: 'spawn', session: id, request, separator })
    this.#timer.arm()
  }

  #showActive(): void {
    const { activeId } = this.#list
    if (activeId === null) return
    this.#screens.open(activeId)
    this.#with(activeId, () => undefined)
  }

  async #end(session: Session): Promise<void> {
    const { host, clock } = this.#deps
    const survivors = await endSession({ host, runs: this.#runs, waiters: this.#waiters, clock }, session)
    if (survivors.length > 0) this.#say.survivors(this.#title(session), survivors)
  }

  async #endClosed(session: Session): Promise<void> {
    const { id } = session.record
    await this.#end(session)
    this.#endings.delete(id)
    this.#screens.forget(id, false)
    this.#forgetExpired()
    this.#save('soon')
  }

  #forgetExpired(): void {
    for (const id of this.#list.prune(this.#deps.clock.now())) {
      this.#screens.forget(id, true)
    }
  }

  #loseHost(restarts: boolean): void {
    const { clock } = this.#deps
    this.#screens.hostLost()
    const lost = this.#list.open.filter((session) => session.isUp).map((session) => session.record.id)
    for (const session of this.#list.open) this.#waiters.ended(session.record.id)
    for (const id of lost) {
      this.#watch.unwatch(id)
      this.#with(id, (session) => session.take({ kind: 'hostLost', at: clock.now() }))
    }
    this.#recovery = Promise.allSettled(lost.map((id) => this.#runs.end(id, null))).then(() => undefined)
    if (!restarts) return this.#say.hostGone()
    if (lost.length === 0) return undefined
    return this.#say.hostLost(async () => {
      const dead = lost.filter((id) => this.#list.find(id)?.isUp === false)
      await Promise.all(dead.map((id) => this.#startOrTell(id)))
    })
  }

  #title(session: Session): string {
    return session.view(this.#deps.homeFolder, this.#deps.t).title
  }

  #with(id: SessionId, change: (session: Session) => void): void {
    const session = this.#list.find(id)
    if (session !== null) this.#touch(session, () => change(session))
  }

  /** Changes a session; what the person sees of it then is kept and told, once. */
  #touch(session: Session, change: () => void): void {
    const { id } = session.record
    const before = shownOf(session)
    change()
    if (this.#isFocused && id === this.#list.activeId) session.seen(this.#deps.clock.now())
    this.#timer.arm()
    if (shownOf(session).every((part, index) => part === before[index])) return
    this.#save('soon')
    this.#tell({ kind: 'session', id })
  }

  #save(when: 'now' | 'soon'): void {
    this.#deps.store.save(this.#list.toFile(), when)
  }

  #tell(...changes: readonly SessionChange[]): void {
    for (const change of changes) for (const listener of this.#listeners) listener(change)
  }
}

function shownOf(session: Session): readonly unknown[] {
  const { status, record } = session
  return [status, record.toolTitle, record.unseen, record.resumeToken]
}
