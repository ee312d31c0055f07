import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'

/** Far above what a test opens, and below the hard limit of every machine. */
const plenty = 4096

/** Sets how many files this process may have open. Another process does it: this one could not start it any more. */
export async function limitDescriptors(): Promise<{
  /** From here on nothing can be opened, or again. */
  exhaust(): Promise<void>
  restore(): Promise<void>
  dispose(): Promise<void>
}> {
  const script = `while read -r limit; do prlimit --pid ${process.pid} --nofile="$limit:"; echo done; done`
  const helper = spawn('/bin/sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] })
  const set = async (limit: number): Promise<void> => {
    helper.stdin.write(`${limit}\n`)
    await once(helper.stdout, 'data')
  }
  return {
    exhaust: () => set(3),
    restore: () => set(plenty),
    async dispose() {
      await set(plenty)
      helper.stdin.end()
      await once(helper, 'exit')
      // It works again, or every test after this one would fail.
      closeSync(openSync('/dev/null', 'r'))
    },
  }
}
