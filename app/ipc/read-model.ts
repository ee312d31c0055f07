import type { DoubtView } from '../activity/why.ts'
import type { GitFacts } from '../git/status.ts'
import type { QueueWait } from '../session/queue.ts'
import type { AbsolutePath, Mode, SessionId } from '../session/session.ts'
import type { Status } from '../session/status.ts'
import type { Settings } from '../store/schema.ts'
import type { QueueFacts, ShownQueue } from './queue-view.ts'

/** A session as the window shows it. */
export type SessionView = {
  readonly id: SessionId
  readonly title: string
  /** Of the tool that has its terminal: an agent that was started by hand in a shell, or the tool of the session. */
  readonly toolName: string
  /** Of the same in words, and of both where they differ: "Claude Code in Shell". */
  readonly toolDisplayName: string
  readonly workdir: AbsolutePath
  /** The folder as a user reads it: home as `~`, at most the last two parts. */
  readonly shortFolder: string
  readonly status: Status
  readonly unseen: boolean
  /** Whether the tool would pick up its conversation when it is started again. */
  readonly resumes: boolean
  /**
   * An agent that was started by hand in its shell, by name, and the line that goes on with its conversation; null where
   * none is offered.
   */
  readonly resumeOffer: { readonly agent: string; readonly command: string } | null
  readonly mode: Mode
  /** Whether its tool can run a prompt without a terminal. */
  readonly hasHeadless: boolean
  /** Whether its tool takes images in the mode of now. */
  readonly takesImages: boolean
  /** Of the prompts that wait; the prompts themselves are in the model's `queue` while the session is on show. */
  readonly queue: QueueFacts
  /** Why the first of them is not sent now; null where it is, or none waits. */
  readonly queueWait: QueueWait | null
  /** What git says of its folder; null where there is no repository. */
  readonly git: GitView | null
  /** Why its status is a guess although something claims it; null where it is not doubted. */
  readonly doubt: DoubtView | null
  /** The name of the program that runs, without what starts it; null where none runs, or it is not known yet. */
  readonly process: { readonly name: string; readonly pid: number } | null
}

/** A repository as the window shows it. */
export type GitView = Omit<GitFacts, 'ahead' | 'behind'>

/** A tool that can be chosen in "New session". `found` is false where its command is not on PATH. */
export type ToolView = {
  readonly name: string
  readonly displayName: string
  readonly kind: 'shell' | 'agent' | 'command'
  readonly found: boolean
  /** What a prompt begins with that the tool runs in a shell, where there is such a sign. */
  readonly shellPrefix?: string | undefined
}

/** Something the user should know; stays until dismissed. `actions` are ids that `notice:act` takes. */
export type Notice = {
  readonly id: string
  readonly level: 'info' | 'warning' | 'error'
  readonly message: string
  readonly hint: string
  readonly sessionId: SessionId | null
  readonly actions: readonly { readonly id: string; readonly label: string }[]
}

export type Platform = 'linux' | 'darwin' | 'win32'

/** Everything the window shows, but for the terminals' bytes. */
export type ReadModel = {
  readonly sessions: readonly SessionView[]
  readonly activeId: SessionId | null
  /** What waits for the session on show; null where there is none. */
  readonly queue: ShownQueue | null
  readonly tools: readonly ToolView[]
  readonly recentFolders: readonly AbsolutePath[]
  readonly settings: Settings
  readonly notices: readonly Notice[]
  readonly canReopen: boolean
  readonly platform: Platform
  readonly homeFolder: string
  readonly locale: 'en' | 'ru'
}

/** One change of the read model. */
export type Patch =
  | { readonly kind: 'session'; readonly session: SessionView }
  | { readonly kind: 'sessionRemoved'; readonly id: SessionId }
  | { readonly kind: 'order'; readonly ids: readonly SessionId[] }
  | { readonly kind: 'active'; readonly id: SessionId | null }
  | { readonly kind: 'queue'; readonly queue: ShownQueue | null }
  | { readonly kind: 'tools'; readonly tools: readonly ToolView[] }
  | { readonly kind: 'recentFolders'; readonly folders: readonly AbsolutePath[] }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'notices'; readonly notices: readonly Notice[] }
  | { readonly kind: 'canReopen'; readonly canReopen: boolean }

/** A numbered patch. Numbers rise by one; a gap means that the page must ask for a new snapshot. */
export type NumberedPatch = { readonly seq: number; readonly patch: Patch }

/** The read model after `seq` patches. */
export type Snapshot = { readonly seq: number; readonly model: ReadModel }

/** Applies one patch. A patch for a session that is not known adds it at the end. */
export function applyPatch(model: ReadModel, patch: Patch): ReadModel {
  switch (patch.kind) {
    case 'session': {
      const known = model.sessions.some((s) => s.id === patch.session.id)
      const sessions = known
        ? model.sessions.map((s) => (s.id === patch.session.id ? patch.session : s))
        : [...model.sessions, patch.session]
      return { ...model, sessions }
    }
    case 'sessionRemoved':
      return { ...model, sessions: model.sessions.filter((s) => s.id !== patch.id) }
    case 'order': {
      const place = new Map(patch.ids.map((id, index) => [id, index]))
      const at = (s: SessionView) => place.get(s.id) ?? patch.ids.length
      return { ...model, sessions: [...model.sessions].sort((a, b) => at(a) - at(b)) }
    }
    case 'active':
      return { ...model, activeId: patch.id }
    case 'queue':
      return { ...model, queue: patch.queue }
    case 'tools':
      return { ...model, tools: patch.tools }
    case 'recentFolders':
      return { ...model, recentFolders: patch.folders }
    case 'settings':
      return { ...model, settings: patch.settings }
    case 'notices':
      return { ...model, notices: patch.notices }
    case 'canReopen':
      return { ...model, canReopen: patch.canReopen }
  }
}
