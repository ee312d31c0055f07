import { BrowserWindow, screen } from 'electron'
import type { Settings } from '../../app/store/schema.ts'
import { pageUrl } from '../security/origin.ts'
import { webPreferencesFor } from '../security/web-preferences.ts'
import { minimumSize, placeWindow } from './window-state.ts'

/** What the window is made from. `preload` is absolute, `background` is `#rrggbb`, shown until the page has drawn. */
export type WindowFacts = {
  readonly preload: string
  readonly title: string
  readonly background: string
  readonly saved: Settings['window']
  readonly isPackaged: boolean
  readonly isUnderTest: boolean
}

/**
 * Opens the app's one window and starts loading the page. It is shown when the page has drawn, or has failed to.
 * The title is main's alone: it counts the sessions that wait.
 */
export function openWindow(facts: WindowFacts): BrowserWindow {
  const workAreas = [
    screen.getPrimaryDisplay().workArea,
    ...screen.getAllDisplays().map((display) => display.workArea),
  ]
  const { x, y, width, height, maximized } = placeWindow(facts.saved, workAreas)
  const window = new BrowserWindow({
    ...(x === null || y === null ? {} : { x, y }),
    width,
    height,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: facts.title,
    backgroundColor: facts.background,
    // Alt and F10 belong to the program in the terminal: on Linux and Windows there is no menu bar at all.
    autoHideMenuBar: false,
    webPreferences: webPreferencesFor(facts),
  })
  if (maximized) window.maximize()
  const show = () => {
    if (!window.isVisible()) window.show()
  }
  window.once('ready-to-show', show)
  window.webContents.once('did-fail-load', show)
  window.on('page-title-updated', (event) => event.preventDefault())
  // A load that fails causes `did-fail-load`, which is watched; the promise says the same again.
  window.loadURL(pageUrl).catch(() => undefined)
  return window
}

/**
 * Tells `save` where the window is, a moment after it has come to rest.
 *
 * @returns a function that tells it at once
 */
export function followPlace(window: BrowserWindow, save: (place: Settings['window']) => void): () => void {
  let timer: NodeJS.Timeout | null = null
  const saveNow = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (!window.isDestroyed() && !window.isMinimized()) {
      save({ bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    }
  }
  const saveSoon = () => {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(saveNow, restMs)
  }
  window.on('resize', saveSoon)
  window.on('move', saveSoon)
  window.on('maximize', saveSoon)
  window.on('unmaximize', saveSoon)
  window.on('closed', () => {
    if (timer !== null) clearTimeout(timer)
  })
  return saveNow
}

/** Brings the window before the user, wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A drag of a window's edge sends dozens of events a second; its end is what is kept. */
const restMs = 400
