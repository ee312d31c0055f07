import type { Result } from '../../app/base/result.ts'
import type { SessionView, ToolView } from '../../app/ipc/read-model.ts'
import type { AbsolutePath, Mode, SessionId } from '../../app/session/session.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { RuleBook } from '../tools/rule-book.ts'
import type { ToolBook } from '../tools/tool-book.ts'
import type { HostQuestions } from '../pty-host/client/host-questions.ts'
import type { Session } from './session.ts'
import type { SessionPrompts } from './queue/session-prompts.ts'
import type { SessionsStore } from '../store/sessions-store.ts'
import type { Environment } from '../environment/child-environment.ts'
import type { Clock } from '../base/clock.ts'
import type { HostLink } from '../pty-host/client/host-link.ts'
import type { Turns } from '../base/session-lock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { Random } from '../base/random.ts'
import type { Translate } from './translate-port.ts'

/** What the manager needs from outside. */
export type SessionManagerDeps = {
  readonly host: HostLink
  readonly store: SessionsStore
  readonly notices: NoticeBoard
  readonly t: Translate
  readonly clock: Clock
  readonly random: Random
  readonly tools: Pick<ToolBook, 'all' | 'named' | 'onChange' | 'learn'>
  readonly questions: HostQuestions
  /** Prompts and drops take their turns in it: one alone types into a session. Not for as long as a tool answers. */
  readonly typing: Turns
  /** Where images of prompts are kept, absolute. */
  readonly imagesFolder: string
  /** Gets what a listener of the manager's threw. */
  readonly onBug?: (error: unknown) => void
  /** The rules by which statuses are read. */
  readonly rules: Pick<RuleBook, 'of' | 'onChange'>
  /** The app's own environment; what must not reach children is taken out. */
  readonly environment: Readonly<Record<string, string | undefined>>
  /** What lets sessions' children use the sessions of this app. */
  readonly cliEnvironment: Environment
  readonly platform: NodeJS.Platform
  readonly homeFolder: string
  /** Where `running.json` is kept; exists, absolute. */
  readonly dataFolder: string
  readonly appVersion: string
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

/** With what the sessions run. Folders are absolute. */
export type SessionConfig = Pick<
  SessionManagerDeps,
  'homeFolder' | 'dataFolder' | 'imagesFolder' | 'platform' | 'appVersion'
> & {
  /** In the order in which they are offered. */
  readonly tools: readonly ToolConfig[]
}

/** The size of a terminal, in cells. */
export type TerminalSize = { readonly cols: number; readonly rows: number }

/** The sessions: which there are, in which order, which is on show; their starts and their ends. */
export type SessionManager = {
  /** Reads the kept sessions, opens their screens, looks for what an earlier Roost left running. Once, at start. */
  restore(): Promise<void>
  readonly config: SessionConfig
  /** Those with a tab, by id, in the order of the tabs. */
  readonly sessions: ReadonlyMap<SessionId, Session>
  readonly activeSessionId: SessionId | null
  /** How many sessions there ever were: the number in the last id. */
  readonly counter: number
  /**
   * Makes a session, starts its tool, shows it, and keeps it.
   *
   * @param workdir absolute, or with `~` for the home folder
   * @param size of its terminal, until it is shown at another
   * @returns failures: `tool-unknown`, those of `checkFolder` and of the tool's start
   */
  create(toolName: string, workdir: string, size?: TerminalSize): Promise<Result<Session>>
  get(id: SessionId): Session | null
  has(id: string): boolean
  /** The session on show; null where there is none. */
  active(): Session | null
  setActive(id: SessionId): Result<null>
  /** Starts the tool again: with its conversation where it has one, or with a new one. */
  start(id: SessionId, fresh?: boolean): Promise<Result<null>>
  readonly prompts: Pick<SessionPrompts, 'send' | 'change' | 'history' | 'readDraft' | 'saveDraft'>
  /** Between two prompts: how they reach the tool from here on. Failures as `switchMode`. */
  setMode(id: SessionId, mode: Mode): Promise<Result<null>>
  /** What a tool says of itself. Failure: `tool-unknown`. */
  toolHelp(toolName: string): Promise<Result<string>>
  /** `asks`: the session is at work and nobody confirmed. `closed` comes at once; its processes end behind it. */
  close(id: SessionId, options: { readonly confirmed: boolean }): Promise<Result<'closed' | 'asks'>>
  /** Brings the last closed session back, dormant, and shows it. */
  reopenLast(): Promise<Result<SessionId>>
  rename(id: SessionId, title: string): Result<null>
  move(id: SessionId, toIndex: number): Result<null>
  /** The folder as an absolute path, or what is wrong with it in words. */
  checkFolder(folder: string): Promise<Result<AbsolutePath>>
  /** Looks for the tools on PATH again. */
  refreshTools(): Promise<void>

  views(): readonly SessionView[]
  tools(): readonly ToolView[]
  recentFolders(): readonly AbsolutePath[]
  canReopen(): boolean
  /** The sessions that closing or quitting now would cut off. */
  atWork(): readonly SessionView[]
  /** How many sessions wait for the person. */
  waitingCount(): number
  /** @returns a function that ends the subscription */
  onSessionChange(listener: (change: SessionChange) => void): () => void

  /** The person looks at the window, or not: the active session counts as seen while they do. */
  setWindowFocused(focused: boolean): void
  /** The machine goes to sleep: everything kept is written. */
  suspend(): void
  /** The machine woke up: the time between is no silence. */
  woke(): void
  /** Writes everything kept now. */
  persist(): void
  /** Ends every session's processes (within 5 s), lets the host write its text, writes the stores. Does not throw. */
  shutdown(): Promise<void>
}
