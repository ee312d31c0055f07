import type { Rule } from '../../../app/screen/rules.ts'
import { signaturesOf } from '../../../app/tool/signatures.ts'
import type { ToolBook } from '../../tools/tool-book.ts'
import type { SessionState } from '../state/session-state.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { RuleBook } from '../../tools/rule-book.ts'

/** Has a session read by the rules that are in force now, in the host and in main. */
export function applyRules(deps: ReadingDeps, session: SessionState): void {
  const rules = deps.rules.of(session.toolInFront)
  session.setRules(rules)
  sendRules(deps, session, rules)
}

/** As `applyRules`, where a session was read by other rules before: what those read is void. */
export function changeRules(
  deps: ReadingDeps & { readonly clock: Pick<Clock, 'dateNow'> },
  registry: Pick<SessionRegistry, 'change'>,
  session: SessionState,
): void {
  applyRules(deps, session)
  registry.change(session.id, (one) => one.hear({ kind: 'rulesChanged', at: deps.clock.dateNow() }))
}

/** Has the host read a session by these rules, and look for agents where another terminal is on show in it. */
export function sendRules(
  deps: Pick<ReadingDeps, 'host' | 'tools'>,
  { id, toolInFront, front }: SessionState,
  rules: readonly Rule[],
): void {
  const agents = front.isCarried ? { agents: signaturesOf(deps.tools.all()) } : {}
  deps.host.send({ type: 'rules', session: id, tool: toolInFront.name, rules, ...agents })
}

/** What a session's rules are taken from, and sent to. */
export type ReadingDeps = {
  readonly host: Pick<HostLink, 'send'>
  readonly rules: Pick<RuleBook, 'of'>
  readonly tools: Pick<ToolBook, 'all'>
}
