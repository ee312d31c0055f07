import type { Platform } from '../../app/ipc/read-model.ts'
import type { PageCommand } from './commands.ts'
import { isImeKey } from './ime-key.ts'
import { commandForKey } from './shortcuts.ts'

/**
 * Catches the app's shortcuts before the terminal sees them; every other key goes on to where the focus is.
 *
 * @param deps.run whether a part of the window answered; a key that nobody answered stays with the program
 * @param deps.isBlocked a dialog is open: its keys are its own
 * @returns a function that ends it
 */
export function captureKeys(deps: {
  readonly platform: () => Platform
  readonly isBlocked: () => boolean
  readonly run: (command: PageCommand) => boolean
}): () => void {
  const listening = new AbortController()
  // The release of a key that was taken is not reported to a program that asks for key releases (kitty keyboard).
  const taken = new Set<string>()

  function onKeyDown(event: KeyboardEvent): void {
    taken.delete(event.code)
    if (isImeKey(event) || deps.isBlocked()) return
    const command = commandForKey(event, deps.platform())
    if (command === null || (isTextField(event.target) && editing.has(command))) return
    if (!deps.run(command)) return
    taken.add(event.code)
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  function onKeyUp(event: KeyboardEvent): void {
    if (!taken.delete(event.code)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  const options = { capture: true, signal: listening.signal }
  window.addEventListener('keydown', onKeyDown, options)
  window.addEventListener('keyup', onKeyUp, options)
  return () => listening.abort()
}

/** Whether keys of editing mean a field of the window itself, not the terminal. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target.closest('.xterm') !== null) return false
  return target.matches('input, textarea, select, [contenteditable="true"]')
}

/** In a field of the window these are the field's own. */
const editing: ReadonlySet<PageCommand> = new Set<PageCommand>(['copy', 'paste', 'selectAll'])
