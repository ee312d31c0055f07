import { isShellName } from '../../app/session/foreground.ts'
import { toolOfProgram } from '../../app/tool/known-program.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import { programsIn } from '../../main/process/foreground-program.ts'
import type { Foreground } from '../../main/pty-host/program/foreground.ts'

/** Between the names of an `f` event. */
const separator = ' > '

/** Names what is in front of one terminal, as the `f` events of its recording say it. */
export class ForegroundNames {
  #group = 0
  #told: string | null = null

  /**
   * @returns the names of the program in front and of what it has started in its own process group, outermost first and
   *   down to an agent; empty for the process that the terminal was made for; null where that has not changed or cannot be
   *   known
   */
  change(seen: Foreground | null): string | null {
    if (seen === null) return null
    const isNew = seen.group !== this.#group
    this.#group = seen.group
    const names = seen.isOwn ? [] : programsIn(seen.group, isAgent).names
    // Between fork and exec a program has the command line of the shell that starts it.
    const isForked = isNew && names.length === 1 && isShellName(names[0] ?? '')
    const data = names.join(separator)
    if (isForked || (data === '' && !seen.isOwn) || data === this.#told) return null
    this.#told = data
    return data
  }
}

/** What an agent has started is its own affair, as it is to main. */
function isAgent(name: string): boolean {
  return toolOfProgram(name, presets) !== null
}

/** The names in the data of an `f` event; none for the process that the terminal was made for. */
export function namesOf(data: string): readonly string[] {
  return data === '' ? [] : data.split(separator)
}
