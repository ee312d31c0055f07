import type { SessionId } from '../../../app/session/session.ts'
import type { Clock } from '../../base/clock.ts'
import { Recent } from '../../base/recent.ts'

/**
 * How a host was lost: it was ended because it was `silent`, or it `died` by itself. `session`: what it was working on then;
 * null where it was not at work on any, or that is unknown.
 */
export type HostLoss = { readonly how: 'silent' | 'died'; readonly session: SessionId | null }

/** What follows from a loss. */
export type LossVerdict = {
  /** Whether the host is started once more; `restart` counts the losses of the window, from 1. */
  readonly restarts: boolean
  readonly restart: number
  /** Its kept text must not be parsed again. */
  readonly setAside: SessionId | null
}

/**
 * A host that is lost more often than this within the window is not mended by another start. One that dies once a day is
 * always started again.
 */
const maxRestarts = 5
const windowMs = 10 * 60 * 1000

/**
 * A process may die of something else while it happens to parse a session; twice in the same one is no accident. A hang
 * has its place at once: the same piece of work was under way before and after seconds of silence.
 */
const maxDeathsInSession = 2

/** Decides what follows when a host is lost. */
export class HostLosses {
  readonly #losses: Recent<HostLoss>

  constructor(clock: Pick<Clock, 'now'>) {
    this.#losses = new Recent(clock, windowMs)
  }

  judge(loss: HostLoss): LossVerdict {
    this.#losses.note(loss)
    const { entries } = this.#losses
    const { session } = loss
    const deaths = entries.filter((one) => one.how === 'died' && one.session === session).length
    const isGuilty = loss.how === 'silent' || deaths >= maxDeathsInSession
    return {
      restarts: entries.length <= maxRestarts,
      restart: entries.length,
      setAside: isGuilty ? session : null,
    }
  }
}
