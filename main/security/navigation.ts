import type { Event, WebContents } from 'electron'

/** What of a page's contents is needed to keep it where it is. */
export type NavigatingContents = Pick<WebContents, 'on' | 'setWindowOpenHandler'>

/**
 * Keeps contents on the page they were loaded with: no navigation, no redirect, no frame of another origin, no
 * webview, no second window. Loads that main itself starts (`loadURL`, `reload`) do not come by these events.
 *
 * @param report gets one line for the log for each thing that was refused
 */
export function denyNavigation(contents: NavigatingContents, report: (line: string) => void): void {
  const refuse = (what: string, address: string) => report(`refused ${what} to ${originOf(address)}`)
  const refuseEvent = (what: string) => (event: Event & { readonly url: string }) => {
    event.preventDefault()
    refuse(what, event.url)
  }
  contents.on('will-navigate', refuseEvent('navigation'))
  contents.on('will-frame-navigate', refuseEvent('frame navigation'))
  contents.on('will-redirect', refuseEvent('redirect'))
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    refuse('webview', '')
  })
  // A link of a terminal is opened by its own request, with its own checks; nothing opens a window by itself.
  contents.setWindowOpenHandler(({ url }) => {
    refuse('window', url)
    return { action: 'deny' }
  })
}

/** Where an address leads, without what it may carry in its path or query: the log is no place for that. */
function originOf(address: string): string {
  if (!URL.canParse(address)) return 'an unreadable address'
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
