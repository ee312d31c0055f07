import type { MenuItemConstructorOptions } from 'electron'
import type { Command } from '../../app/ipc/events.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/**
 * The application's menu, or null for none.
 *
 * On Linux and Windows there is none: a menu bar takes Alt and F10, and Electron's default menu takes Ctrl+W, Ctrl+R
 * and others, all of which belong to the program in the terminal. The page handles the app's own keys. On macOS the
 * bar is a must, and Cmd is free of programs: its keys reach the page first and the menu if the page has no use for
 * them.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  t: Translate,
  run: (command: Command) => void,
): MenuItemConstructorOptions[] | null {
  if (platform !== 'darwin') return null
  const item = (label: string, command: Command, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => run(command),
  })
  return [
    { role: 'appMenu' },
    {
      label: t('menu.session'),
      submenu: [
        item(t('menu.new'), 'newSession', 'Cmd+T'),
        item(t('menu.rename'), 'renameSession', 'Cmd+Shift+R'),
        { type: 'separator' },
        item(t('menu.next'), 'nextSession', 'Ctrl+Tab'),
        item(t('menu.previous'), 'previousSession', 'Ctrl+Shift+Tab'),
        { type: 'separator' },
        item(t('menu.composer'), 'focusComposer', 'Cmd+Shift+M'),
        item(t('facts.interrupt'), 'interruptSession', 'Cmd+.'),
        { type: 'separator' },
        item(t('menu.why'), 'whyStatus', 'Cmd+Y'),
        item(t('menu.timeline'), 'timeline', 'Cmd+Shift+Y'),
        { type: 'separator' },
        item(t('menu.close'), 'closeSession', 'Cmd+W'),
        item(t('menu.reopen'), 'reopenSession', 'Cmd+Shift+T'),
      ],
    },
    {
      label: t('menu.edit'),
      // Roles, because they act on whatever has the focus: a field of a dialog too.
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        { type: 'separator' },
        item(t('menu.find'), 'find', 'Cmd+F'),
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        item(t('menu.fontLarger'), 'fontLarger', 'Cmd+Plus'),
        item(t('menu.fontSmaller'), 'fontSmaller', 'Cmd+-'),
        item(t('menu.fontReset'), 'fontReset', 'Cmd+0'),
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    // Without `close`, which would take Cmd+W from the session.
    {
      role: 'window',
      submenu: [{ role: 'minimize' }, { role: 'zoom' }, { type: 'separator' }, { role: 'front' }],
    },
  ]
}
