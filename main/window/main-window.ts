import { join } from 'node:path'
import { app, Menu, nativeImage, nativeTheme, type BrowserWindow } from 'electron'
import type { EventChannel } from '../../app/ipc/channels.ts'
import type { MainEvents } from '../../app/ipc/events.ts'
import { currentTheme } from '../desktop/appearance.ts'
import { showWaiting, windowTitle } from '../desktop/badge.ts'
import type { Log } from '../desktop/log.ts'
import { menuTemplate } from '../desktop/menu.ts'
import type { Clock } from '../base/clock.ts'
import type { NoticeBoard } from '../notices/notice-board.ts'
import type { SessionManager } from '../session/session-manager.ts'
import type { Translate } from '../../app/i18n/translate.ts'
import type { SettingsStore } from '../store/settings-store.ts'
import { askingDoctor } from './doctor.ts'
import { keepPageAlive } from './page-health.ts'
import { createReloadReport } from './reload-report.ts'
import { followPlace, openWindow } from './window.ts'
import { followVisibility } from './window-visibility.ts'

/** What the window needs of the rest. */
export type MainWindowDeps = {
  readonly manager: Pick<
    SessionManager,
    'waitingCount' | 'onSessionChange' | 'setWindowFocused' | 'activeSessionId' | 'view' | 'showNone'
  >
  readonly notices: Pick<NoticeBoard, 'post'>
  readonly settings: Pick<SettingsStore, 'read' | 'change' | 'onChange'>
  readonly t: Translate
  readonly log: Log
  readonly clock: Clock
  readonly isUnderTest: boolean
}

/** The window and the way to its page. */
export type MainWindow = {
  readonly window: BrowserWindow
  readonly tell: <C extends EventChannel>(channel: C, payload: MainEvents[C]) => void
  /** To be called with each answer of the page to `page:ping`. */
  readonly pageAnswered: () => void
  /** Keeps where the window is, now. */
  readonly savePlace: () => void
}

/** Opens the window with all that belongs to it: its place, its menu, its title and badge, its page's health. */
export function openMainWindow({
  manager,
  notices,
  settings,
  t,
  log,
  clock,
  isUnderTest,
}: MainWindowDeps): MainWindow {
  const window = openWindow({
    preload: join(import.meta.dirname, 'preload.cjs'),
    title: windowTitle(t, 0),
    background: currentTheme(nativeTheme).background,
    saved: settings.read().window,
    isPackaged: app.isPackaged,
    isUnderTest,
  })
  const tell: MainWindow['tell'] = (channel, payload) => {
    if (!window.isDestroyed()) window.webContents.send(channel, payload)
  }
  const ping = () => tell('page:ping', null)
  const beforeReload = createReloadReport({ manager, notices, t, clock })
  const doctor = askingDoctor(window, { t, log, clock, ping, beforeReload })
  const { answered: pageAnswered } = keepPageAlive(window.webContents, doctor)

  const setMenu = () => {
    const template = menuTemplate(process.platform, t, (command) => tell('command:run', command))
    Menu.setApplicationMenu(template === null ? null : Menu.buildFromTemplate(template))
  }
  setMenu()
  settings.onChange(setMenu)

  window.on('focus', () => manager.setWindowFocused(true))
  window.on('blur', () => manager.setWindowFocused(false))
  followVisibility(window, (isVisible) => tell('window:visible', isVisible))

  const makeImage = (pixels: Buffer, size: number) =>
    nativeImage.createFromBitmap(pixels, { width: size, height: size })
  const places = { platform: process.platform, app, window, makeImage }
  let shown = 0
  manager.onSessionChange(() => {
    const waiting = manager.waitingCount()
    if (waiting === shown) return
    shown = waiting
    showWaiting(places, t, waiting)
  })

  return {
    window,
    tell,
    pageAnswered,
    savePlace: followPlace(window, (place) => settings.change({ window: place })),
  }
}
