import type { Evidence, SourceSwitch } from '../../../app/activity/evidence.ts'
import { explain, heardBy } from '../../../app/activity/explain.ts'
import { dormantMonitor, nextWakeAt, observe, passTime } from '../../../app/activity/monitor.ts'
import type { MonitorState } from '../../../app/activity/monitor-state.ts'
import { moveDates } from '../../../app/activity/move-dates.ts'
import { isMoving } from '../../../app/activity/ticks.ts'
import type { Doubt, StatusWhy, Transition } from '../../../app/activity/why.ts'
import type { Status, StatusKind } from '../../../app/session/status.ts'
import { TransitionLog } from './transition-log.ts'

/** What a session is doing: its status, what that rests on, and how it changed. All times are ms since the epoch. */
export class Activity {
  #monitor: MonitorState
  #hadTurn = false
  readonly #transitions = new TransitionLog()
  readonly #isOn: SourceSwitch

  /** @param isOn whether a source of evidence counts */
  constructor(
    kept: { readonly lastStatus: StatusKind | null; readonly unseen: boolean; readonly at: number },
    isOn: SourceSwitch,
  ) {
    this.#monitor = dormantMonitor(kept.at, kept.lastStatus, kept.unseen)
    this.#isOn = isOn
  }

  get status(): Status {
    return this.#monitor.status
  }

  get doubt(): Doubt | null {
    return this.#monitor.doubt
  }

  get unseen(): boolean {
    return this.#monitor.unseen
  }

  /** Whether this run did any work since it first was ready. */
  get hadTurn(): boolean {
    return this.#hadTurn
  }

  /** When time alone changes the status next; null while only evidence can. */
  get nextWakeAt(): number | null {
    return nextWakeAt(this.#monitor)
  }

  /** The status that is kept: of a session that does not run the last that it had. */
  get lastStatus(): StatusKind | null {
    const { status } = this.#monitor
    return status.kind === 'dormant' ? status.last : status.kind
  }

  /** The last change of the status; null before the first. */
  get lastTransition(): Transition | null {
    return this.#transitions.last
  }

  /** Everything behind the status. @param isByHand it is that of an agent that the user started */
  why(now: number, isByHand: boolean): StatusWhy {
    const transitions = this.#transitions.newestFirst()
    const why = { status: this.status, ...explain(this.#monitor, now), transitions }
    return isByHand ? { ...why, heardBy: heardBy(this.#monitor) } : why
  }

  /** Whether a clock or a percentage that the tool shows moved in the last `windowMs` before `now`. */
  isActiveByTick(now: number, windowMs: number): boolean {
    return isMoving(this.#monitor.ticks, now, windowMs)
  }

  hear(evidence: Evidence): void {
    if (evidence.kind === 'claim' && !this.#isOn(evidence.source)) return
    if (evidence.kind === 'spawned') this.#hadTurn = false
    this.#change(observe(this.#monitor, evidence), evidence.at)
  }

  passTime(now: number): void {
    this.#change(passTime(this.#monitor, now), now)
  }

  /** The date was set by `byMs`: what is so long ago still is. */
  moveDates(byMs: number): void {
    this.#monitor = moveDates(this.#monitor, byMs)
    this.#transitions.moveDates(byMs)
  }

  /** It does not run any more, and can be started again. */
  rest(at: number): void {
    this.#monitor = dormantMonitor(at, this.lastStatus, this.unseen)
  }

  #change(monitor: MonitorState, at: number): void {
    const before = this.status
    this.#monitor = monitor
    const { status } = monitor
    this.#transitions.note(before, status, at)
    const isSure = status.kind === 'waiting' || (status.kind === 'working' && status.certainty === 'sure')
    if (isSure || monitor.flashedAt !== null || (before.kind === 'idle' && status.kind === 'working'))
      this.#hadTurn = true
  }
}
