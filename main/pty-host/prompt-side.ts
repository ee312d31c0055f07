import type { HostClock } from './host-clock.ts'
import type { History } from './history.ts'
import { KeyHold } from './key-hold.ts'
import type { ScreenFrame } from './protocol.ts'
import type { Screen, TextMark } from './screen.ts'
import { TypedLine } from './typed-line.ts'

/** What a prompt needs of a session: the person's keys held back, what stands on the screen, and what came since. */
export class PromptSide {
  readonly keys: KeyHold
  readonly typed = new TypedLine()
  private readonly screen: Screen
  private readonly history: History
  private mark: { readonly at: TextMark; readonly position: number } | null = null

  constructor(screen: Screen, history: History, clock: HostClock) {
    this.screen = screen
    this.history = history
    this.keys = new KeyHold(clock)
  }

  /** What is to be known before, while and after something is typed; everything that was received is parsed. */
  frame(): ScreenFrame {
    return {
      ...this.screen.promptFrame(),
      bracketedPaste: this.screen.bracketedPaste,
      isAlternate: this.screen.isAlternate,
      hasTyped: this.typed.isBegun,
    }
  }

  /** From here on, the line of the cursor included, text counts as new. */
  setMark(): void {
    this.mark = { at: this.screen.mark(), position: this.history.position }
  }

  /**
   * The text since the mark. `isScreen`: only what is on the screen can be told, because the program draws a full one.
   *
   * @param history what scrolled off since a position
   */
  async textSince(
    history: (position: number) => Promise<string>,
  ): Promise<{ readonly text: string; readonly isScreen: boolean }> {
    const { mark } = this
    if (mark === null || this.screen.isAlternate) return { text: this.screen.text('screen'), isScreen: true }
    const below = this.screen.textFrom(mark.at)
    if (below !== null) return { text: below, isScreen: false }
    const gone = await history(mark.position)
    // The lines that stood above the mark went the same way, before those that are asked for.
    const lines = gone.split('\n').slice(mark.at.linesAbove)
    return { text: lines.join('\n') + this.screen.text('all'), isScreen: false }
  }
}
