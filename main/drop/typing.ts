import type { HostLink } from '../session/host-link.ts'
import type { HostQuestions } from '../session/host-questions.ts'
import type { Typing } from './insert.ts'

/** Types into sessions through the pty host. */
export function typeThrough(host: Pick<HostLink, 'send'>, questions: Pick<HostQuestions, 'screen'>): Typing {
  return {
    paste: (session, text) => host.send({ type: 'paste', session, text }),
    type: (session, data) => host.send({ type: 'input', session, data }),
    readScreen: (session) => questions.screen(session),
  }
}
