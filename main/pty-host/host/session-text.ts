import type { HostedSession } from './hosted-session.ts'

/** Text on a session's screen, or all that is kept: history, scrollback and screen. */
export async function readText(session: HostedSession, what: 'screen' | 'all'): Promise<string> {
  session.parseAll()
  const text = session.screen.text(what)
  return what === 'screen' ? text : (await session.kept.historyText()) + text
}
