import type { SessionManagerDeps } from '../manager-contract.ts'
import type { SessionState } from '../state/session-state.ts'

/** Has a session read by the rules that are in force now, in the host and in main. */
export function applyRules(deps: Pick<SessionManagerDeps, 'host' | 'rules'>, session: SessionState): void {
  const rules = deps.rules.of(session.tool)
  session.setRules(rules)
  const { resume } = session.tool
  // An id that was chosen up front is not looked for: what an agent shows may well speak of another conversation.
  const resumePattern = resume?.upFrontArgs === undefined ? (resume?.pattern ?? null) : null
  deps.host.send({ type: 'rules', session: session.record.id, rules, resumePattern })
}
