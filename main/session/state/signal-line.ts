import type { Observation } from '../../pty-host/protocol/protocol.ts'

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
    case 'conflict':
    case 'resumeLines':
    case 'slowRule':
    case 'input':
    case 'output':
    case 'clipboard':
      return null
  }
}
