import type { BrowserWindow } from 'electron'

/** What of the window tells whether it can be seen. */
export type WatchedWindow = Pick<BrowserWindow, 'isVisible' | 'isMinimized'> & {
  on(event: 'minimize' | 'hide' | 'show' | 'restore', listener: () => void): unknown
  readonly webContents: { on(event: 'did-finish-load', listener: () => void): unknown }
}

/**
 * Calls `tell` when the window is minimised, hidden or shown, and after each load of its page. On macOS Electron tells
 * `hide` and `show` for a window that others cover as well; on Linux and Windows a covered window counts as visible.
 */
export function followVisibility(window: WatchedWindow, tell: (isVisible: boolean) => void): void {
  const hidden = () => tell(false)
  const visible = () => tell(window.isVisible() && !window.isMinimized())
  window.on('minimize', hidden)
  window.on('hide', hidden)
  window.on('show', visible)
  window.on('restore', visible)
  window.webContents.on('did-finish-load', visible)
}
