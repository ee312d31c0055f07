import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import type { SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import { pollUntil } from '../../base/wait.ts'
import { closeBudgetMs } from '../../process/terminate-tree.ts'
import type { AgentByHand, AgentsByHand } from '../observers/agents-by-hand.ts'
import type { SessionState } from '../state/session-state.ts'

export type AgentExitDeps = {
  readonly clock: Clock
  readonly agents: Pick<AgentsByHand, 'agentOf' | 'keepGoodbye'>
  /** What is in front of a terminal now; null where that cannot be known. */
  readonly look: (id: SessionId) => Promise<ForegroundProgram | null>
}

/** The agent that was started by hand in a session and is in front of its terminal now; null where none is. */
export async function agentToEnd(
  { agents, look }: AgentExitDeps,
  session: SessionState,
): Promise<AgentByHand | null> {
  const program = await look(session.id)
  return program === null ? null : agents.agentOf(session, program)
}

/**
 * Resolves when an agent that was asked to leave is no longer in front, and its conversation is kept; the shell runs on.
 *
 * @param isUp whether the shell runs
 */
export async function untilAgentLeft(
  deps: AgentExitDeps,
  session: SessionState,
  agent: AgentByHand,
  isUp: () => boolean,
): Promise<void> {
  const { clock, agents, look } = deps
  const hasLeft = await pollUntil(clock, { everyMs: lookEveryMs, forMs: closeBudgetMs.polite }, async () => {
    if (!isUp()) return true
    const program = await look(session.id)
    return program !== null && agents.agentOf(session, program)?.tool.name !== agent.tool.name ? true : null
  })
  if (hasLeft !== null) await agents.keepGoodbye(session, agent)
}

const lookEveryMs = 50
