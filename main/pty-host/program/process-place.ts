import type { ProcessPlace } from '../../../app/screen/command-line.ts'
import { readStat } from '../../process/proc-stat.ts'

/**
 * Whether a process has its terminal for itself, and waits: one that sleeps has read what it was given. One read of
 * `/proc`, 30 µs; elsewhere than on Linux it is not known.
 */
export function placeOf(pid: number): ProcessPlace {
  if (process.platform !== 'linux') return 'unknown'
  const stat = readStat(pid)
  if (stat === null || stat.tpgid < 0) return 'unknown'
  if (stat.tpgid !== stat.pgrp) return 'behind'
  return stat.state === 'S' ? 'resting' : 'running'
}
