import { failWith, wordError } from '../../../app/i18n/failure.ts'
import type { Translate } from '../../../app/i18n/translate.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { DiskTrouble, HostEvent } from '../../pty-host/protocol/protocol.ts'
import { followScreen } from '../observers/follow-front.ts'
import type { ReadingDeps } from '../observers/apply-rules.ts'
import { noteConversation } from '../observers/conversation.ts'
import type { ExitWaiters } from './exit-waiters.ts'
import type { ForegroundWatch } from '../../process/foreground-watch.ts'
import { pollUntil } from '../../base/wait.ts'
import type { ProcessFactsOf } from '../../process/process-facts.ts'
import type { Runs } from '../../process/runs.ts'
import type { HostedScreens } from '../registry/hosted-screens.ts'
import type { SessionCloser } from './session-closer.ts'
import type { SessionHooks } from '../observers/session-hooks.ts'
import type { SessionNotices } from '../../notices/session-notices.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionStarter } from './session-starter.ts'
import type { Clock } from '../../base/clock.ts'
import { mayBeBehind } from '../../../app/tool/agent-in-front.ts'
import type { HostLink, HostLossFacts } from '../../pty-host/client/host-link.ts'
import type { ToolBook } from '../../tools/tool-book.ts'

/** Whom the host's events concern. */
export type HostListenerParts = {
  readonly deps: ReadingDeps & {
    readonly host: HostLink
    readonly clock: Clock
    readonly tools: Pick<ToolBook, 'learn'>
    readonly t: Translate
  }
  readonly registry: SessionRegistry
  readonly screens: HostedScreens
  readonly runs: Runs
  readonly waiters: ExitWaiters
  readonly watch: ForegroundWatch
  readonly say: SessionNotices
  readonly hooks: Pick<SessionHooks, 'stop' | 'hears'>
  readonly starter: Pick<SessionStarter, 'startOrTell' | 'startAnew'>
  readonly closer: Pick<SessionCloser, 'endLost'>
  readonly facts: Pick<ProcessFactsOf, 'cliProcessName'>
}

/** Gives what the host says, and its death, to the sessions and to those who wait for it. */
export class HostListener {
  readonly #parts: HostListenerParts
  /** Sessions that a host took with it and that were not started again. */
  readonly #lost = new Set<SessionId>()

  constructor(parts: HostListenerParts) {
    this.#parts = parts
  }

  /** Once, at start. */
  listen(): void {
    const { host } = this.#parts.deps
    host.onEvent((event) => this.#hear(event))
    host.onLost((facts) => this.#loseHost(facts))
  }

  #hear(event: HostEvent): void {
    const { deps, registry, screens, runs, waiters } = this.#parts
    switch (event.type) {
      case 'ready':
        return screens.hostReady()
      case 'spawned': {
        const { session: id, pid } = event
        this.#mend(id)
        void runs.confirm(id, pid).then(() => waiters.started(id))
        void this.#nameProcess(id, pid)
        this.#watchForeground(id, pid)
        return undefined
      }
      case 'spawnFailed': {
        const { error } = failWith('session-not-started', { reason: event.problem })
        const { message } = wordError(deps.t, error)
        waiters.ended(event.session, error)
        registry.change(event.session, (session) =>
          session.hear({ kind: 'startFailed', at: deps.clock.dateNow(), message }),
        )
        void runs.settle(event.session)
        return undefined
      }
      case 'exit':
        return this.#hearExit(event)
      case 'observed':
        return this.#hearObserved(event)
      case 'flushed':
        return screens.flushed(event.id)
      case 'diskTrouble':
        return this.#hearDiskTrouble(event.trouble)
      case 'pong':
      case 'moments':
      case 'text':
      case 'printed':
      case 'frame':
      case 'since':
      case 'pressOutcome':
      case 'log':
        return undefined
    }
  }

  #hearDiskTrouble(trouble: DiskTrouble | null): void {
    const { registry, say } = this.#parts
    if (trouble === null) return say.diskTrouble(null)
    const only = trouble.session === null ? null : registry.list.find(trouble.session)
    const session = only === null ? null : { id: only.id, name: registry.viewOf(only).title }
    return say.diskTrouble({ message: trouble.message, session })
  }

  async #nameProcess(id: SessionId, pid: number): Promise<void> {
    const { deps, facts } = this.#parts
    // A process that is just being started has no command line yet.
    const patience = { everyMs: 100, forMs: 5000 }
    const name = await pollUntil(deps.clock, patience, () => facts.cliProcessName(pid))
    if (name === null) return
    this.#parts.registry.change(id, (session) => {
      if (session.isUp) session.process = { name, pid }
    })
  }

  #watchForeground(id: SessionId, pid: number): void {
    const tool = this.#parts.registry.list.find(id)?.tool
    if (tool !== undefined && mayBeBehind(tool))
      this.#parts.watch.watch(id, { pid, isShell: tool.kind === 'shell' })
  }

  #hearObserved({ session: id, observations, at: toldAt }: Extract<HostEvent, { type: 'observed' }>): void {
    const { deps, registry, watch, say } = this.#parts
    const at = this.#dateOf(toldAt)
    watch.poke(id)
    registry.change(id, (session) => followScreen(deps, session, observations, at))
    const session = registry.list.find(id)
    if (session === null) return
    for (const observation of observations) {
      if (observation.kind === 'slowRule') say.slowRule(session.toolInFront.displayName, observation.rule)
    }
  }

  #hearExit(event: Extract<HostEvent, { type: 'exit' }>): void {
    const { deps, registry, runs, waiters, watch, say, starter, hooks } = this.#parts
    const { session: id, exitCode, signal } = event
    const at = this.#dateOf(event.at)
    const session = registry.list.findAny(id)
    if (session !== null) noteConversation(session, event, { tools: deps.tools, hooks })
    watch.unwatch(id)
    hooks.stop(id)
    waiters.ended(id)
    // Where it is being closed, or the app is, the end was asked for and needs no message.
    if (session === null || !session.isUp) return void registry.save('soon')
    const isFailure = exitCode !== 0 || signal !== null
    const ranMs = at - session.startedAt
    const isLost =
      session.begun === 'resumed' && !session.activity.hadTurn && isFailure && ranMs < failedResumeMs
    registry.change(id, () => session.end({ exitCode, signal, at }))
    void runs.settle(id)
    if (isLost) say.conversationLost(id, registry.viewOf(session).title, () => starter.startAnew(session))
  }

  /** When the host says that something was. Between its word and now the date may have been set. */
  #dateOf(at: number): number {
    const now = this.#parts.deps.clock.dateNow()
    return Math.min(now, Math.max(at, now - longestWayMs))
  }

  #loseHost({ restarts, setAside }: HostLossFacts): void {
    const { deps, registry, screens, waiters, watch, say, starter, closer, hooks } = this.#parts
    const { list } = registry
    screens.hostLost()
    const lost = list.open.filter((session) => session.isUp).map((session) => session.id)
    for (const session of list.open) waiters.ended(session.id)
    for (const id of lost) {
      this.#lost.add(id)
      watch.unwatch(id)
      hooks.stop(id)
      registry.change(id, (session) => session.hear({ kind: 'hostLost', at: deps.clock.dateNow() }))
    }
    closer.endLost(lost)
    const guilty = setAside === null ? null : list.find(setAside.session)
    if (setAside !== null && guilty !== null)
      say.setAside(guilty.id, registry.viewOf(guilty).title, setAside.folder)
    if (!restarts) return say.hostGone()
    if (lost.length === 0) return undefined
    return say.hostLost(async () => {
      const dead = [...this.#lost].filter((id) => list.find(id)?.isUp === false)
      await Promise.all(dead.map((id) => starter.startOrTell(id)))
    })
  }

  /** The offer to start the lost sessions again goes once each of them has been, or is gone. */
  #mend(id: SessionId): void {
    const { registry, say } = this.#parts
    if (!this.#lost.delete(id)) return
    for (const one of this.#lost) if (registry.list.find(one) === null) this.#lost.delete(one)
    if (this.#lost.size === 0) say.hostLossMended()
  }
}

/** A resumed conversation that ends this soon, with an error and without any work, was not picked up. */
const failedResumeMs = 20_000

/** Where a message took longer, main was not there to hear, and silence is no sign either (`StatusTimer`). */
const longestWayMs = 2000
