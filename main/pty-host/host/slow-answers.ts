import type { HostEvent } from '../protocol/protocol.ts'
import type { HostedSession } from './hosted-session.ts'

/** Answers to main that wait for the disk. Each question gets one, also where reading fails. */
export class SlowAnswers {
  readonly #tell: (event: HostEvent) => void

  constructor(tell: (event: HostEvent) => void) {
    this.#tell = tell
  }

  /** Empty where there is nothing to read. @throws what `reading` throws, after the answer */
  async text(id: number, reading: Promise<string> | undefined): Promise<void> {
    let text = ''
    try {
      text = (await reading) ?? ''
    } finally {
      this.#tell({ type: 'text', id, text })
    }
  }

  async moments(id: number, session: HostedSession | undefined): Promise<void> {
    const transitions = (await session?.kept.moments.transitions().catch(() => [])) ?? []
    this.#tell({ type: 'moments', id, transitions })
  }

  async since(id: number, session: HostedSession | undefined): Promise<void> {
    const nothing = { text: '', isScreen: true }
    const since = (await session?.prompts.textSince().catch(() => nothing)) ?? nothing
    this.#tell({ type: 'since', id, ...since })
  }
}
