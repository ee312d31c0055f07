import type { Command } from '../../app/ipc/events.ts'

type Digit = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9

/**
 * All that a key, a menu entry or a button can ask of the window.
 * `selectSession9` is the last session, as in browsers; the others count from the top.
 */
export type PageCommand =
  | Command
  | `selectSession${Digit}`
  | 'nextWaiting'
  | 'moveSessionUp'
  | 'moveSessionDown'
  | 'focusTerminal'
  | 'focusSessions'
  | 'settings'
  | 'rules'
  | 'tools'

/**
 * Makes `run` the answer to `command` until the returned function is called.
 * The part registered last is asked first; one that returns `false` leaves the command to the one before it.
 */
export function registerCommand(command: PageCommand, run: () => boolean | void): () => void {
  const entry = { run }
  const stack = answers.get(command) ?? []
  answers.set(command, [...stack, entry])
  return () => {
    const rest = (answers.get(command) ?? []).filter((other) => other !== entry)
    if (rest.length > 0) answers.set(command, rest)
    else answers.delete(command)
  }
}

/** Runs a command. @returns whether a part of the window answered it; a key that nobody answered is the program's */
export function runCommand(command: PageCommand): boolean {
  const stack = answers.get(command) ?? []
  return [...stack].reverse().some((entry) => entry.run() !== false)
}

// One registry a page: the parts that answer and the parts that ask must meet without knowing each other.
const answers = new Map<PageCommand, readonly { readonly run: () => boolean | void }[]>()
