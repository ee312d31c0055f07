import { readFileSync } from 'node:fs'
import type { RoostApp } from '../support/app.ts'
import { openShell, withApp, writeQuickShell } from './bench-app.ts'

export type MemoryResult = {
  readonly sessions: number
  /**
   * By process, MB: the proportional set size, whose sum is what the app takes of the machine, and what is private,
   * which does not depend on who else runs the same Electron.
   */
  readonly processes: readonly { readonly name: string; readonly pssMb: number; readonly privateMb: number }[]
  readonly totalMb: number
  readonly totalPrivateMb: number
}

/** Each session has this many lines behind it, as much as the live scrollback holds. */
const lines = 1100

/** Measures the app's processes with so many sessions, all but one of them hidden. The tools' own memory is not counted. */
export async function measureMemory(counts: readonly number[]): Promise<MemoryResult[]> {
  const text = 'a line of output that is as long as lines of output usually are, give or take'
  return withApp(
    {},
    async (roost, home) => {
      const results: MemoryResult[] = []
      let open = 0
      for (const count of [...counts].sort((a, b) => a - b)) {
        for (; open < count; open++) {
          await openShell(roost, home.folder(`project-${open + 1}`))
          await roost.waitForText(`project-${open + 1} $`)
        }
        // The heap settles when nothing happens for a while.
        await roost.page.waitForTimeout(5000)
        results.push(await readMemory(roost, count))
      }
      return results
    },
    (home) => writeQuickShell(home, `for i in {1..${lines}}; do echo "$i ${text}"; done`),
  )
}

/** What one hidden session adds of private memory, in MB, from the first result to the last. */
export function memoryPerSession(results: readonly MemoryResult[]): number {
  const [first, last] = [results[0], results.at(-1)]
  if (first === undefined || last === undefined || first === last) return Number.NaN
  return (last.totalPrivateMb - first.totalPrivateMb) / (last.sessions - first.sessions)
}

async function readMemory(roost: RoostApp, sessions: number): Promise<MemoryResult> {
  const processes = (await roost.processes()).map(({ pid, type, name }) => ({
    name: name.trim() === '' ? type : `${type} (${name.trim()})`,
    ...memoryOf(pid),
  }))
  const total = (what: 'pssMb' | 'privateMb') => processes.reduce((sum, each) => sum + each[what], 0)
  return { sessions, processes, totalMb: total('pssMb'), totalPrivateMb: total('privateMb') }
}

/** From the kernel's own sums; Linux only. Shared pages count in the proportional size by each process's share. */
function memoryOf(pid: number): { pssMb: number; privateMb: number } {
  const sums = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
  const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(sums)?.[1] ?? 0)
  return { pssMb: kb('Pss') / 1024, privateMb: (kb('Private_Clean') + kb('Private_Dirty')) / 1024 }
}
