import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { Mode, SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionLock } from '../../base/session-lock.ts'
import type { SessionCloser } from './session-closer.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionState } from '../state/session-state.ts'
import type { SessionStarter } from './session-starter.ts'

type Parts = {
  readonly clock: Clock
  readonly registry: SessionRegistry
  readonly closer: Pick<SessionCloser, 'stop' | 'untilLostEnded'>
  readonly starter: Pick<SessionStarter, 'startInTurn'>
  readonly lifecycle: SessionLock
}

/**
 * Changes how prompts reach a session's tool, between two of them. The process of the old mode is asked to end first, so
 * that it tells its conversation's id, and no two of them have one conversation.
 *
 * @returns failures: `no-session`, `headless-unsupported`, `session-busy`, `session-not-ended`
 */
export function switchMode(parts: Parts, id: SessionId, mode: Mode): Promise<Result<null>> {
  return parts.lifecycle.run(id, () => switchInTurn(parts, id, mode))
}

async function switchInTurn(parts: Parts, id: SessionId, mode: Mode): Promise<Result<null>> {
  const { clock, registry, closer, starter } = parts
  const session = registry.list.find(id)
  if (session === null) return failWith('no-session')
  if (session.record.mode === mode) return succeed(null)
  if (mode === 'headless' && session.tool.headless === undefined) return failWith('headless-unsupported')
  if (isBusy(session)) return failWith('session-busy')
  if (session.isUp && !(await closer.stop(session))) return failWith('session-not-ended')
  // What a dead host left is ended before anything takes its place.
  await closer.untilLostEnded()
  if (registry.list.find(id) === null) return failWith('no-session')
  registry.change(id, (one) => {
    one.rest(clock.dateNow())
    one.change({ mode })
  })
  registry.save('now')
  // Whoever goes back to the terminal wants to see the conversation there.
  if (mode === 'interactive' && session.record.resumeToken !== null) await starter.startInTurn(id)
  return succeed(null)
}

/** Whether it works or asks, or a prompt is on its way into it. */
function isBusy({ status, record }: SessionState): boolean {
  const isSending = record.queue.items.some(({ state }) => state.kind === 'delivering')
  return isSending || ['starting', 'working', 'waiting'].includes(status.kind)
}
