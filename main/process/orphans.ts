import type { SessionId } from '../../app/session/session.ts'
import { endLife, type LadderDeps } from './terminate-tree.ts'
import type { Journal } from './run-journal.ts'
import type { ProcessFacts } from './process-table.ts'
import { processesOfLife, type Life } from './process-tree.ts'

/** A run of an earlier app, or of a dead host, whose processes still live. */
export type Orphan = { readonly life: Life; readonly processes: readonly ProcessFacts[] }

/** Which of these runs still have processes. Those that have none are taken out of the journal. */
export async function findOrphans(
  deps: LadderDeps,
  journal: Pick<Journal, 'remove'>,
  lives: readonly Life[],
): Promise<readonly Orphan[]> {
  if (lives.length === 0) return []
  const all = await deps.processes.list()
  return lives.flatMap((life) => {
    const processes = processesOfLife(all, life, [], deps.outsiders)
    if (processes.length > 0) return [{ life, processes }]
    journal.remove(life)
    return []
  })
}

/** Ends the processes of runs that nobody owns any more; returns what could not be ended. */
export async function endOrphans(
  deps: LadderDeps,
  journal: Pick<Journal, 'remove'>,
  lives: readonly Life[],
): Promise<readonly ProcessFacts[]> {
  const ends = lives.map(async (life) => {
    const survivors = await endLife(deps, life, null)
    if (survivors.length === 0) journal.remove(life)
    return survivors
  })
  return (await Promise.all(ends)).flat()
}

/** Which sessions these runs belong to. */
export function sessionsOf(orphans: readonly Orphan[]): ReadonlySet<SessionId> {
  return new Set(orphans.map((orphan) => orphan.life.sessionId))
}
