import type { Observation } from '../../pty-host/protocol/protocol.ts'

/** The last signals of a program, a line each. */
export class SignalLog {
  #lines: readonly string[] = []

  /** Newest last. */
  get lines(): readonly string[] {
    return this.#lines
  }

  /** Keeps an observation, if it is a signal. */
  note(observation: Observation): void {
    const line = signalLine(observation)
    if (line !== null) this.#lines = [...this.#lines, line].slice(-keptSignals)
  }
}

const keptSignals = 30

/** A signal of a program as a line to read; null for what is no signal. */
export function signalLine(observation: Observation): string | null {
  switch (observation.kind) {
    case 'title':
      return `title ${observation.title}`
    case 'osc7501':
      return `OSC 7501 ${observation.body}`
    case 'progress':
      return `OSC 9;4 ${JSON.stringify(observation.progress)}`
    case 'notification':
      return `notification ${[observation.title, observation.body].filter((part) => part !== null).join(' · ')}`
    case 'shellMark':
      return `OSC 133 ${observation.mark.kind}`
    case 'bell':
      return 'bell'
    case 'reset':
      return 'reset'
    case 'screen':
    case 'agentFrame':
    case 'headless':
    case 'conflict':
    case 'slowRule':
    case 'input':
    case 'lineSent':
    case 'output':
    case 'clipboard':
      return null
  }
}
