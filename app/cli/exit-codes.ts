import type { CliRequest } from './protocol.ts'

/** What `roost` exits with; docs/command-line.md tells scripts the same. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notRunning: 3,
  /** No session is meant, or more than one. */
  noSession: 4,
  /** The time was over, or the answer is not whole; what there was of it is printed. */
  partial: 5,
  /** The session waits for a user. */
  waiting: 6,
  /** The session's process has ended. */
  exited: 7,
  /** The session is at work, and nobody said `--yes`. */
  unconfirmed: 8,
  /** The user has not allowed it. */
  notAllowed: 9,
} as const

/** The exit code for a failure, by its code. */
export function exitCodeOf(failureCode: string): number {
  return byFailure.get(failureCode) ?? exitCodes.failed
}

/**
 * The exit code of a wait that ended in a status: 0 where it is the awaited one, else the one that says why it never
 * will be by itself.
 */
export function exitCodeOfWait(what: Extract<CliRequest, { verb: 'wait' }>['what'], status: string): number {
  const hasEnded = status === 'exited' || status === 'dormant'
  if (what === 'exit' ? hasEnded || status === 'failed' : status === what) return exitCodes.done
  if (status === 'waiting') return exitCodes.waiting
  return hasEnded ? exitCodes.exited : exitCodes.failed
}

const byFailure: ReadonlyMap<string, number> = new Map([
  ['cli-not-running', exitCodes.notRunning],
  ['cli-no-session', exitCodes.noSession],
  ['cli-ambiguous', exitCodes.noSession],
  ['no-session', exitCodes.noSession],
  ['cli-timeout', exitCodes.partial],
  ['cli-off', exitCodes.notAllowed],
  ['cli-not-allowed', exitCodes.notAllowed],
  ['cli-asked', exitCodes.notAllowed],
  ['cli-own-question', exitCodes.notAllowed],
  ['cli-bad-request', exitCodes.usage],
  ['cli-too-large', exitCodes.usage],
])
