import { failWith, wordError } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import { atConversationLeft, atNewConversation } from '../../../app/session/queue.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { newRecord, type SessionRecord } from '../../../app/session/session-record.ts'
import type { ToolConfig } from '../../../app/tool/tool-config.ts'
import { applyRules, type ReadingDeps } from '../observers/apply-rules.ts'
import { beginsAnew } from '../observers/conversation.ts'
import { childEnvironment, type Environment } from '../../environment/child-environment.ts'
import type { ExitWaiters } from './exit-waiters.ts'
import type { checkFolder } from './check-folder.ts'
import type { PreparedStart } from '../../tools/start-command.ts'
import type { Clock } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { SessionNotices } from '../../notices/session-notices.ts'
import type { Translate } from '../../../app/i18n/translate.ts'
import type { TerminalSize } from '../../../app/terminal/terminal-size.ts'
import type { Runs } from '../../process/runs.ts'
import type { HostedScreens } from '../registry/hosted-screens.ts'
import { SessionState } from '../state/session-state.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { HookedStart, SessionHooks } from '../observers/session-hooks.ts'
import type { InstalledTools } from '../../tools/installed-tools.ts'

/** What the starts need of the manager's parts. */
export type SessionStarterParts = {
  readonly deps: ReadingDeps & {
    readonly clock: Clock
    readonly random: Random
    readonly t: Translate
    readonly homeFolder: string
    readonly appVersion: string
    readonly platform: NodeJS.Platform
    /** What lets sessions' children use the sessions of this app. */
    readonly cliEnvironment: Environment
  }
  readonly registry: SessionRegistry
  readonly screens: HostedScreens
  readonly installedTools: Pick<InstalledTools, 'named' | 'prepare'>
  readonly runs: Runs
  readonly waiters: ExitWaiters
  readonly hooks: Pick<SessionHooks, 'prepare' | 'follow'>
  readonly lifecycle: SessionLock
  readonly say: Pick<SessionNotices, 'startFailed'>
  /** Resolves once nothing of an earlier run is in the way. Failure: `session-left-running`. */
  readonly untilFree: (id: SessionId) => Promise<Result<null>>
  readonly checkFolder: typeof checkFolder
}

/** Starts of tools: of new sessions, and of those that are there, with their conversation where they have one. */
export class SessionStarter {
  readonly #parts: SessionStarterParts
  #isStopped = false

  constructor(parts: SessionStarterParts) {
    this.#parts = parts
  }

  /** As `SessionManager.create`. */
  async create(
    choice: Pick<SessionRecord, 'toolName' | 'createdBy'> & {
      readonly folder: string
      readonly size: TerminalSize | null
    },
  ): Promise<Result<SessionState>> {
    const { deps, registry, screens, installedTools, hooks, checkFolder } = this.#parts
    if (this.#isStopped) return failWith('shutting-down')
    const tool = installedTools.named(choice.toolName)
    if (tool === null) return failWith('tool-unknown')
    const workdir = await checkFolder(choice.folder, deps.homeFolder)
    if (!workdir.ok) return workdir
    const start = await this.#prepare(tool, null)
    if (!start.ok) return start
    const id = registry.list.makeId(deps.random)
    const hooked = await hooks.prepare(id, workdir.value, tool.displayName, start.value)
    if (this.#isStopped) return failWith('shutting-down')
    const at = deps.clock.dateNow()
    const made = { id, toolName: tool.name, workdir: workdir.value, createdBy: choice.createdBy }
    const record = { ...newRecord(made, at), resumeToken: start.value.resumeToken }
    const session = new SessionState(record, tool, { lastStatus: null, at })
    if (choice.size !== null) screens.resize(choice.size)
    registry.list.add(session)
    registry.list.noteFolder(workdir.value)
    this.#launch(session, hooked, null)
    registry.tell({ kind: 'session', id }, { kind: 'active' }, { kind: 'recentFolders' })
    return succeed(session)
  }

  /** As `SessionManager.start`. */
  start(id: SessionId, fresh = false): Promise<Result<null>> {
    return this.#parts.lifecycle.run(id, () => this.#start(id, fresh))
  }

  /**
   * Sees to it that a session's tool runs: starts it, with its conversation where it has one, unless it runs, starts, or
   * needs no terminal. What cannot be started has a status with the reason.
   *
   * @returns once its process is up; failures: those of `SessionManager.start`, `conversation-new` where the tool has no
   *   conversation to pick up, which only the user may begin
   */
  async ensure(id: SessionId): Promise<Result<null>> {
    const { deps, registry, waiters, lifecycle } = this.#parts
    const session = registry.list.find(id)
    const started = await lifecycle.run(id, () => this.#startWhereNeeded(id))
    if (session === null || session.record.mode === 'headless') return started
    if (!started.ok) {
      const { code, message } = wordError(deps.t, started.error)
      if (unstartable.has(code))
        registry.change(id, (one) => one.hear({ kind: 'startFailed', at: deps.clock.dateNow(), message }))
      return started
    }
    await waiters.untilStarted(id)
    const failure = waiters.failureOf(id)
    return failure === null ? started : { ok: false, error: failure }
  }

  /** A start that nobody waits for: its failure is shown at the session. */
  async startOrTell(id: SessionId): Promise<void> {
    this.#tell(id, await this.start(id))
  }

  /** As `startOrTell`, for whoever has the session's turn in the lock already. */
  async startInTurn(id: SessionId): Promise<void> {
    this.#tell(id, await this.#start(id, false))
  }

  /** Starts a session whose conversation cannot be picked up with a new one. */
  async startAnew({ id }: SessionState): Promise<void> {
    await this.#parts.lifecycle.run(id, async () => {
      if (this.#parts.registry.list.find(id)?.isUp === false) this.#tell(id, await this.#start(id, true))
    })
  }

  /** The app ends: no start from here on, also none that is under way. @returns whether this was the first time */
  stop(): boolean {
    const isFirst = !this.#isStopped
    this.#isStopped = true
    return isFirst
  }

  #tell(id: SessionId, started: Result<null>): void {
    const { registry, say } = this.#parts
    const session = registry.list.find(id)
    if (!started.ok && session !== null) say.startFailed(id, registry.viewOf(session).title, started.error)
  }

  async #startWhereNeeded(id: SessionId): Promise<Result<null>> {
    const session = this.#parts.registry.list.find(id)
    if (session === null) return failWith('no-session')
    if (session.record.mode === 'headless' || session.isUp) return succeed(null)
    return beginsAnew(session) ? failWith('conversation-new') : this.#start(id, false)
  }

  async #start(id: SessionId, fresh: boolean): Promise<Result<null>> {
    const { registry } = this.#parts
    const session = registry.list.find(id)
    if (this.#isStopped) return failWith('shutting-down')
    if (session === null) return failWith('no-session')
    if (session.record.mode === 'headless') return failWith('session-headless')
    if (session.isUp) return failWith('session-running')
    const leave = fresh ? () => undefined : registry.conversations.claim(session)
    if (leave === null) return failWith('conversation-in-use')
    try {
      return await this.#startIn(session, fresh)
    } finally {
      leave()
    }
  }

  /** @param fresh whether its conversation is left, and nobody else kept out of it */
  async #startIn(session: SessionState, fresh: boolean): Promise<Result<null>> {
    const { deps, registry, hooks } = this.#parts
    const { record, tool } = session
    const start = await this.#check(session, fresh)
    if (!start.ok) return start
    const hooked = await hooks.prepare(record.id, record.workdir, tool.displayName, start.value)
    if (beginsConversation(tool, start.value)) await this.#leaveConversation(session)
    if (this.#isStopped) return failWith('shutting-down')
    if (registry.list.find(record.id) === null) return failWith('no-session')
    this.#launch(session, hooked, deps.t('separator.restored'))
    registry.tell({ kind: 'session', id: record.id })
    return succeed(null)
  }

  /** What waited for the conversation before is held on disk before the id of the new one is there. */
  async #leaveConversation(session: SessionState): Promise<void> {
    const { registry } = this.#parts
    const { id, queue } = session.record
    const held = atConversationLeft(queue)
    if (held === queue) return
    registry.change(id, (one) => one.change({ queue: held }))
    await registry.promptsWritten(id)
  }

  async #check(session: SessionState, fresh: boolean): Promise<Result<PreparedStart>> {
    const { deps, installedTools, untilFree, checkFolder } = this.#parts
    const { id, workdir, resumeToken } = session.record
    if (installedTools.named(session.record.toolName) === null) return failWith('tool-unknown')
    const free = await untilFree(id)
    if (!free.ok) return free
    const folder = await checkFolder(workdir, deps.homeFolder)
    // Its spelling cannot be mended here.
    if (!folder.ok && folder.error.code === 'folder-missing') return failWith('session-folder-gone')
    return folder.ok ? this.#prepare(session.tool, fresh ? null : resumeToken) : folder
  }

  async #prepare(tool: ToolConfig, resumeToken: string | null): Promise<Result<PreparedStart>> {
    const { screens, installedTools } = this.#parts
    const start = await installedTools.prepare(tool, resumeToken)
    if (!(await screens.untilHost())) return failWith('host-gone')
    return this.#isStopped ? failWith('shutting-down') : start
  }

  #launch(session: SessionState, { start, source }: HookedStart, separator: string | null): void {
    const { deps, registry, runs, waiters, screens, hooks, say } = this.#parts
    const { host, clock, random, appVersion, platform, cliEnvironment } = deps
    const { id, workdir } = session.record
    session.change({ resumeToken: start.resumeToken })
    if (beginsConversation(session.tool, start)) {
      session.change({ queue: atNewConversation(session.record.queue) })
      registry.keepPrompts(session)
    }
    screens.open(id)
    applyRules(deps, session)
    session.begin(clock.dateNow(), start.begun, start.program)
    say.startFailed(id, '', null)
    hooks.follow(session, source)
    if (session.activity.lastTransition !== null) screens.moment(id, session.activity.lastTransition)
    registry.save('now')
    const { marker } = runs.begin(id)
    waiters.expect(id)
    const token = registry.tokens.issue(id, random)
    const facts = { id, marker, token, appVersion, platform, cliEnvironment }
    const env = childEnvironment(start.environment, facts)
    const { kind } = session.tool
    const looks = { keepsLeftScreen: kind === 'agent', isShell: kind === 'shell' }
    const request = { file: start.program, args: start.args, cwd: workdir, env, ...looks }
    host.send({ type: 'spawn', session: id, request, separator })
    registry.followTime(session)
  }
}

function beginsConversation(tool: ToolConfig, start: Pick<PreparedStart, 'begun'>): boolean {
  return start.begun === 'new' && tool.kind === 'agent'
}

/** Failures of a start that are about the tool or its folder: they stay true until somebody does something. */
const unstartable: ReadonlySet<string> = new Set([
  'tool-missing',
  'tool-unknown',
  'session-folder-gone',
  'resume-token',
  'resume-unsupported',
])
