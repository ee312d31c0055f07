import type { Terminal } from '@xterm/headless'
import type { HandlerGuard } from './handler-guard.ts'
import { bufferText } from './line-text.ts'
import type { TerminalCore } from './xterm-core.ts'

/** So many lines a program may write between leaving its full screen and its end: a goodbye, and no work. */
const maxGoodbyeLines = 40

/**
 * Remembers what a full-screen program showed last. It takes that screen with it when it ends properly, and the user
 * who comes back to the session looks for just that text.
 */
export class LeftScreen {
  #left: { readonly text: string; linesAfter: number } | null = null

  constructor(terminal: Terminal, core: TerminalCore, guard: HandlerGuard) {
    const { parser } = guard
    // These run before xterm.js switches: the text is still there.
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) => {
      if (params.some(isAlternate)) this.#left = null
      return false
    })
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) => {
      const { active, alt } = core.buffers
      if (params.some(isAlternate) && active === alt)
        this.#left = { text: bufferText(alt, 0, terminal.cols).trimEnd(), linesAfter: 0 }
      return false
    })
    terminal.onLineFeed(
      guard.listener('line feed', () => {
        if (this.#left !== null) this.#left.linesAfter += 1
      }),
    )
  }

  /** The text of the screen with which the program ended, once; empty where it ended in another way. */
  drain(): string {
    const left = this.#left
    this.#left = null
    return left !== null && left.linesAfter <= maxGoodbyeLines ? left.text : ''
  }
}

function isAlternate(param: number | number[]): boolean {
  return param === 47 || param === 1047 || param === 1049
}
