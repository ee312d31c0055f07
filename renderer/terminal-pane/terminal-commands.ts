import { maxRequestChars } from '../../app/ipc/contract.ts'
import { fontSizes } from '../../app/store/schema.ts'
import { registerCommand, type PageCommand } from '../keys/commands.ts'
import type { Find } from '../terminal/find.ts'
import { isTextField } from '../keys/capture-keys.ts'
import type { PasteFlow } from './paste-flow.ts'
import type { TerminalPool } from './terminal-pool.ts'
import type { TerminalView } from '../terminal/terminal-view.ts'

/** Answers the commands that act on the terminal on show. @returns what takes them back */
export function registerTerminalCommands(deps: {
  readonly pool: Pick<TerminalPool, 'shown'>
  readonly find: Pick<Find, 'open'>
  readonly paste: Pick<PasteFlow, 'pasteClipboard'>
  readonly fontSize: () => number
  readonly setFontSize: (fontSize: number) => void
  readonly copy: (text: string) => void
}): () => void {
  const shown = (): TerminalView | null => deps.pool.shown.peek()

  // Answered also where there is nothing to do: the key of an app's command never turns into a Ctrl-C.
  const onTerminal = (run: (view: TerminalView) => void) => (): boolean => {
    const view = shown()
    if (view !== null) run(view)
    return view !== null
  }
  // From the menu these come also while the focus is in a field of the window.
  const whileNotEditing = (run: (view: TerminalView) => void) => (): boolean =>
    !isTextField(document.activeElement) && onTerminal(run)()
  const size = (wanted: number) => (): void => {
    const fontSize = Math.min(fontSizes.max, Math.max(fontSizes.min, wanted))
    if (fontSize !== deps.fontSize()) deps.setFontSize(fontSize)
  }

  const answers: readonly (readonly [PageCommand, () => boolean | void])[] = [
    ['copy', whileNotEditing((view) => copySelection(view, deps.copy))],
    [
      'paste',
      whileNotEditing((view) => {
        const session = view.session.peek()
        if (session !== null) void deps.paste.pasteClipboard(session)
      }),
    ],
    ['selectAll', whileNotEditing((view) => view.terminal.selectAll())],
    ['find', onTerminal(() => deps.find.open())],
    ['focusTerminal', onTerminal((view) => view.terminal.focus())],
    ['fontLarger', () => size(deps.fontSize() + 1)()],
    ['fontSmaller', () => size(deps.fontSize() - 1)()],
    ['fontReset', size(fontSizes.first)],
  ]
  const undo = answers.map(([command, run]) => registerCommand(command, run))
  return () => undo.forEach((end) => end())
}

/** Wrapped lines come as one, as they were written. */
function copySelection(view: TerminalView, copy: (text: string) => void): void {
  const text = view.terminal.getSelection()
  if (text !== '') copy(text.slice(0, maxRequestChars))
}
