import type { SessionId } from '../../../app/session/session.ts'
import type { PromptGiver } from '../delivery/prompt-sender.ts'
import type { SessionState } from '../state/session-state.ts'

/** Sends a tool's own first commands: once a run, when it is ready for its first prompt. */
export class Opener {
  readonly #giver: Pick<PromptGiver, 'type' | 'untilOver'>
  /** When the run of each session began whose first commands were sent, ms since the epoch. */
  readonly #opened = new Map<SessionId, number>()

  constructor(giver: Pick<PromptGiver, 'type' | 'untilOver'>) {
    this.#giver = giver
  }

  /** Whether the tool is ready for its first commands and has not got them. */
  mayOpen({ record, isUp, status, startedAt, tool }: SessionState): boolean {
    const isNew = isUp && status.kind === 'idle' && this.#opened.get(record.id) !== startedAt
    return isNew && tool.autoCommands.length > 0
  }

  /** Sends them, where it may; what the tool does not take it says on its screen. */
  async open(session: SessionState): Promise<void> {
    if (!this.mayOpen(session)) return
    this.#opened.set(session.record.id, session.startedAt)
    for (const text of session.tool.autoCommands) {
      const sent = await this.#giver.type(session, { text, images: [] })
      if (sent.ok) await this.#giver.untilOver(session, sent.value)
    }
  }
}
