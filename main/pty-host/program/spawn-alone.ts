import { closeSync, openSync, readdirSync } from 'node:fs'

/** The open descriptors of this process, and how one is opened and closed. */
export type Descriptors = {
  /** Every open number. */
  list(): readonly number[]
  /** Takes the lowest free number, as POSIX says `open` does. */
  open(): number
  close(descriptor: number): void
}

/** The descriptors of this process on Linux. */
const systemDescriptors: Descriptors = {
  list: () => readdirSync('/proc/self/fd').map(Number),
  open: () => openSync('/dev/null', 'r'),
  close: closeSync,
}

/** node-pty marks the numbers up to this one close-on-exec, whether they are open or not, and stops at the next hole. */
const lastUnconditional = 15
/** A thread has to close a file in the same millisecond each time. */
const maxAttempts = 8

/**
 * Starts a process that inherits no descriptor of this one. The masters of other terminals are such, and who holds a
 * master can type there. node-pty opens masters without close-on-exec and sets it in the child instead, from 3 up to
 * the first hole above 15 (`pty_close_inherited_fds` in its pty.cc, where the system headers know no `close_range`).
 * Node cannot set the flag, so the holes are filled while the child is made. A thread that closes a file just then
 * makes a new hole; the process is thrown away and started again.
 *
 * @param discard ends what `spawn` gave, which has run for a millisecond at most
 * @throws what `spawn` throws; or where no start was without a hole
 */
export function spawnAlone<T>(
  spawn: () => T,
  discard: (spawned: T) => void,
  descriptors: Descriptors = systemDescriptors,
): T {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { fillers, highest } = fillHoles(descriptors)
    try {
      const spawned = spawn()
      if (!hasHole(descriptors.list(), highest)) return spawned
      discard(spawned)
    } finally {
      for (const filler of fillers) descriptors.close(filler)
    }
  }
  throw new Error('the descriptors of the pty host do not keep still')
}

/** @returns `highest`: the number up to which there is no hole now */
function fillHoles({ list, open, close }: Descriptors): {
  readonly fillers: readonly number[]
  readonly highest: number
} {
  const highest = Math.max(...list())
  const fillers: number[] = []
  try {
    for (;;) {
      const filler = open()
      if (filler > highest) {
        close(filler)
        return { fillers, highest }
      }
      fillers.push(filler)
    }
  } catch (error) {
    // No number is free, so there is no hole either; the terminal's own two will not fit, and `spawn` says so.
    if (isTooMany(error)) return { fillers, highest }
    for (const filler of fillers) close(filler)
    throw error
  }
}

function hasHole(open: readonly number[], highest: number): boolean {
  const known = new Set(open)
  for (let number = lastUnconditional + 1; number <= highest; number += 1) {
    if (!known.has(number)) return true
  }
  return false
}

function isTooMany(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EMFILE'
}
