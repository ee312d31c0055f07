import { makeSessionId, type AbsolutePath, type SessionId } from '../../../app/session/session.ts'
import { afterRestart } from '../../../app/session/queue.ts'
import type { KeptPrompts } from '../../../app/session/session-record.ts'
import { expiryAt } from '../../../app/store/expiry.ts'
import { sessionsVersion, type SessionsFile, type StoredSession } from '../../../app/store/schema.ts'
import { parseToolConfig, type ToolConfig } from '../../../app/tool/tool-config.ts'
import type { Random } from '../../base/random.ts'
import { SessionState } from '../state/session-state.ts'

/** How long the text of a closed session is kept. */
const closedKeptMs = 7 * 24 * 60 * 60 * 1000
/** More tabs than a user closes in a week of heavy use; each makes the sessions file 0.5 KB longer. */
const maxClosed = 200
/** The text of one takes up to 40 MB, most of it far less: a disk of 32 GB does not notice this much. */
const maxClosedBytes = 500 * 1024 * 1024
const maxRecentFolders = 20

/** Which sessions there are, in which order, which is on show; and the closed ones that can come back. */
export class SessionList {
  activeId: SessionId | null
  /** In the order of the tabs. */
  #order: readonly SessionState[]
  readonly #open: Map<string, SessionState>
  /** In the order in which they were closed. */
  readonly #closed: Map<string, { readonly session: SessionState; readonly closedAt: number }>
  #recentFolders: readonly AbsolutePath[]
  #counter: number
  #seenAt: number | null

  /** @param promptsOf what was kept of a session's prompts */
  constructor(
    file: SessionsFile,
    promptsOf: (id: SessionId) => KeptPrompts,
    tools: readonly ToolConfig[],
    at: number,
  ) {
    const revive = (entry: StoredSession): SessionState =>
      reviveSession(entry, promptsOf(entry.id), tools, at)
    this.#order = file.sessions.filter((entry) => entry.closedAt === null).map(revive)
    this.#open = new Map(this.#order.map((session) => [session.id, session]))
    const closed = file.sessions
      .flatMap((entry) =>
        entry.closedAt === null ? [] : [{ session: revive(entry), closedAt: entry.closedAt }],
      )
      .sort((a, b) => a.closedAt - b.closedAt)
    this.#closed = new Map(closed.map((entry) => [entry.session.id, entry]))
    this.#recentFolders = file.recentFolders
    this.#counter = file.counter
    this.#seenAt = file.seenAt
    const isThere = file.activeId !== null && this.#open.has(file.activeId)
    this.activeId = isThere ? file.activeId : (this.#order[0]?.id ?? null)
  }

  /** In the order of the tabs. */
  get open(): readonly SessionState[] {
    return this.#order
  }

  /** How many sessions there ever were: the number in the last id. */
  get counter(): number {
    return this.#counter
  }

  get recentFolders(): readonly AbsolutePath[] {
    return this.#recentFolders
  }

  get lastClosed(): SessionState | null {
    return [...this.#closed.values()].at(-1)?.session ?? null
  }

  find(id: string): SessionState | null {
    return this.#open.get(id) ?? null
  }

  /** Also among the closed ones, whose processes may still be ending. */
  findAny(id: string): SessionState | null {
    return this.find(id) ?? this.#closed.get(id)?.session ?? null
  }

  /** An id that was never used before. */
  makeId(random: Random): SessionId {
    this.#counter += 1
    return makeSessionId(this.#counter, random.tail(6))
  }

  /** Puts a session at the end of the tabs and on show. */
  add(session: SessionState): void {
    this.#order = [...this.#order, session]
    this.#open.set(session.id, session)
    this.activeId = session.id
  }

  noteFolder(folder: AbsolutePath): void {
    this.#recentFolders = [folder, ...this.#recentFolders.filter((other) => other !== folder)].slice(
      0,
      maxRecentFolders,
    )
  }

  /** Takes a session out of the tabs; where it was on show, its neighbour takes its place. */
  close(session: SessionState, at: number): void {
    const index = this.#order.indexOf(session)
    this.#order = this.#order.filter((other) => other !== session)
    this.#open.delete(session.id)
    this.#closed.set(session.id, { session, closedAt: at })
    if (this.activeId !== session.id) return
    this.activeId = (this.#order[index] ?? this.#order[index - 1])?.id ?? null
  }

  /** Brings a closed session back. */
  reopen(session: SessionState): void {
    this.#closed.delete(session.id)
    this.add(session)
  }

  move(session: SessionState, toIndex: number): void {
    const others = this.#order.filter((other) => other !== session)
    const index = Math.min(toIndex, others.length)
    this.#order = [...others.slice(0, index), session, ...others.slice(index)]
  }

  /**
   * Forgets what was closed too long ago, and of the rest the oldest beyond the limit, and says what that was.
   *
   * @param now a date; one that is ahead for a moment makes nothing old (`expiryAt`)
   * @param mayGo not while its tool is ending
   */
  prune(now: number, mayGo: (id: SessionId) => boolean): readonly SessionId[] {
    const { date, seenAt } = expiryAt(this.#seenAt, now)
    this.#seenAt = seenAt
    const tooMany = this.#closed.size - maxClosed
    return this.#forget(
      [...this.#closed.values()].filter(
        ({ closedAt }, at) => at < tooMany || (date !== null && date - closedAt > closedKeptMs),
      ),
      mayGo,
    )
  }

  /** Of the closed ones, the last first. */
  get closed(): readonly SessionId[] {
    return [...this.#closed.values()].map(({ session }) => session.id).reverse()
  }

  /** Forgets the oldest of those whose text takes more room than the closed ones may, but never the last. */
  pruneBytes(
    bytesOf: ReadonlyMap<SessionId, number>,
    mayGo: (id: SessionId) => boolean,
  ): readonly SessionId[] {
    let bytes = 0
    const tooLarge = this.closed.filter((id, at) => {
      bytes += bytesOf.get(id) ?? 0
      return at > 0 && bytes > maxClosedBytes
    })
    return this.#forget(
      [...this.#closed.values()].filter(({ session }) => tooLarge.includes(session.id)),
      mayGo,
    )
  }

  #forget(
    entries: readonly { readonly session: SessionState }[],
    mayGo: (id: SessionId) => boolean,
  ): readonly SessionId[] {
    const ids = entries.map(({ session }) => session.id).filter(mayGo)
    for (const id of ids) this.#closed.delete(id)
    return ids
  }

  /** As it is kept. */
  toFile(): SessionsFile {
    return {
      version: sessionsVersion,
      counter: this.#counter,
      activeId: this.activeId,
      sessions: [
        ...this.#order.map((session) => session.stored(null)),
        ...[...this.#closed.values()].map(({ session, closedAt }) => session.stored(closedAt)),
      ],
      recentFolders: this.#recentFolders,
      seenAt: this.#seenAt,
    }
  }
}

function reviveSession(
  entry: StoredSession,
  prompts: KeptPrompts,
  tools: readonly ToolConfig[],
  at: number,
): SessionState {
  const { lastStatus, closedAt: _, prompts: __, ...small } = entry
  const tool = tools.find((known) => known.name === entry.toolName) ?? unknownTool(entry.toolName)
  const record = { ...small, ...prompts, queue: afterRestart(prompts.queue) }
  return new SessionState(record, tool, { lastStatus, at })
}

/** A tool that was taken out of the settings: its sessions are shown, and are not started. */
function unknownTool(name: string): ToolConfig {
  const named = parseToolConfig({ name, command: [name] })
  const tool = named.ok
    ? named
    : parseToolConfig({ name: 'unknown', displayName: name, command: ['unknown'] })
  if (!tool.ok) throw new Error(`No tool can be made of the name ${name}`)
  return tool.value
}
