import type { SessionState } from '../state/session-state.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { RuleBook } from '../../tools/rule-book.ts'

/** Has a session read by the rules that are in force now, in the host and in main. */
export function applyRules(
  deps: {
    readonly host: Pick<HostLink, 'send'>
    readonly rules: Pick<RuleBook, 'of'>
  },
  session: SessionState,
): void {
  const rules = deps.rules.of(session.tool)
  session.setRules(rules)
  deps.host.send({ type: 'rules', session: session.id, rules })
}
