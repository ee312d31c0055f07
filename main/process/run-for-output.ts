import { endGroup } from './end-group.ts'
import { startPiped, type NotStarted, type PipedStart, type ProcessEnd } from './start-piped.ts'

/** What a program printed on standard output, and how it ended. */
export type Ran = {
  readonly stdout: Buffer
  readonly end:
    | ProcessEnd
    | ({ readonly kind: 'not-started' } & NotStarted)
    /** It was ended from here: it took too long, said too much, or was not wanted any more. */
    | { readonly kind: 'cut'; readonly why: 'time' | 'size' | 'unwanted' }
}

export type RunLimits = {
  readonly timeoutMs: number
  readonly maxBytes: number
  /** Ends it early. */
  readonly signal?: AbortSignal | undefined
}

/** Runs a program to its end, without input, and ends all of it where it goes beyond its limits. Never rejects. */
export async function runForOutput(start: PipedStart, limits: RunLimits): Promise<Ran> {
  const { signal, maxBytes } = limits
  const none = Buffer.of()
  if (signal?.aborted === true) return { stdout: none, end: { kind: 'cut', why: 'unwanted' } }
  const child = await startPiped(start)
  if ('cause' in child) return { stdout: none, end: { kind: 'not-started', ...child } }
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    let bytes = 0
    const finish = (end: Ran['end']): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      resolve({ stdout: Buffer.concat(chunks).subarray(0, maxBytes), end })
    }
    const cut = (why: Extract<Ran['end'], { kind: 'cut' }>['why']): void => {
      endGroup(child.pid, start.platform)
      child.stdout.destroy()
      finish({ kind: 'cut', why })
    }
    const giveUp = (): void => cut('unwanted')
    const timer = setTimeout(() => cut('time'), limits.timeoutMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted === true) giveUp()
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > maxBytes) cut('size')
    })
    void child.closed.then(finish)
  })
}
