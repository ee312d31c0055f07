import { creditHighBytes, creditLowBytes } from '../../../app/ipc/stream.ts'

/** When a process is paused, in bytes that wait for the page and for the host's own parser. */
export type PauseLimits = {
  readonly pageHigh: number
  readonly pageLow: number
  /** A tab switch parses the backlog first: half a megabyte is about 10 ms. */
  readonly parseHigh: number
  readonly parseLow: number
}

export const pauseLimits: PauseLimits = {
  pageHigh: creditHighBytes,
  pageLow: creditLowBytes,
  parseHigh: 512 * 1024,
  parseLow: 128 * 1024,
}

/** Unparsed bytes of all pages' sessions together at which every one that has a share of them is paused. */
export const allUnackedHighBytes = 8 * 1024 * 1024

/** Between the limits a process stays as it is. */
export function shouldPause(
  limits: PauseLimits,
  unacked: number,
  backlog: number,
): 'pause' | 'resume' | 'stay' {
  if (unacked > limits.pageHigh || backlog > limits.parseHigh) return 'pause'
  return unacked < limits.pageLow && backlog < limits.parseLow ? 'resume' : 'stay'
}
