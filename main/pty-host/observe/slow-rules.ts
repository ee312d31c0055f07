import type { CompiledRule } from '../../../app/screen/read-frame.ts'
import type { Clock } from '../../base/clock.ts'

/** A rule that takes longer than this on one screen, again and again, is left out: the host reads fifty screens. */
const slowRuleMs = 20
const slowTimes = 3

/** Finds the rules that take too long, while they are asked. */
export class SlowRules {
  readonly #times = new Map<string, number>()
  readonly #clock: Pick<Clock, 'now'>
  readonly #leaveOut: (rule: CompiledRule) => void

  /** @param leaveOut is given a rule that was slow the third time in a row */
  constructor(clock: Pick<Clock, 'now'>, leaveOut: (rule: CompiledRule) => void) {
    this.#clock = clock
    this.#leaveOut = leaveOut
  }

  /** Nothing is known of the rules that are asked from here on. */
  forget(): void {
    this.#times.clear()
  }

  /** A look at a screen begins. @returns what is to be told after each rule, for `readFrame` */
  watch(): (rule: CompiledRule) => void {
    let last = this.#clock.now()
    return (rule) => {
      const now = this.#clock.now()
      if (now - last > slowRuleMs) this.#note(rule)
      else if (this.#times.size > 0) this.#times.delete(rule.id)
      last = now
    }
  }

  #note(rule: CompiledRule): void {
    const times = (this.#times.get(rule.id) ?? 0) + 1
    this.#times.set(rule.id, times)
    if (times === slowTimes) this.#leaveOut(rule)
  }
}
