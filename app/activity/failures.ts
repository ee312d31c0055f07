import type { Claim } from './evidence.ts'
import type { MonitorState } from './monitor-state.ts'

/** A failure is drawn a moment after the spinner has gone. */
const failureMs = 2000
/** A turn ends this soon after the key that stops it. */
const stoppedMs = 1000

/** Whether the failure that a screen shows at `at`, in its words, was told before. */
export function isToldFailure(state: MonitorState, message: string, at: number): boolean {
  return message === state.failure || isOfEarlierTurn(state, message, at)
}

/**
 * A prompt whose turn the user stops may leave the screen, and what failed before it is the last thing there again. The key that
 * stops a turn comes after its work was seen; the one that sent the prompt, before.
 */
function isOfEarlierTurn(state: MonitorState, message: string, at: number): boolean {
  const { lastFailure, inputAt, beganAt, flashedAt } = state
  if (message !== lastFailure || inputAt === null || inputAt < at - stoppedMs) return false
  return inputAt > Math.max(beganAt ?? 0, flashedAt ?? 0)
}

/**
 * A turn fails, not a command of the tool's own (`/resume` of nothing): it was at work until a moment ago, and the user has
 * not typed since. Agents try again for seconds before they give a turn up, so that its work is always seen.
 */
export function mayFail({ status, workedAt, flashedAt, inputAt }: MonitorState, at: number): boolean {
  if (status.kind === 'working' || status.kind === 'waiting') return true
  const lastAt = Math.max(workedAt ?? 0, flashedAt ?? 0)
  return lastAt > 0 && lastAt >= at - failureMs && (inputAt ?? 0) <= lastAt
}

/** The failure that stands on the screen; menus and viewers that hide it for a while do not make it new. */
export function failureAfter({ failure }: MonitorState, says: Claim | null): string | null {
  if (says?.kind === 'failed') return says.message
  return says?.kind === 'working' || says?.kind === 'waiting' ? null : failure
}
