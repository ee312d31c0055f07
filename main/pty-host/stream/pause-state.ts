/** Bytes that wait for the host's own parser at which a process is paused. A tab switch parses them first: about 10 ms. */
const parseHighBytes = 512 * 1024
/** Below this it goes on. */
const parseLowBytes = 128 * 1024

/** Unparsed bytes of all pages' sessions together at which none that has a share of them sends more. */
export const allUnackedHighBytes = 8 * 1024 * 1024

/** Between the limits a process stays as it is. How far the page is does not count: it is shown the newest screen. */
export function shouldPause(backlog: number): 'pause' | 'resume' | 'stay' {
  if (backlog > parseHighBytes) return 'pause'
  return backlog < parseLowBytes ? 'resume' : 'stay'
}
