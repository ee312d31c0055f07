import type { SessionId } from '../../app/session/session.ts'
import type { ProcessFacts } from './process-table.ts'

/** One run of a session's tool. The marker is made before it starts, the rest is known once it did. */
export type RunIdentity = {
  readonly sessionId: SessionId
  readonly marker: string
  readonly pid: number | null
  readonly startTime: number | null
}

/**
 * All processes of a run: the tree under its first process, its terminal's session, and whatever carries its marker.
 * Each of the three alone misses some (M8: nohup, setsid, an ignored hang-up); `known` are those found earlier, which
 * may have lost all three since. A child that leaves all three before anyone looks is the one known exception.
 *
 * @param excluded pids that are never part of it: this app's own
 */
export function processesOfRun(
  all: readonly ProcessFacts[],
  run: RunIdentity,
  known: readonly ProcessFacts[],
  excluded: ReadonlySet<number>,
): readonly ProcessFacts[] {
  const candidates = all.filter((process) => isCandidate(process, run, excluded))
  const found = new Map<number, ProcessFacts>()
  const add = (process: ProcessFacts): void => void found.set(process.pid, process)
  for (const process of candidates) {
    const isKnown = known.some((other) => isSame(process, other))
    if (isKnown || process.marker === run.marker || isRoot(process, run)) add(process)
  }
  const sessionIds = new Set(found.keys())
  if (run.pid !== null && run.startTime !== null && !isReused(all, run)) sessionIds.add(run.pid)
  for (let before = -1; before !== found.size;) {
    before = found.size
    for (const process of candidates) {
      const isStranger = process.marker !== null && process.marker !== run.marker
      if (found.has(process.ppid) || (sessionIds.has(process.sid) && !isStranger)) {
        add(process)
        sessionIds.add(process.pid)
      }
    }
  }
  return [...found.values()]
}

/** True for the same process, not merely the same pid. */
export function isSame(a: ProcessFacts, b: ProcessFacts): boolean {
  return a.pid === b.pid && a.startTime === b.startTime
}

/** A process that began before the run cannot be of it: its pid or session id was used again. */
function isCandidate(process: ProcessFacts, run: RunIdentity, excluded: ReadonlySet<number>): boolean {
  if (process.pid <= 1 || excluded.has(process.pid)) return false
  return run.startTime === null || process.startTime >= run.startTime
}

function isRoot(process: ProcessFacts, run: RunIdentity): boolean {
  return process.pid === run.pid && process.startTime === run.startTime
}

function isReused(all: readonly ProcessFacts[], run: RunIdentity): boolean {
  return all.some((process) => process.pid === run.pid && process.startTime !== run.startTime)
}
