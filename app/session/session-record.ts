import type { PromptDraft, SentPrompt } from './prompt.ts'
import { emptyQueue, type Queue } from './queue.ts'
import type { HandStarted } from './hand-started.ts'
import type { AbsolutePath, ExitFacts, Mode, SessionId } from './session.ts'

/**
 * What Roost keeps of a session: everything but its screen and its process.
 * A record survives the process; times are milliseconds since the epoch.
 */
export type SessionRecord = {
  readonly id: SessionId
  readonly toolName: string
  readonly workdir: AbsolutePath
  /** The name the user gave; wins over the tool's own title. */
  readonly userTitle: string | null
  /** The last title the tool set, cleaned. */
  readonly toolTitle: string | null
  readonly mode: Mode
  readonly resumeToken: string | null
  /** Of an agent that the user started in its shell; undefined and null: none is known. */
  readonly handStarted?: HandStarted | null | undefined
  readonly createdAt: number
  /** The session from which `roost` made it; undefined where the user made it. */
  readonly createdBy?: SessionId | undefined
  readonly lastActiveAt: number
  readonly unseen: boolean
  readonly exit: ExitFacts | null
  readonly queue: Queue
  /** The prompts that were sent, newest last. */
  readonly history: readonly SentPrompt[]
  /** What is written below the terminal and not sent. */
  readonly draft: PromptDraft | null
}

/** What of a record grows with the session's use. */
export type KeptPrompts = Pick<SessionRecord, 'queue' | 'history' | 'draft'>

export const noPrompts: KeptPrompts = { queue: emptyQueue, history: [], draft: null }

/** All of a record that does not grow. */
export function withoutPrompts(record: SessionRecord): Omit<SessionRecord, keyof KeptPrompts> {
  const { queue: _, history: __, draft: ___, ...small } = record
  return small
}

/** A session that has just been made; `at` in ms since the epoch. */
export function newRecord(
  made: Pick<SessionRecord, 'id' | 'toolName' | 'workdir' | 'createdBy'>,
  at: number,
): SessionRecord {
  return {
    ...made,
    userTitle: null,
    toolTitle: null,
    mode: 'interactive',
    resumeToken: null,
    createdAt: at,
    lastActiveAt: at,
    unseen: false,
    exit: null,
    ...noPrompts,
  }
}
