import type { Transition } from '../../../app/activity/why.ts'
import type { HostedSession } from './hosted-session.ts'

/** Text on a session's screen, or all that is kept: history, scrollback and screen. */
export async function readText(session: HostedSession, what: 'screen' | 'all'): Promise<string> {
  session.parseAll()
  const text = session.screen.text(what)
  return what === 'screen' ? text : (await session.kept.historyText()) + text
}

/** Keeps the screen as it is now, with the change of status that it shows. */
export function keepMoment(session: HostedSession, transition: Transition): void {
  session.parseAll()
  session.kept.moments.add(transition, session.screen.text('screen'))
}
