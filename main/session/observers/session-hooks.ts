import type { HookSource } from '../../hooks/hook-start.ts'
import type { HookGap } from '../../../app/hooks/hook-gap.ts'
import { followHooks } from '../../hooks/follow-hooks.ts'
import { followTranscript } from '../../hooks/follow-transcript.ts'
import { forgetHooks, sweepHooks } from '../../hooks/hook-folder.ts'
import { prepareHooks } from '../../hooks/prepare-hooks.ts'
import type { SessionId } from '../../../app/session/session.ts'
import { parseResumeToken } from '../../../app/tool/command.ts'
import { keepConversation } from './conversation.ts'
import type { PreparedStart } from '../../tools/start-command.ts'
import { openFiles } from '../../process/open-files.ts'
import type { Runs } from '../../process/runs.ts'
import type { SessionState } from '../state/session-state.ts'
import type { SessionNotices } from '../../notices/session-notices.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import { createSessionLock } from '../../base/session-lock.ts'
import type { Clock } from '../../base/clock.ts'
import type { Random } from '../../base/random.ts'

/** What hooks need of the manager's parts. */
export type SessionHooksParts = {
  readonly deps: {
    readonly dataFolder: string
    readonly homeFolder: string
    readonly platform: NodeJS.Platform
    readonly random: Random
    readonly clock: Clock
  }
  readonly registry: SessionRegistry
  readonly runs: Pick<Runs, 'tree'>
  readonly say: Pick<SessionNotices, 'hookGap'>
}

/** A start with its hooks, and where they will tell. */
export type HookedStart = { readonly start: PreparedStart; readonly source: HookSource | null }

/** The hooks of the sessions that run: given with the start, followed while it lasts, gone with it. */
export class SessionHooks {
  readonly #parts: SessionHooksParts
  readonly #stops = new Map<SessionId, () => void>()
  readonly #toldGaps = new Set<string>()
  /** What is made and what is removed for a session takes turns. */
  readonly #lock = createSessionLock()
  /** Those that had a start since the app was started. */
  readonly #begun = new Set<string>()

  constructor(parts: SessionHooksParts) {
    this.#parts = parts
  }

  /** Adds hooks to a start, where its tool has them. Never fails: a session without them is watched all the same. */
  async prepare(
    id: SessionId,
    workdir: string,
    toolName: string,
    start: PreparedStart,
  ): Promise<HookedStart> {
    const { deps, say } = this.#parts
    const { dataFolder, homeFolder, platform, random } = deps
    const { program, args, environment } = start
    this.#begun.add(id)
    const hooked = await this.#lock.run(id, () =>
      prepareHooks(
        { session: id, program, args, environment, workdir },
        { dataFolder, homeFolder, platform },
        random.tail(8),
      ),
    )
    if (hooked.gap !== null && this.#isNews(toolName, hooked.gap)) say.hookGap(toolName, hooked.gap)
    return { start: { ...start, args: hooked.args, environment: hooked.environment }, source: hooked.source }
  }

  /** Listens to a run that begins. */
  follow(session: SessionState, source: HookSource | null): void {
    const { id } = session
    this.stop(id)
    if (source === null) return
    const { registry, deps } = this.#parts
    const stop = followHooks(
      source,
      {
        onEvidence: (evidence) => registry.change(id, (one) => one.hear(evidence)),
        onConversation: (raw) => this.#noteConversation(session, raw),
      },
      deps.clock,
    )
    const stopTranscript =
      source.codexHome === null ? null : this.#followTranscript(session, source.codexHome)
    this.#stops.set(id, () => {
      stop()
      stopTranscript?.()
    })
  }

  /** Whether a run tells by itself which conversation it is in. */
  hears(id: SessionId): boolean {
    return this.#stops.has(id)
  }

  /** The run is over. */
  stop(id: SessionId): void {
    this.#stops.get(id)?.()
    this.#stops.delete(id)
  }

  stopAll(): void {
    for (const stop of this.#stops.values()) stop()
    this.#stops.clear()
  }

  /** Removes what the hooks of a closed session left. Does not reject. */
  async forget(id: SessionId): Promise<void> {
    this.stop(id)
    await this.#lock.run(id, () => forgetHooks(this.#parts.deps.dataFolder, id))
  }

  /** Removes what is left of sessions that are no longer kept. */
  sweep(kept: ReadonlySet<string>): void {
    void sweepHooks(this.#parts.deps.dataFolder, (name) => kept.has(name) || this.#begun.has(name))
  }

  #followTranscript(session: SessionState, codexHome: string): () => void {
    const { deps, runs } = this.#parts
    return followTranscript({
      codexHome,
      clock: deps.clock,
      isWanted: () => session.record.resumeToken === null && session.activity.hadTurn && session.isUp,
      openFiles: async () => {
        const tree = await runs.tree(session.id)
        return openFiles(
          tree.map(({ pid }) => pid),
          deps.platform,
        )
      },
      onConversation: (raw) => this.#noteConversation(session, raw),
    })
  }

  #noteConversation(session: SessionState, raw: string): void {
    const token = parseResumeToken(session.tool, raw)
    if (token.ok) keepConversation(this.#parts.registry, session, token.value)
  }

  #isNews(toolName: string, gap: HookGap): boolean {
    const key = `${toolName} ${gap}`
    if (this.#toldGaps.has(key)) return false
    this.#toldGaps.add(key)
    return true
  }
}
