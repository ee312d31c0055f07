import type { SessionId } from '../../app/session/session.ts'
import { terminateTree } from './terminate-tree.ts'
import type { ProcessControl } from './process-control.ts'
import type { Journal } from './run-journal.ts'
import type { ProcessFacts } from './process-table.ts'
import { processesOfRun, type RunIdentity } from './process-tree.ts'

/** A run of an earlier app, or of a dead host, whose processes still live. */
export type Orphan = { readonly run: RunIdentity; readonly processes: readonly ProcessFacts[] }

/** Which of these runs still have processes. Those that have none are taken out of the journal. */
export async function findOrphans(
  deps: ProcessControl,
  journal: Pick<Journal, 'remove'>,
  runs: readonly RunIdentity[],
): Promise<readonly Orphan[]> {
  if (runs.length === 0) return []
  const all = await deps.processes.list()
  return runs.flatMap((run) => {
    const processes = processesOfRun(all, run, [], deps.excluded)
    if (processes.length > 0) return [{ run, processes }]
    journal.remove(run)
    return []
  })
}

/** Ends the processes of runs that nobody owns any more; returns what could not be ended. */
export async function endOrphans(
  deps: ProcessControl,
  journal: Pick<Journal, 'remove'>,
  runs: readonly RunIdentity[],
): Promise<readonly ProcessFacts[]> {
  const ends = runs.map(async (run) => {
    const survivors = await terminateTree(deps, run, null)
    if (survivors.length === 0) journal.remove(run)
    return survivors
  })
  return (await Promise.all(ends)).flat()
}

/** Which sessions these runs belong to. */
export function sessionsOf(orphans: readonly Orphan[]): ReadonlySet<SessionId> {
  return new Set(orphans.map((orphan) => orphan.run.sessionId))
}
