import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk in memory, to be filled. `whyNot`: why none can be mounted here, null where it is. */
export type SmallDisk = {
  /** Absolute. */
  readonly folder: string
  readonly whyNot: string | null
  /** Writes until not one more byte fits; with `names`, until not one more file does either. */
  fill(what: 'bytes' | 'names'): void
  /** Takes away what `fill` wrote. */
  empty(): void
  /** From here on nothing on it can be changed. */
  makeReadOnly(): void
  dispose(): void
}

/** Mounts a disk of 64 KB that takes at most `names` files and folders. */
export function mountSmallDisk(names = 64): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'roost-disk-'))
  const whyNot = mount(['-t', 'tmpfs', '-o', `size=64k,nr_inodes=${names}`, 'tmpfs', folder])
  const fillers: string[] = []
  const filler = (): string => join(folder, `filler-${fillers.length}`)
  return {
    folder,
    whyNot,
    fill(what) {
      for (let size = 4096; size >= 1; size >>= 1)
        untilFull(() => appendFileSync(filler(), Buffer.alloc(size)))
      fillers.push(filler())
      if (what === 'names')
        untilFull(() => {
          writeFileSync(filler(), '', { flag: 'wx' })
          fillers.push(filler())
        })
    },
    empty() {
      for (const path of fillers.splice(0)) rmSync(path, { force: true })
    },
    makeReadOnly: () => void mount(['-o', 'remount,ro', folder]),
    dispose() {
      // Lazily: what still writes there may not have ended.
      if (whyNot === null) execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function mount(args: readonly string[]): string | null {
  try {
    execFileSync('mount', args, { stdio: 'pipe' })
    return null
  } catch (error) {
    return `no tmpfs can be mounted here (${error instanceof Error ? error.message.split('\n')[0] : 'unknown'})`
  }
}

function untilFull(write: () => void): void {
  try {
    for (;;) write()
  } catch {
    // Full, for this much.
  }
}
