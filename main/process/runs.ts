import type { SessionId } from '../../app/session/session.ts'
import { terminateTree, type PoliteExit } from './terminate-tree.ts'
import type { ProcessControl } from './process-control.ts'
import type { Journal } from './run-journal.ts'
import { findOrphans } from './orphans.ts'
import type { ProcessFacts } from './process-table.ts'
import { processesOfRun, type RunIdentity } from './process-tree.ts'
import type { Random } from '../base/random.ts'

/**
 * The runs of each session whose processes may still live: the one of now, and earlier ones that left something in
 * the background when their first process ended.
 */
export type Runs = {
  /** Notes a run before it starts, so that it is found whatever happens from here on. */
  begin(id: SessionId): RunIdentity
  /** Its first process is up. */
  confirm(id: SessionId, pid: number): Promise<void>
  /** Its first process has ended by itself: the run is forgotten unless something of it still runs. Never rejects. */
  settle(id: SessionId): Promise<void>
  has(id: SessionId): boolean
  /** All processes of all runs of a session that live now. */
  tree(id: SessionId): Promise<readonly ProcessFacts[]>
  /** As `tree`, of several sessions in their order, by one look at the processes of the machine. */
  trees(ids: readonly SessionId[]): Promise<readonly (readonly ProcessFacts[])[]>
  /**
   * Ends all processes of all runs of a session, but those that are spared with what they started: they are nobody's
   * from then on. Returns what could not be ended.
   */
  end(
    id: SessionId,
    politeExit: PoliteExit | null,
    spared?: readonly ProcessFacts[],
  ): Promise<readonly ProcessFacts[]>
}

/** Follows the runs that this app starts, and notes them in the journal. */
export function followRuns(deps: ProcessControl, journal: Journal, random: Random): Runs {
  const bySession = new Map<SessionId, readonly RunIdentity[]>()
  const runsOf = (id: SessionId): readonly RunIdentity[] => bySession.get(id) ?? []
  const replace = (id: SessionId, runs: readonly RunIdentity[]): void => {
    if (runs.length === 0) bySession.delete(id)
    else bySession.set(id, runs)
  }
  const drop = (id: SessionId, gone: RunIdentity): void => {
    const left = runsOf(id).filter((run) => run.marker !== gone.marker)
    replace(id, left)
    journal.remove(gone)
  }

  const trees: Runs['trees'] = async (ids) => {
    const all = await deps.processes.list().catch(() => [])
    return ids.map((id) => runsOf(id).flatMap((run) => processesOfRun(all, run, [], deps.excluded)))
  }

  return {
    begin(sessionId) {
      const run: RunIdentity = { sessionId, marker: random.tail(markerLength), pid: null, startTime: null }
      replace(sessionId, [...runsOf(sessionId), run])
      journal.put(run)
      return run
    },
    async confirm(id, pid) {
      const facts = await deps.processes.find(pid).catch(() => null)
      const run = runsOf(id).at(-1)
      if (run === undefined || run.pid !== null) return
      const confirmed: RunIdentity = { ...run, pid, startTime: facts?.startTime ?? null }
      replace(id, [...runsOf(id).slice(0, -1), confirmed])
      journal.put(confirmed)
    },
    async settle(id) {
      const runs = runsOf(id)
      const left = await findOrphans(deps, journal, runs).catch(() => null)
      // Where nobody can look, nothing is forgotten: the end of the session looks again.
      if (left === null) return
      const gone = runs.filter((run) => !left.some((orphan) => orphan.run === run))
      for (const run of gone) drop(id, run)
    },
    has: (id) => bySession.has(id),
    tree: async (id) => (await trees([id])).flat(),
    trees,
    async end(id, politeExit, spared = []) {
      const runs = runsOf(id)
      const ends = runs.map(async (run, index) => {
        const isCurrent = index === runs.length - 1
        const survivors = await terminateTree(deps, run, isCurrent ? politeExit : null, spared)
        if (survivors.length === 0) drop(id, run)
        return survivors
      })
      return (await Promise.all(ends)).flat()
    },
  }
}

/** 100 bits: two runs of one machine never share it. */
const markerLength = 20
