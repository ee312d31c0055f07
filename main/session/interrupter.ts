import type { SessionId } from '../../app/session/session.ts'
import { bytesOfKey } from '../../app/tool/exit-keys.ts'
import { sayExit } from './interactive.ts'
import type { SessionManagerDeps } from './manager-contract.ts'
import type { SessionState } from './session-state.ts'

/** Stops what a session's tool does, with the tool's own keys; a second time within some seconds by Ctrl-C. */
export function createInterrupter({
  host,
  clock,
}: Pick<SessionManagerDeps, 'host' | 'clock'>): (session: SessionState) => Promise<void> {
  const lastAt = new Map<SessionId, number>()
  return async (session) => {
    const { id } = session.record
    const type = (data: string): void => host.send({ type: 'input', session: id, data })
    const now = clock.now()
    const isAgain = now - (lastAt.get(id) ?? Number.NEGATIVE_INFINITY) < againMs
    lastAt.set(id, now)
    // At rest a second Ctrl-C would end most agents.
    if (isAgain && session.status.kind === 'working') return type(bytesOfKey('ctrl-c'))
    await sayExit(session.tool.interrupt, clock, type, () => session.isUp)
  }
}

const againMs = 5000
