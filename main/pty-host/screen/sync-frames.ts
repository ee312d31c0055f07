import type { GuardedParser } from './handler-guard.ts'
import type { TerminalCore } from './xterm-core.ts'

/** After so long a frame that has not ended is shown as it is, as xterm.js does in the page. */
const maxFrameMs = 1000

/** The frames that a program draws between the marks of DEC 2026. */
export class SyncFrames {
  readonly #core: TerminalCore
  readonly #now: () => number
  #since = Number.NEGATIVE_INFINITY
  #ended = 0

  /** @param now a clock in ms; without one a frame has no longest time */
  constructor(parser: GuardedParser, core: TerminalCore, now: () => number = () => 0) {
    this.#core = core
    this.#now = now
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
      if (params.includes(2026)) this.#since = this.#now()
      return false
    })
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
      if (params.includes(2026)) this.#ended += 1
      return false
    })
  }

  /** Whether the program is inside a frame that is to be shown as a whole. */
  get isInside(): boolean {
    const { synchronizedOutput } = this.#core.coreService.decPrivateModes
    return synchronizedOutput && this.#now() - this.#since < maxFrameMs
  }

  /** How many frames have ended. */
  get ended(): number {
    return this.#ended
  }
}
