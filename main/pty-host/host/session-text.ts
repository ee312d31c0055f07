import type { Transition } from '../../../app/activity/why.ts'
import type { HostedSession } from './hosted-session.ts'

/** Text on a session's screen; all that is kept: history, scrollback and screen; or the raw end of what was written. */
export async function readText(session: HostedSession, what: 'screen' | 'all' | 'tail'): Promise<string> {
  if (what === 'tail') {
    // What its programs have written and nobody has read yet belongs to it.
    session.program?.readNow()
    // Keys that were typed before go first.
    session.observed.tellNews()
    return session.tail.text()
  }
  session.parseAll()
  const text = session.screen.text(what)
  return what === 'screen' ? text : (await session.kept.historyText()) + text
}

/** Keeps the screen as it is now, with the change of status that it shows. */
export function keepMoment(session: HostedSession, transition: Transition): void {
  session.parseAll()
  session.kept.moments.add(transition, session.screen.text('screen'))
}
