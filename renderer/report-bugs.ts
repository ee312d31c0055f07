import type { Bridge } from '../app/ipc/bridge.ts'

/** As `page:error` takes it. */
const maxChars = 10_000
/** A bug in a render loop would fill the log. */
const maxReports = 50

/** Hands what nobody caught to the log: the page has no other place to leave it. */
export function reportBugs(page: Window, bridge: Pick<Bridge, 'request'>): void {
  let reports = 0
  const report = (what: unknown) => {
    reports += 1
    if (reports > maxReports) return
    const text = what instanceof Error ? (what.stack ?? what.message) : String(what)
    void bridge.request('page:error', { message: text.slice(0, maxChars) })
  }
  page.addEventListener('error', (event) => report(event.error ?? event.message))
  page.addEventListener('unhandledrejection', (event) => report(event.reason))
}
