import type { SessionId } from '../../../app/session/session.ts'
import type { PromptSender } from '../delivery/prompt-sender.ts'
import type { SessionState } from '../state/session-state.ts'

/** Sends a tool's own first commands: once a run, when it is ready for its first prompt. */
export class AutoCommands {
  readonly #sender: Pick<PromptSender, 'send'>
  /** The number of the run of each session whose first commands were sent. */
  readonly #sentTo = new Map<SessionId, number>()

  constructor(sender: Pick<PromptSender, 'send'>) {
    this.#sender = sender
  }

  /** Whether the tool is ready for its first commands and has not got them. */
  isDue({ id, isUp, status, runs, tool, toolInFront }: SessionState): boolean {
    const isReady = isUp && status.kind === 'idle' && toolInFront === tool
    return isReady && this.#sentTo.get(id) !== runs && tool.autoCommands.length > 0
  }

  /** Sends them, where it may; what the tool does not take it says on its screen. */
  async send(session: SessionState): Promise<void> {
    if (!this.isDue(session)) return
    this.#sentTo.set(session.id, session.runs)
    for (const text of session.tool.autoCommands) {
      const options = { isRemembered: false, wantsAnswer: false }
      await this.#sender.send(session, { text, images: [] }, options).done
    }
  }
}
