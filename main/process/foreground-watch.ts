import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { readStat } from './proc-stat.ts'
import { runForOutput } from './run-for-output.ts'

/** Looks at the terminals of shells, as often as something may change in them and no oftener. */
export type ForegroundWatch = {
  watch(id: SessionId, pid: number): void
  unwatch(id: SessionId): void
  /** Something happened in this session: it is looked at for a while. */
  poke(id: SessionId): void
  dispose(): void
}

/**
 * Starts with nothing to watch.
 *
 * @param deps.isLively whether a session is to be looked at all the time: the user types into it, or something runs
 */
export function createForegroundWatch(deps: {
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  readonly isLively: (id: SessionId) => boolean
  readonly tell: (id: SessionId, isShellIdle: boolean) => void
}): ForegroundWatch {
  const { clock } = deps
  const watched = new Map<SessionId, { readonly pid: number; lookUntil: number }>()
  let cancelTimer: (() => void) | null = null

  const look = async (): Promise<void> => {
    for (const [id, { pid, lookUntil }] of watched) {
      if (clock.now() > lookUntil && !deps.isLively(id)) continue
      const isShellIdle = await isShellInForeground(pid, deps.platform)
      if (isShellIdle !== null && watched.get(id)?.pid === pid) deps.tell(id, isShellIdle)
    }
  }
  const schedule = (): void => {
    if (cancelTimer !== null || watched.size === 0) return
    const everyMs = deps.platform === 'linux' ? lookEveryMs : lookEveryByPsMs
    cancelTimer = clock.setTimer(() => {
      void look().finally(() => {
        cancelTimer = null
        schedule()
      })
    }, everyMs)
  }

  return {
    watch(id, pid) {
      // On Windows there is no such thing to look at.
      if (deps.platform === 'win32') return
      watched.set(id, { pid, lookUntil: clock.now() + pokedMs })
      schedule()
    },
    unwatch: (id) => void watched.delete(id),
    poke(id) {
      const entry = watched.get(id)
      if (entry !== undefined) entry.lookUntil = clock.now() + pokedMs
    },
    dispose() {
      watched.clear()
      cancelTimer?.()
    },
  }
}

/** One read of `/proc`, 30 µs. */
const lookEveryMs = 250
/** Elsewhere a process has to be started for it. */
const lookEveryByPsMs = 1000
const pokedMs = 3000

/**
 * Whether the shell with this pid has its terminal for itself: the terminal's foreground process group is the shell's
 * own, so nothing that it was given to run is running.
 *
 * @returns null where that cannot be known (the process has gone, the platform has no such thing)
 */
async function isShellInForeground(pid: number, platform: NodeJS.Platform): Promise<boolean | null> {
  if (platform === 'win32') return null
  if (platform !== 'linux') return askPs(pid, platform)
  let stat: ReturnType<typeof readStat>
  try {
    stat = readStat(pid)
  } catch {
    return null
  }
  return stat === null || stat.tpgid < 0 ? null : stat.tpgid === stat.pgrp
}

async function askPs(pid: number, platform: NodeJS.Platform): Promise<boolean | null> {
  const args = ['-o', 'tpgid=,pgid=', '-p', String(pid)]
  const { stdout } = await runForOutput(
    { program: '/bin/ps', args, env: process.env, platform },
    { timeoutMs: 1000, maxBytes: 4096 },
  )
  const [foreground, own] = stdout.toString('utf8').trim().split(/\s+/u).map(Number)
  return foreground === undefined || own === undefined ? null : foreground === own
}
