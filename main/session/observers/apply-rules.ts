import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import type { Rule } from '../../../app/screen/rules.ts'
import { agentInFront } from '../../../app/tool/agent-in-front.ts'
import type { ToolBook } from '../../tools/tool-book.ts'
import type { SessionState } from '../state/session-state.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
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
  const rules = deps.rules.of(session.toolInFront)
  session.setRules(rules)
  sendRules(deps, session, rules)
}

/** Has a session read by the rules of the tool that is in front of its terminal from here on, where that is another one. */
export function followForeground(
  deps: {
    readonly host: Pick<HostLink, 'send'>
    readonly rules: Pick<RuleBook, 'of'>
    readonly tools: Pick<ToolBook, 'all'>
  },
  session: SessionState,
  program: ForegroundProgram,
  at: number,
): void {
  session.foreground(program, at)
  const agent = agentInFront(session.tool, program, deps.tools.all())
  const tool = agent ?? session.tool
  if (tool.name === session.toolInFront.name) return
  const rules = deps.rules.of(tool)
  session.setAgent(agent, rules, at)
  sendRules(deps, session, rules)
}

function sendRules(
  { host }: { readonly host: Pick<HostLink, 'send'> },
  { id, toolInFront }: SessionState,
  rules: readonly Rule[],
): void {
  host.send({ type: 'rules', session: id, tool: toolInFront.name, rules })
}

/** As `applyRules`, where a session was read by other rules before: what those read is void. */
export function changeRules(
  deps: Parameters<typeof applyRules>[0] & { readonly clock: Pick<Clock, 'dateNow'> },
  registry: Pick<SessionRegistry, 'change'>,
  session: SessionState,
): void {
  applyRules(deps, session)
  registry.change(session.id, (one) => one.hear({ kind: 'rulesChanged', at: deps.clock.dateNow() }))
}
