import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { isShellInForeground } from '../session/foreground.ts'

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
 * @param around.isLively whether a session is to be looked at all the time: the person types into it, or something runs
 */
export function createForegroundWatch(around: {
  readonly clock: Clock
  readonly platform: NodeJS.Platform
  readonly isLively: (id: SessionId) => boolean
  readonly tell: (id: SessionId, isShellIdle: boolean) => void
}): ForegroundWatch {
  const { clock } = around
  const watched = new Map<SessionId, { readonly pid: number; lookUntil: number }>()
  let cancelTimer: (() => void) | null = null

  const look = async (): Promise<void> => {
    for (const [id, { pid, lookUntil }] of watched) {
      if (clock.now() > lookUntil && !around.isLively(id)) continue
      const isShellIdle = await isShellInForeground(pid, around.platform)
      if (isShellIdle !== null && watched.get(id)?.pid === pid) around.tell(id, isShellIdle)
    }
  }
  const schedule = (): void => {
    if (cancelTimer !== null || watched.size === 0) return
    const everyMs = around.platform === 'linux' ? lookEveryMs : lookEveryByPsMs
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
      if (around.platform === 'win32') return
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
