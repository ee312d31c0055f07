import type { Readable } from 'node:stream'
import type { HeadlessFormat } from '../../../app/headless/format.ts'
import type { Clock } from '../../base/clock.ts'
import { pause } from '../../base/wait.ts'
import { HeadlessOutput, type Pipe, type ShowText } from './read-output.ts'
import type { Printed } from './headless-result.ts'
import type { TimeLimits } from './time-limits.ts'

/** The pipes of a run, being read. */
export type PipesReader = {
  /** Resolves when the tool has said that it is done, and has said nothing more for half a second. Perhaps never. */
  readonly saidEnd: Promise<void>
  /**
   * The process has ended: resolves when all it printed was read, at the latest after half a second of reading.
   * Something in the background may hold the pipes open forever; what that prints is read on and forgotten, since a
   * broken pipe would end it.
   */
  untilEmpty(): Promise<void>
  /** What is printed from here on is read and forgotten. */
  stop(): void
  /** What was printed, once all of it was shown. Rejects with what `onText` threw. */
  finish(): Promise<Printed>
}

/** Reads both pipes of a run into its output, as fast as `onText` takes it. */
export function readPipes(
  pipes: Readonly<Record<Pipe, Readable>>,
  { format, onText }: { readonly format: HeadlessFormat; readonly onText: ShowText },
  clock: Pick<Clock, 'setTimer'>,
  limits: TimeLimits,
  onFault: () => void,
): PipesReader {
  const both = [pipes.stdout, pipes.stderr]
  const faults: unknown[] = []
  const valve = {
    pause: () => {
      for (const pipe of both) pipe.pause()
      limits.hold(true)
    },
    resume: () => {
      for (const pipe of both) pipe.resume()
      limits.hold(false)
    },
  }
  const output = new HeadlessOutput(format, onText, valve, (error) => {
    faults.push(error)
    onFault()
  })
  let isRead = true
  let tellEnd = (): void => undefined
  const saidEnd = new Promise<void>((resolve) => (tellEnd = resolve))
  let cancelEnd: (() => void) | null = null
  const lookForEnd = (): void => {
    if (output.isEnded) cancelEnd ??= clock.setTimer(tellEnd, afterEndMs)
    else {
      cancelEnd?.()
      cancelEnd = null
    }
  }
  const read = (name: Pipe): Promise<void> =>
    new Promise((resolve) => {
      pipes[name].on('data', (bytes: Buffer) => {
        if (!isRead) return
        limits.touch()
        output.receive(name, bytes)
        lookForEnd()
      })
      // A pipe that cannot be read any more has nothing more to say.
      pipes[name].on('error', () => undefined)
      pipes[name].once('close', resolve)
    })
  const closed = Promise.all([read('stdout'), read('stderr')])

  const stop = (): void => {
    isRead = false
    for (const pipe of both) letGo(pipe)
  }

  return {
    saidEnd,
    async untilEmpty() {
      cancelEnd?.()
      const isClosed = closed.then(() => true)
      // Time in which the reader is behind does not count: what waits in the pipe is still to come.
      for (let readMs = 0; readMs < afterExitMs; readMs += output.isPaused ? 0 : tickMs) {
        if (await Promise.race([isClosed, pause(clock, tickMs)])) break
      }
      stop()
    },
    stop,
    async finish() {
      const printed = await output.finish()
      if (faults.length > 0) throw faults[0]
      return printed
    },
  }
}

const afterExitMs = 500
/** A tool that is done ends within this, as a rule, and its exit code is known then. */
const afterEndMs = 500
const tickMs = 20

/** Goes on reading, but keeps nothing alive for it. */
function letGo(pipe: Readable): void {
  pipe.resume()
  if ('unref' in pipe && typeof pipe.unref === 'function') pipe.unref()
}
