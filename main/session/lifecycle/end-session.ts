import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { Clock } from '../../base/clock.ts'
import type { ExitWaiters } from './exit-waiters.ts'
import { typeExitKeys } from './type-exit-keys.ts'
import type { ProcessFacts } from '../../process/process-table.ts'
import type { Runs } from '../../process/runs.ts'
import type { SessionState } from '../state/session-state.ts'
import { within } from '../../base/wait.ts'

export type EndingDeps = {
  readonly host: Pick<HostLink, 'send'>
  readonly runs: Runs
  readonly waiters: ExitWaiters
  readonly clock: Clock
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
  const { politeExit } = session.tool
  const isUp = (): boolean => waiters.isExpected(id)
  const polite =
    session.tool.kind === 'agent' && politeExit.length > 0 && isUp()
      ? {
          type: () =>
            typeExitKeys(politeExit, clock, (data) => host.send({ type: 'input', session: id, data }), isUp),
          ended: waiters.untilEnded(id),
        }
      : null
  const survivors = await runs.end(id, polite, spared)
  await within(clock, flushMs, waiters.untilEnded(id))
  if (isUp()) {
    host.send({ type: 'release', session: id })
    await within(clock, flushMs, waiters.untilEnded(id))
  }
  return survivors
}

/** A host that does not answer a start in this time is not going to. */
const startMs = 1000

/** For the last output of a process that has gone (DESIGN: flush 0.25 s). */
const flushMs = 250
