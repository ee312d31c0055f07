import { failWith } from '../../../app/i18n/failure.ts'
import { succeed, type Result } from '../../../app/base/result.ts'
import type { Mode, SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import type { SessionCloser } from './session-closer.ts'
import type { SessionRegistry } from '../registry/session-registry.ts'
import type { SessionStarter } from './session-starter.ts'

/**
 * Changes how prompts reach a session's tool, between two of them. The process of the old mode is asked to end first, so
 * that it tells its conversation's id, and no two of them have one conversation.
 *
 * @returns failures: `no-session`, `headless-unsupported`, `session-busy`
 */
export async function switchMode(
  parts: {
    readonly clock: Clock
    readonly registry: SessionRegistry
    readonly closer: Pick<SessionCloser, 'stop'>
    readonly starter: Pick<SessionStarter, 'startOrTell'>
  },
  id: SessionId,
  mode: Mode,
): Promise<Result<null>> {
  const { clock, registry, closer, starter } = parts
  const session = registry.list.find(id)
  if (session === null) return failWith('no-session')
  if (session.record.mode === mode) return succeed(null)
  if (mode === 'headless' && session.tool.headless === undefined) return failWith('headless-unsupported')
  if (['starting', 'working', 'waiting'].includes(session.status.kind)) return failWith('session-busy')
  const wasUp = session.isUp
  if (wasUp) await closer.stop(session)
  registry.change(id, (one) => {
    one.rest(clock.now())
    one.change({ mode })
  })
  registry.save('now')
  // Whoever goes back to the terminal wants to see the conversation there.
  if (mode === 'interactive' && session.record.resumeToken !== null) await starter.startOrTell(id)
  return succeed(null)
}
