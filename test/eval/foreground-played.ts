import { isShellName, type ForegroundProgram } from '../../app/session/foreground.ts'
import { mayBeBehind } from '../../app/tool/agent-in-front.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Clock } from '../../main/base/clock.ts'
import { lookEveryMs, pokedEveryMs, pokedMs } from '../../main/process/foreground-watch.ts'
import { namesOf } from '../record/foreground-names.ts'

/** What `createForegroundWatch` sees on Linux, when it looks, by what a recording says is in front of its terminal. */
export class ForegroundPlayed {
  readonly #deps: ForegroundPlayedDeps
  readonly #isShell: boolean
  readonly #isWatched: boolean
  #program: ForegroundProgram | null = null
  #lookUntil = 0
  #lookedAt = 0
  #cancel: (() => void) | null = null

  constructor(tool: ToolConfig, deps: ForegroundPlayedDeps) {
    this.#deps = deps
    this.#isShell = tool.kind === 'shell'
    this.#isWatched = mayBeBehind(tool)
  }

  /** @param data of the event that says what is in front from now on. Before the first there are no looks. */
  follow(data: string): void {
    this.#program = this.#programOf(namesOf(data))
    if (!this.#isWatched || this.#cancel !== null) return
    this.#lookUntil = this.#deps.clock.now() + pokedMs
    this.#schedule()
  }

  /** Something was noticed in the session. */
  poke(): void {
    if (this.#cancel === null) return
    const now = this.#deps.clock.now()
    this.#lookUntil = now + pokedMs
    if (now >= this.#lookedAt + pokedEveryMs) this.#look()
  }

  end(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #schedule(): void {
    const { clock, isLively } = this.#deps
    this.#cancel = clock.setTimer(() => {
      this.#schedule()
      if (clock.now() <= this.#lookUntil || isLively()) this.#look()
    }, lookEveryMs)
  }

  #look(): void {
    this.#lookedAt = this.#deps.clock.now()
    if (this.#program !== null) this.#deps.tell(this.#program)
  }

  #programOf(names: readonly string[]): ForegroundProgram {
    const [name = ''] = names
    const isShell = names.length === 0 ? this.#isShell : names.length === 1 && isShellName(name)
    return isShell ? { kind: 'shell' } : { kind: 'program', names }
  }
}

export type ForegroundPlayedDeps = {
  readonly clock: Pick<Clock, 'now' | 'setTimer'>
  /** Whether the session is looked at also while nothing is noticed in it. */
  readonly isLively: () => boolean
  /** Is told at each look, changed or not. */
  readonly tell: (program: ForegroundProgram) => void
}
