import { useApp } from '../model/app-context.ts'
import { runCommand, type PageCommand } from '../keys/commands.ts'
import { PopupMenu, type MenuItem } from '../dialogs/popup-menu.tsx'
import { shortcutLabel } from '../keys/shortcuts.ts'

type TerminalMenuProps = {
  /** In pixels of the window. */
  readonly at: { readonly x: number; readonly y: number }
  readonly hasSelection: boolean
  readonly isLive: boolean
  readonly onClose: () => void
}

/** The menu of the right mouse button. */
export function TerminalMenu({ at, hasSelection, isLive, onClose }: TerminalMenuProps) {
  const { t, platform } = useApp().state
  const item = (command: PageCommand, label: string, enabled = true): MenuItem => ({
    label,
    shortcut: shortcutLabel(command, platform.value),
    disabled: !enabled,
    run: () => void runCommand(command),
  })
  const items = [
    item('copy', t('terminal.copy'), hasSelection),
    item('paste', t('terminal.paste'), isLive),
    item('selectAll', t('terminal.selectAll')),
    { ...item('find', t('terminal.find')), separated: true },
  ]
  return <PopupMenu label={t('terminal.menu')} at={at} items={items} onClose={onClose} />
}
