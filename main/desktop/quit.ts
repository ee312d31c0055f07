import type { CutOff } from './questions.ts'

/** What quitting needs of the rest. `stop` has a bound of its own; `exit` ends the process without more events. */
export type QuitParts = {
  readonly sessions: {
    /** The sessions that quitting would cut off. */
    atWork(): readonly { readonly title: string }[]
    /** What else it would end though the user put it into the background. */
    background(): Promise<CutOff['background']>
  }
  /** Asks the user; true to quit and stop them. */
  readonly ask: (cutOff: CutOff) => Promise<boolean>
  /** Ends every session and saves everything. */
  readonly stop: () => Promise<void>
  readonly exit: () => void
  readonly report: (line: string, error?: unknown) => void
}

/** Above the 5 s in which sessions end: a stop that hangs must not keep an app alive that was asked to quit. */
const longestStopMs = 9000

type State = 'running' | 'asking' | 'stopping' | 'gone'

/**
 * The one way out of the app. A user is asked once if sessions are at work; a second wish to quit while the
 * question is open changes nothing. A signal or the system's shutdown asks nobody.
 */
export class Quit {
  readonly #parts: QuitParts
  #state: State = 'running'

  constructor(parts: QuitParts) {
    this.#parts = parts
  }

  /** Whether the app is on its way out. */
  get hasBegun(): boolean {
    return this.#state === 'stopping' || this.#state === 'gone'
  }

  /** A user wants to quit. */
  async request(): Promise<void> {
    if (this.#state !== 'running') return
    this.#state = 'asking'
    const quits = await this.#mayQuit().catch((error: unknown) => {
      this.#parts.report('the question before quitting failed', error)
      return false
    })
    // A signal may have come while the question was open.
    if (this.#state !== 'asking') return
    this.#state = 'running'
    if (quits) await this.now()
  }

  /** Whether nothing is cut off, or the user agrees. */
  async #mayQuit(): Promise<boolean> {
    const background = await this.#parts.sessions.background().catch((error: unknown) => {
      this.#parts.report('looking for programs in the background failed', error)
      return []
    })
    const atWork = this.#parts.sessions.atWork().map(({ title }) => title)
    return (atWork.length === 0 && background.length === 0) || this.#parts.ask({ atWork, background })
  }

  /** Stops and saves everything, then ends the process. Asks nobody. */
  async now(): Promise<void> {
    if (this.hasBegun) return
    this.#state = 'stopping'
    let timer: NodeJS.Timeout | undefined
    const bound = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#parts.report('stopping took too long and was given up')
        resolve()
      }, longestStopMs)
    })
    try {
      await Promise.race([this.#parts.stop(), bound])
    } catch (error) {
      this.#parts.report('stopping failed', error)
    }
    clearTimeout(timer)
    this.#state = 'gone'
    this.#parts.exit()
  }
}
