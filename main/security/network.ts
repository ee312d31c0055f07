import type { WebRequest } from 'electron'
import { isPageUrl } from './origin.ts'

/**
 * Cuts the page off the network: every request of its session but those for its own files is cancelled.
 * The content security policy says the same; this also holds for what no policy covers.
 *
 * @param isPackaged developer tools load their own page, which exists only while the app is not packaged
 * @param report gets one line for the log for each refused origin
 */
export function blockNetwork(
  webRequest: Pick<WebRequest, 'onBeforeRequest'>,
  isPackaged: boolean,
  report: (line: string) => void,
): void {
  webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !mayLoad(url, isPackaged)
    if (cancel) report(`refused a request by the page (${url.slice(0, url.indexOf(':') + 1)})`)
    answer({ cancel })
  })
}

/** True for what the page may load: its own files, what it made itself, and developer tools unless packaged. */
export function mayLoad(address: string, isPackaged: boolean): boolean {
  if (isPageUrl(address)) return true
  // Made by the page from bytes it has (a worker, a picture): the policy decides where they may be used.
  if (address.startsWith('blob:')) return isPageUrl(address.slice('blob:'.length))
  return !isPackaged && address.startsWith('devtools://')
}
