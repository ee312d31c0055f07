import type { Status } from '../session/status.ts'
import type { Transition } from './why.ts'

/** A status as the timeline keeps it, from `at` on (ms since the epoch). */
export function transitionOf(status: Status, at: number): Transition {
  const { source, rule } = status.evidence
  return {
    at,
    kind: status.kind,
    reason: status.kind === 'waiting' || status.kind === 'failed' ? status.reason : null,
    certainty:
      (status.kind === 'working' || status.kind === 'idle') && status.certainty === 'guess'
        ? 'guess'
        : 'sure',
    words: wordsOf(status).slice(0, 300),
    source,
    rule,
  }
}

/** Whether a user would call it another status, or another question. */
export function isTransition(before: Status, now: Status): boolean {
  if (before === now) return false
  const [a, b] = [transitionOf(before, 0), transitionOf(now, 0)]
  return a.kind !== b.kind || a.reason !== b.reason || a.certainty !== b.certainty || a.words !== b.words
}

function wordsOf(status: Status): string {
  switch (status.kind) {
    case 'waiting':
      return status.question ?? ''
    case 'failed':
      return status.message
    case 'exited':
      return status.signal === null ? String(status.exitCode) : `signal ${status.signal}`
    case 'dormant':
    case 'starting':
    case 'working':
    case 'idle':
      return ''
  }
}
