import type { App, Session } from 'electron'
import { denyNavigation } from './navigation.ts'
import { blockNetwork } from './network.ts'
import { answerPermissions, type AskedSession } from './permissions.ts'

/** What of a Chromium session is guarded. */
export type GuardedSession = AskedSession &
  Pick<Session, 'webRequest' | 'setSpellCheckerEnabled'> & {
    on(event: 'will-download', listener: Refuse): unknown
  }
type Refuse = (event: { preventDefault(): void }) => void

/**
 * Puts the walls around every page before the first is made: no permissions, no network, no downloads, no spelling
 * service (it downloads dictionaries), no way to another page.
 */
export function guardPages(
  app: Pick<App, 'on'>,
  session: GuardedSession,
  isPackaged: boolean,
  report: (line: string) => void,
): void {
  answerPermissions(session)
  blockNetwork(session.webRequest, isPackaged, report)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents, report))
}
