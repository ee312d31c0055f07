import type { App, BrowserWindow, PowerMonitor } from 'electron'
import type { Quit } from './quit.ts'

/** Where a wish to quit comes from. */
export type QuitSources = {
  readonly app: Pick<App, 'on'>
  readonly window: Pick<BrowserWindow, 'on' | 'hide'>
  readonly powerMonitor: Pick<PowerMonitor, 'on'>
  readonly process: Pick<NodeJS.Process, 'on' | 'platform' | 'removeAllListeners'>
}

/**
 * Leads every wish to quit into `quit`. Closing the window quits, but on macOS, where it hides it: the sessions go
 * on and the Dock brings it back.
 */
export function followQuitEvents(sources: QuitSources, quit: Quit): void {
  const { app, window, powerMonitor, process } = sources
  app.on('before-quit', (event) => {
    event.preventDefault()
    void quit.request()
  })
  // The app ends by its own hand only, after everything is saved.
  app.on('window-all-closed', () => undefined)
  window.on('close', (event) => {
    event.preventDefault()
    if (process.platform === 'darwin' && !quit.hasBegun) window.hide()
    else void quit.request()
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    // The store's library listens too, from before Electron was ready, and would end the process at once. Electron
    // has put its own handler over that one meanwhile; only a first listener takes the signal back from it.
    process.removeAllListeners(signal)
    process.on(signal, () => void quit.now())
  }
  // Windows tells its windows, macOS and Linux the power monitor. Nobody is there to be asked.
  window.on('session-end', () => void quit.now())
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault()
    void quit.now()
  })
}
