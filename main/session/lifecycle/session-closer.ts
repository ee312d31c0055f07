import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { isAtWork } from '../../../app/session/status.ts'
import type { ExitWaiters } from './exit-waiters.ts'
import { findLeftPrograms, type LeftProgram } from '../../process/left-programs.ts'
import type { ProcessFactsOf } from '../../process/process-facts.ts'
import type { ProcessFacts } from '../../process/process-table.ts'
import type { ForegroundWatch } from '../../process/foreground-watch.ts'
import type { Runs } from '../../process/runs.ts'
import type { HostedScreens } from '../registry/hosted-screens.ts'
import type { SessionState } from '../state/session-state.ts'
import { endSession } from './end-session.ts'
import type { AgentsByHand } from '../observers/agents-by-hand.ts'
import type { SessionHooks } from '../observers/session-hooks.ts'
import type { SessionNotices } from '../../notices/session-notices.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { SessionsStore } from '../../store/sessions-store.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'

/** What the ends need of the manager's parts. */
export type SessionCloserParts = {
  readonly deps: {
    readonly host: HostLink
    readonly clock: Clock
    readonly store: Pick<SessionsStore, 'mayWrite'>
    /** How much of a session's text is on disk. Does not reject. */
    readonly textBytes: (id: SessionId) => Promise<number>
  }
  readonly registry: SessionRegistry
  readonly screens: HostedScreens
  readonly runs: Runs
  readonly waiters: ExitWaiters
  readonly watch: ForegroundWatch
  readonly say: SessionNotices
  readonly hooks: Pick<SessionHooks, 'forget'>
  readonly agents: Pick<AgentsByHand, 'agentOf' | 'keepGoodbye'>
  readonly lifecycle: SessionLock
  readonly facts: Pick<ProcessFactsOf, 'cliProcessName'>
}

/** A session by its title, and what the user put into its background. */
export type LeftIn = { readonly title: string; readonly names: readonly string[] }

/** `leave`: what the user put into the background goes on, and is nobody's from then on. */
export type CloseOptions = { readonly confirmed: boolean; readonly leave?: boolean }

/** Ends of sessions: closed by the user, with the app, or with a host that died; and the way back of a closed one. */
export class SessionCloser {
  readonly #parts: SessionCloserParts
  /** The ends of closed sessions' tools, and what is to be done behind them. */
  readonly #ending = new Map<SessionId, Promise<unknown>>()
  readonly #closing = new Map<SessionId, Promise<void>>()
  #lost: Promise<void> = Promise.resolve()

  constructor(parts: SessionCloserParts) {
    this.#parts = parts
  }

  /** As `SessionManager.close`. */
  async close(id: SessionId, options: CloseOptions): Promise<Result<'closed' | 'asks'>> {
    const { list } = this.#parts.registry
    if (list.find(id) === null) return failWith('no-session')
    const left = !options.confirmed || options.leave === true ? await this.leftPrograms(id) : []
    const session = list.find(id)
    // The same was asked once more while the processes were looked at, as by keys that are pressed twice.
    if (session === null) return succeed('closed')
    if (!options.confirmed && (isAtWork(session.status) || left.length > 0)) return succeed('asks')
    const spared = options.leave === true ? left : []
    return this.#closeNow(
      id,
      spared.map(({ root }) => root),
    )
  }

  /** The programs that the user put into the background of a session, so that they outlive its terminal. */
  async leftPrograms(id: SessionId): Promise<readonly LeftProgram[]> {
    const { registry, runs } = this.#parts
    const session = registry.list.find(id)
    return session === null || !runs.has(id) ? [] : this.#leftOf(session, await runs.tree(id))
  }

  /** Of all sessions that have some: the title, and the names of the programs. */
  async leftOfAll(): Promise<readonly LeftIn[]> {
    const { registry, runs } = this.#parts
    const sessions = registry.list.open.filter(({ id }) => runs.has(id))
    const trees = await runs.trees(sessions.map(({ id }) => id))
    const all = await Promise.all(
      sessions.map(async (session, at) => {
        const left = await this.#leftOf(session, trees[at] ?? [])
        return { title: registry.viewOf(session).title, names: left.map(({ name }) => name) }
      }),
    )
    return all.filter(({ names }) => names.length > 0)
  }

  #leftOf({ tool }: SessionState, tree: readonly ProcessFacts[]): Promise<readonly LeftProgram[]> {
    return findLeftPrograms(tree, tool.kind === 'agent', this.#parts.facts.cliProcessName)
  }

  #closeNow(id: SessionId, spared: readonly ProcessFacts[]): Result<'closed'> {
    const { deps, registry, watch, say } = this.#parts
    const { list } = registry
    const session = list.find(id)
    if (session === null) return failWith('no-session')
    const before = list.activeId
    session.rest(deps.clock.dateNow())
    list.close(session, deps.clock.dateNow())
    registry.save('now')
    watch.mute(id)
    say.startFailed(id, '', null)
    if (before !== list.activeId) registry.showActive()
    registry.tell({ kind: 'removed', id }, { kind: 'active' }, { kind: 'canReopen' })
    this.#closing.set(id, this.#endClosed(session, spared))
    return succeed('closed')
  }

  /** Resolves when nothing of a session that is being closed runs any more, and nothing is to be started in it. */
  async untilClosed(id: SessionId): Promise<void> {
    await this.#closing.get(id)
  }

  /** As `SessionManager.reopenLast`. */
  async reopenLast(): Promise<Result<SessionId>> {
    const { registry } = this.#parts
    const session = registry.list.lastClosed
    if (session === null) return failWith('nothing-closed')
    const { id } = session
    await this.untilClosed(id)
    if (registry.list.find(id) !== null) return succeed(id)
    registry.list.reopen(session)
    registry.save('now')
    registry.showActive()
    registry.tell({ kind: 'session', id }, { kind: 'active' }, { kind: 'canReopen' })
    return succeed(id)
  }

  /** Forgets what was closed too long ago, or is too much beside the others, its text as well. Does not reject. */
  async forgetExpired(): Promise<void> {
    const { deps, registry } = this.#parts
    const { list } = registry
    // What nobody can write down as gone would be shown at the next start without its text.
    if (!deps.store.mayWrite) return
    const mayGo = (id: SessionId): boolean => !this.#closing.has(id)
    this.#forget(list.prune(deps.clock.dateNow(), mayGo))
    const sizes = await Promise.all(list.closed.map(async (id) => [id, await deps.textBytes(id)] as const))
    this.#forget(list.pruneBytes(new Map(sizes), mayGo))
    registry.save('soon')
  }

  #forget(ids: readonly SessionId[]): void {
    const { registry, screens } = this.#parts
    for (const id of ids) {
      screens.forget(id, true)
      registry.removePrompts(id)
    }
    if (ids.length > 0) registry.tell({ kind: 'canReopen' })
  }

  /** Ends what a host that died left running of these sessions. */
  endLost(ids: readonly SessionId[]): void {
    // The next host may die while these ends are under way.
    const ends = ids.map((id) => this.#parts.runs.end(id, null))
    this.#lost = Promise.allSettled([this.#lost, ...ends]).then(() => undefined)
  }

  /** Resolves when nothing runs any more of what dead hosts left. */
  untilLostEnded(): Promise<void> {
    return this.#lost
  }

  /**
   * Ends what runs in a session, which stays open; what its tool says last is heard before this resolves. To be called
   * in the session's turn in the lock.
   *
   * @returns whether nothing of it runs any more
   */
  stop(session: SessionState): Promise<boolean> {
    return this.#end(session)
  }

  /** Ends every session, and waits for the ends that are under way. Does not reject. */
  async endAll(): Promise<void> {
    const ends = this.#parts.registry.list.open.map((session) => this.#end(session))
    await Promise.allSettled([...ends, ...this.#ending.values(), this.#lost])
  }

  async #endClosed(session: SessionState, spared: readonly ProcessFacts[]): Promise<void> {
    const { registry, lifecycle } = this.#parts
    const { id } = session
    // As long as its tool is ending, nobody else goes on with its conversation.
    const leave = registry.conversations.claim(session)
    const ending = this.#end(session, spared).finally(() => leave?.())
    this.#ending.set(id, ending)
    await ending.finally(() => this.#ending.delete(id))
    registry.save('soon')
    // A start or a change of mode that was under way ends when it sees that the session is closed.
    await lifecycle.run(id, () => this.#forgetClosed(session))
  }

  async #forgetClosed({ record: { id } }: SessionState): Promise<void> {
    const { screens, hooks } = this.#parts
    screens.forget(id, false)
    await hooks.forget(id)
    this.#closing.delete(id)
    await this.forgetExpired()
  }

  async #end(session: SessionState, spared: readonly ProcessFacts[] = []): Promise<boolean> {
    const { deps, registry, runs, waiters, watch, say, agents } = this.#parts
    const { host, clock } = deps
    const { look } = watch
    const survivors = await endSession({ host, runs, waiters, clock, agents, look }, session, spared)
    if (survivors.length > 0) say.survivors(registry.viewOf(session).title, survivors)
    return survivors.length === 0
  }
}
