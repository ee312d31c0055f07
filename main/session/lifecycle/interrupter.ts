import type { SessionId } from '../../../app/session/session.ts'
import { bytesOfKey } from '../../../app/tool/exit-keys.ts'
import { typeExitKeys } from './type-exit-keys.ts'
import type { ProcessControl } from '../../process/process-control.ts'
import type { HostLink } from '../../pty-host/client/host-link.ts'
import type { ProcessFacts } from '../../process/process-table.ts'
import type { Runs } from '../../process/runs.ts'
import type { SessionState } from '../state/session-state.ts'

export type InterrupterDeps = Pick<ProcessControl, 'clock'> & {
  readonly processes: Pick<ProcessControl['processes'], 'signal' | 'bornAt'>
  readonly host: Pick<HostLink, 'send'>
  readonly runs: Pick<Runs, 'tree'>
}

/**
 * Stops what a session's tool does. Each time again within some seconds, while it still works, harder: the tool's own
 * keys, Ctrl-C, then SIGINT, SIGTERM and SIGKILL to the programs that it runs; the tool itself stays.
 */
export function createInterrupter(deps: InterrupterDeps): (session: SessionState) => Promise<void> {
  const { host, clock, processes } = deps
  const last = new Map<SessionId, { readonly at: number; readonly step: number }>()
  return async (session) => {
    const { id } = session
    const type = (data: string): void => host.send({ type: 'input', session: id, data })
    const now = clock.now()
    const { at, step } = last.get(id) ?? { at: Number.NEGATIVE_INFINITY, step: 0 }
    // At rest a second Ctrl-C would end most agents.
    const isAgain = now - at < againMs && session.status.kind === 'working'
    const nextStep = isAgain ? step + 1 : 0
    last.set(id, { at: now, step: nextStep })
    if (nextStep === 0) return typeExitKeys(session.toolInFront.interrupt, clock, type, () => session.isUp)
    if (nextStep === 1) return type(bytesOfKey('ctrl-c'))
    const signal = signals[Math.min(nextStep - 2, signals.length - 1)] ?? 'SIGKILL'
    for (const process of await runByTool(deps, session)) processes.signal(process, signal)
  }
}

/**
 * The programs that a tool has started for what it does now. What began with the tool is left alone: it is the tool, what
 * wraps it, and the servers that it keeps.
 */
async function runByTool(
  { runs, processes }: Pick<InterrupterDeps, 'runs' | 'processes'>,
  { id, status, toolInFront: tool, front, startedAt, process: root }: SessionState,
): Promise<readonly ProcessFacts[]> {
  const tree = await runs.tree(id)
  const ownMs = tool.kind === 'agent' ? (front.agentSince ?? startedAt) + ownStartMs : startedAt
  const since = Math.max(status.since - slackMs, ownMs)
  return tree.filter((process) => process.pid !== root?.pid && processes.bornAt(process) > since)
}

const againMs = 5000
const signals = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const

/** A status is seen later than what it rests on, and some systems tell the birth of a process in whole seconds. */
const slackMs = 2000

/** By then an agent has its servers up. */
const ownStartMs = 3000
