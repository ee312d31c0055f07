import type { ProcessFacts } from './process-table.ts'
import { readStat, readText } from './proc-stat.ts'

/** A program that the user put where the end of its terminal does not reach it, with all that it started. */
export type LeftProgram = { readonly name: string; readonly root: ProcessFacts }

/** What ties a process to its terminal. */
export type TerminalTies = { readonly hasTerminal: boolean; readonly ignoresHangUp: boolean }

/**
 * The programs of a session that would outlive the close of a terminal: those of `nohup`, which ignore the hang-up, and
 * those of `setsid` or of a server such as tmux, which have no terminal and lead a session of their own. Of an agent only
 * the servers in which a user keeps terminals count: all else that it detached is its own leftover.
 *
 * @param tree all processes of the session
 * @param nameOf the program's name; null where it is gone
 */
export async function findLeftPrograms(
  tree: readonly ProcessFacts[],
  isAgent: boolean,
  nameOf: (pid: number) => Promise<string | null>,
  tiesOf: (process: ProcessFacts) => TerminalTies | null = readTies,
): Promise<readonly LeftProgram[]> {
  const left = tree.filter((process) => isLeft(process, tiesOf(process)))
  const roots = left.filter((process) => !hasAncestorAmong(process, left, tree))
  const named = await Promise.all(
    roots.map(async (root) => {
      const name = await nameOf(root.pid)
      return name === null || (isAgent && !terminalServers.has(name)) ? [] : [{ name, root }]
    }),
  )
  return named.flat()
}

/** The processes without these and what they started. */
export function withoutTrees(
  tree: readonly ProcessFacts[],
  roots: readonly ProcessFacts[],
): readonly ProcessFacts[] {
  if (roots.length === 0) return tree
  const isRoot = ({ pid, startTime }: ProcessFacts): boolean =>
    roots.some((root) => root.pid === pid && root.startTime === startTime)
  const kept = tree.filter(isRoot)
  return tree.filter((process) => !isRoot(process) && !hasAncestorAmong(process, kept, tree))
}

/** Where a user's terminals live on: each names itself so. */
const terminalServers: ReadonlySet<string> = new Set([
  'tmux',
  'tmux: server',
  'screen',
  'SCREEN',
  'zellij',
  'abduco',
])

function isLeft({ pid, sid }: ProcessFacts, ties: TerminalTies | null): boolean {
  if (ties === null) return false
  return ties.ignoresHangUp || (!ties.hasTerminal && sid === pid)
}

function hasAncestorAmong(
  process: ProcessFacts,
  among: readonly ProcessFacts[],
  tree: readonly ProcessFacts[],
): boolean {
  const seen = new Set<number>()
  for (let { ppid } = process; !seen.has(ppid);) {
    seen.add(ppid)
    if (among.some(({ pid }) => pid === ppid)) return true
    const parent = tree.find(({ pid }) => pid === ppid)
    if (parent === undefined) return false
    ;({ ppid } = parent)
  }
  return false
}

/** Reads them of `/proc` (proc_pid_stat(5), proc_pid_status(5)); null on other systems, where nobody tells. */
function readTies({ pid }: ProcessFacts): TerminalTies | null {
  try {
    const stat = readStat(pid)
    const status = readText(`/proc/${pid}/status`)
    if (stat === null || status === null) return null
    const ignored = /^SigIgn:\s*(?<mask>[0-9a-f]+)$/mu.exec(status)?.[1] ?? '0'
    // SIGHUP is the first bit.
    return {
      hasTerminal: stat.terminal !== 0,
      ignoresHangUp: (Number.parseInt(ignored.slice(-1), 16) & 1) === 1,
    }
  } catch {
    return null
  }
}
