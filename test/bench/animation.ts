import { readFileSync } from 'node:fs'
import type { RoostApp } from '../support/app.ts'
import { pollFor } from '../support/poll.ts'
import { openShell, withApp, writeQuickShell } from './bench-app.ts'
import { median } from './statistics.ts'

/** Shares of one core, of all processes of the app together, in the median of the windows of time. */
export type AnimationCost = {
  readonly sessions: number
  /** The window asks the system's setting for less motion: nothing moves. */
  readonly still: number
  readonly moving: number
  /** What moving adds. */
  readonly share: number
}

const windowMs = 5000
const windows = 5

/** Measures what the badges of so many sessions cost that are at work and print nothing. */
export async function measureAnimation(sessions: number): Promise<AnimationCost> {
  return withApp(
    {},
    async (roost, home) => {
      for (let at = 0; at < sessions; at++) await openShell(roost, home.folder(`project-${at + 1}`))
      await pollFor(async () => (await roost.page.locator('.badge-working').count()) >= sessions, {
        what: 'every session to be at work',
        timeoutMs: 60_000,
      })
      const still: number[] = []
      const moving: number[] = []
      // By turns, so that what else the machine does falls on both.
      for (let run = 0; run < windows; run++) {
        await roost.page.emulateMedia({ reducedMotion: 'reduce' })
        still.push(await coreShare(roost))
        await roost.page.emulateMedia({ reducedMotion: 'no-preference' })
        moving.push(await coreShare(roost))
      }
      const [rest, move] = [median(still), median(moving)]
      return { sessions, still: rest, moving: move, share: move - rest }
    },
    // A command that runs and prints nothing.
    (home) => writeQuickShell(home, 'PROMPT_COMMAND="sleep 100000"'),
  )
}

async function coreShare(roost: RoostApp): Promise<number> {
  const pids = (await roost.processes()).map(({ pid }) => pid)
  const used = () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0)
  await roost.page.waitForTimeout(1000)
  const before = used()
  await roost.page.waitForTimeout(windowMs)
  return (used() - before) / windowMs
}

/** Processor time of a process so far, ms; Linux counts it in hundredths of a second. */
function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * 10
}
