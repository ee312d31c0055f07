/** How long agents in the background go on. */
export const agentsMs = 4000

/** Agents that go on beside the conversation: OSC 7501 has a record for each. */
export class Background {
  /** How many are at work. */
  agents = 0
  #signals

  /** @param {import('./signals.mjs').Signals} signals */
  constructor(signals) {
    this.#signals = signals
  }

  /**
   * Sets some to work.
   *
   * @param {number} count
   * @param {() => void} end called when they are done
   */
  start(count, end) {
    const ids = Array.from({ length: count }, (_, at) => `agent-${at + 1}`)
    this.agents += count
    for (const id of ids) this.#signals.tellPart(id, 'working')
    setTimeout(() => {
      this.agents -= count
      for (const id of ids) this.#signals.tellPart(id, 'clear')
      end()
    }, agentsMs)
  }
}
