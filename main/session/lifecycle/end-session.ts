import type { HostLink } from '../../pty-host/client/host-link.ts'
import { agentToEnd, untilAgentLeft, type AgentExitDeps } from './agent-exit.ts'
import type { ExitWaiters } from './exit-waiters.ts'
import { typeExitKeys } from './type-exit-keys.ts'
import type { PoliteExit } from '../../process/terminate-tree.ts'
import type { ProcessFacts } from '../../process/process-table.ts'
import type { Runs } from '../../process/runs.ts'
import type { SessionState } from '../state/session-state.ts'
import { within } from '../../base/wait.ts'

export type EndingDeps = AgentExitDeps & {
  readonly host: Pick<HostLink, 'send'>
  readonly runs: Runs
  readonly waiters: ExitWaiters
}

/**
 * Ends everything that a session has started but what is spared, within 5 s; what its tool says last is read before this resolves.
 *
 * @returns what could not be ended
 */
export async function endSession(
  deps: EndingDeps,
  session: SessionState,
  spared: readonly ProcessFacts[],
): Promise<readonly ProcessFacts[]> {
  const { host, runs, waiters, clock } = deps
  const { id } = session
  if (!runs.has(id)) return []
  // A start that is under way would outlive an end that does not see it yet.
  await within(clock, startMs, waiters.untilStarted(id))
  const survivors = await runs.end(id, await politeExitOf(deps, session), spared)
  await within(clock, flushMs, waiters.untilEnded(id))
  if (waiters.isExpected(id)) {
    host.send({ type: 'release', session: id })
    await within(clock, flushMs, waiters.untilEnded(id))
  }
  return survivors
}

/** How its agent is asked to leave, the session's own or one that was started by hand; null where there is none to ask. */
async function politeExitOf(deps: EndingDeps, session: SessionState): Promise<PoliteExit | null> {
  const { host, waiters, clock } = deps
  const { id, tool } = session
  const isUp = (): boolean => waiters.isExpected(id)
  if (!isUp()) return null
  const byHand = tool.kind === 'agent' ? null : await agentToEnd(deps, session)
  const { kind, politeExit } = byHand?.tool ?? tool
  if (kind !== 'agent' || politeExit.length === 0) return null
  return {
    type: () =>
      typeExitKeys(politeExit, clock, (data) => host.send({ type: 'input', session: id, data }), isUp),
    untilEnded: () =>
      byHand === null ? waiters.untilEnded(id) : untilAgentLeft(deps, session, byHand, isUp),
  }
}

/** A host that does not answer a start in this time is not going to. */
const startMs = 1000

/** For the last output of a process that has gone (DESIGN: flush 0.25 s). */
const flushMs = 250
