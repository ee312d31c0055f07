import type { ForegroundProgram } from '../../app/session/foreground.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { ForegroundProgramLook } from './foreground-program.ts'

/** Looks at the terminals of sessions, as often as something may change in them and no oftener. */
export type ForegroundWatch = {
  watch(id: SessionId, terminal: { readonly pid: number; readonly isShell: boolean }): void
  /** Its process has gone. */
  unwatch(id: SessionId): void
  /** Nobody is told of it any more, as in the end of a session; `look` still answers. */
  mute(id: SessionId): void
  /** What is in front now; null where that cannot be known, or its process has gone. */
  look(id: SessionId): Promise<ForegroundProgram | null>
  /** Something happened in this session: it is looked at now, and for a while. */
  poke(id: SessionId): void
  /** Mutes all. */
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
  /** Whether a program of this name is looked for. */
  readonly isKnown: (name: string) => boolean
  readonly tell: (id: SessionId, program: ForegroundProgram) => void
}): ForegroundWatch {
  const { clock, platform } = deps
  const watched = new Map<SessionId, Watched>()
  const looks = new Map<SessionId, ForegroundProgramLook>()
  let cancelTimer: (() => void) | null = null

  const lookAt = async (id: SessionId, entry: Watched): Promise<void> => {
    if (entry.isLooking) return
    entry.isLooking = true
    entry.lookedAt = clock.now()
    const program = await entry.look.now().finally(() => {
      entry.isLooking = false
    })
    if (program !== null && watched.get(id) === entry) deps.tell(id, program)
  }
  const lookAround = async (): Promise<void> => {
    for (const [id, entry] of watched) {
      if (clock.now() <= entry.lookUntil || deps.isLively(id)) await lookAt(id, entry)
    }
  }
  const schedule = (): void => {
    if (cancelTimer !== null || watched.size === 0) return
    const everyMs = platform === 'linux' ? lookEveryMs : lookEveryByPsMs
    cancelTimer = clock.setTimer(() => {
      void lookAround().finally(() => {
        cancelTimer = null
        schedule()
      })
    }, everyMs)
  }

  return {
    watch(id, terminal) {
      // On Windows there is no such thing to look at.
      if (platform === 'win32') return
      const look = new ForegroundProgramLook(terminal, platform, deps.isKnown)
      looks.set(id, look)
      watched.set(id, { look, lookUntil: clock.now() + pokedMs, lookedAt: clock.now(), isLooking: false })
      schedule()
    },
    unwatch(id) {
      watched.delete(id)
      looks.get(id)?.close()
      looks.delete(id)
    },
    mute: (id) => void watched.delete(id),
    look: async (id) => (await looks.get(id)?.now()) ?? null,
    poke(id) {
      const entry = watched.get(id)
      if (entry === undefined) return
      entry.lookUntil = clock.now() + pokedMs
      const isLate = clock.now() >= entry.lookedAt + pokedEveryMs
      if (isLate && platform === 'linux') void lookAt(id, entry)
    },
    dispose() {
      watched.clear()
      cancelTimer?.()
    },
  }
}

type Watched = {
  readonly look: ForegroundProgramLook
  /** Something happened so short a time ago that it is looked at until then. */
  lookUntil: number
  lookedAt: number
  isLooking: boolean
}

/** One read of an open file of `/proc`, 6 µs, and now and then of some more. */
export const lookEveryMs = 250
/** A session that writes all the time is looked at no oftener. */
export const pokedEveryMs = 200
/** Elsewhere a process has to be started for it. */
const lookEveryByPsMs = 1000
export const pokedMs = 3000
