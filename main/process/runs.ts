import type { SessionId } from '../../app/session/session.ts'
import { endLife, type LadderDeps, type PoliteExit } from './terminate-tree.ts'
import type { Journal } from './run-journal.ts'
import { findOrphans } from './orphans.ts'
import type { ProcessFacts } from './process-table.ts'
import { processesOfLife, type Life } from './process-tree.ts'
import type { Random } from '../base/random.ts'

/**
 * The runs of each session whose processes may still live: the one of now, and earlier ones that left something in
 * the background when their first process ended.
 */
export type Runs = {
  /** Notes a run before it starts, so that it is found whatever happens from here on. */
  begin(id: SessionId): Life
  /** Its first process is up. */
  confirm(id: SessionId, pid: number): Promise<void>
  /** Its first process has ended by itself: the run is forgotten unless something of it still runs. */
  settle(id: SessionId): Promise<void>
  has(id: SessionId): boolean
  /** All processes of all runs of a session that live now. */
  tree(id: SessionId): Promise<readonly ProcessFacts[]>
  /** Ends all processes of all runs of a session; returns what could not be ended. */
  end(id: SessionId, politeExit: PoliteExit | null): Promise<readonly ProcessFacts[]>
}

/** Follows the runs that this app starts, and notes them in the journal. */
export function followRuns(deps: LadderDeps, journal: Journal, random: Random): Runs {
  const bySession = new Map<SessionId, readonly Life[]>()
  const livesOf = (id: SessionId): readonly Life[] => bySession.get(id) ?? []
  const replace = (id: SessionId, lives: readonly Life[]): void => {
    if (lives.length === 0) bySession.delete(id)
    else bySession.set(id, lives)
  }
  const drop = (id: SessionId, gone: Life): void => {
    const left = livesOf(id).filter((life) => life.marker !== gone.marker)
    replace(id, left)
    journal.remove(gone)
  }

  return {
    begin(sessionId) {
      const life: Life = { sessionId, marker: random.tail(markerLength), pid: null, startTime: null }
      replace(sessionId, [...livesOf(sessionId), life])
      journal.put(life)
      return life
    },
    async confirm(id, pid) {
      const facts = await deps.processes.find(pid)
      const life = livesOf(id).at(-1)
      if (life === undefined || life.pid !== null) return
      const confirmed: Life = { ...life, pid, startTime: facts?.startTime ?? null }
      replace(id, [...livesOf(id).slice(0, -1), confirmed])
      journal.put(confirmed)
    },
    async settle(id) {
      const lives = livesOf(id)
      const left = await findOrphans(deps, journal, lives)
      const gone = lives.filter((life) => !left.some((orphan) => orphan.life === life))
      for (const life of gone) drop(id, life)
    },
    has: (id) => bySession.has(id),
    async tree(id) {
      const all = await deps.processes.list()
      return livesOf(id).flatMap((life) => processesOfLife(all, life, [], deps.outsiders))
    },
    async end(id, politeExit) {
      const lives = livesOf(id)
      const ends = lives.map(async (life, index) => {
        const isCurrent = index === lives.length - 1
        const survivors = await endLife(deps, life, isCurrent ? politeExit : null)
        if (survivors.length === 0) drop(id, life)
        return survivors
      })
      return (await Promise.all(ends)).flat()
    },
  }
}

/** 100 bits: two runs of one machine never share it. */
const markerLength = 20
