import type { HeadlessFormat } from '../../../app/headless/format.ts'
import type { ProcessControl } from '../../process/process-control.ts'
import { startChild, type ChildRequest } from './start-child.ts'
import type { ShowText } from './read-output.ts'
import { readPipes } from './read-pipes.ts'
import {
  failureOf,
  nothingPrinted,
  resultOf,
  type HeadlessResult,
  type StopCause,
} from './headless-result.ts'
import { interruptTree, type InterruptLevel } from '../../process/interrupt-tree.ts'
import type { RunIdentity } from '../../process/process-tree.ts'
import type { Runs } from '../../process/runs.ts'
import { watchTime } from './time-limits.ts'

export type HeadlessDeps = ProcessControl & {
  readonly runs: Pick<Runs, 'confirm' | 'settle'>
  readonly platform: NodeJS.Platform
}

/** One prompt for a tool, run without a terminal. */
export type HeadlessRequest = ChildRequest & {
  /** The run as `Runs.begin` noted it; `environment` carries its marker. */
  readonly run: RunIdentity
  readonly format: HeadlessFormat
  /** How long nothing may be printed, null: without limit. */
  readonly idleMs: number | null
  /** How long the run may take in all, null: without limit. */
  readonly totalMs: number | null
  /** Takes what is to be shown, with `\n` as the end of a line. While its promise is pending, the tool has to wait. */
  readonly onText: ShowText
}

export type HeadlessRun = {
  /**
   * How it ended, or what it came to where the tool said that it is done and its process goes on. Rejects only with what
   * `onText` threw.
   */
  readonly done: Promise<HeadlessResult>
  /** Resolves when nothing of the run is left but what it put into the background. Never rejects, and not before `done`. */
  readonly gone: Promise<void>
  /**
   * Asks the run to end, then makes it: SIGINT, after 3 s SIGTERM, after 3 s SIGKILL, to the whole process tree. A second
   * call goes to the next step at once, or to `level` if that is further. Does nothing once it has ended.
   */
  interrupt(level?: InterruptLevel): void
}

/**
 * Runs a tool's command without a terminal to its end.
 *
 * The run is over when its first process has ended and its pipes have, too, or half a second later: what it leaves in
 * the background lives on and belongs to the session, as `Runs` has it. A run that is interrupted, or takes too long,
 * leaves nothing. A tool that says that it is done and does not end is not waited for: it is asked to end 5 s later.
 */
export function runHeadlessCommand(deps: HeadlessDeps, request: HeadlessRequest): HeadlessRun {
  let stopped: StopCause | null = null
  let isOver = false
  let lingering: Promise<void> | null = null
  let identify: (run: RunIdentity) => void
  const identity = new Promise<RunIdentity>((resolve) => (identify = resolve))
  const tree = interruptTree(deps, identity)
  const stop = (cause: StopCause, level?: InterruptLevel): void => {
    if (isOver && stopped === null) return
    stopped ??= cause
    tree.escalate(level)
  }

  const run = async (): Promise<HeadlessResult> => {
    const start = await startChild(request, deps.platform)
    if ('none' in start) {
      isOver = true
      identify(request.run)
      return failureOf(start.none.code, start.none.end, nothingPrinted)
    }
    const { pid, pipes, ended } = start.child
    void deps.processes.find(pid).then(
      (facts) => identify({ ...request.run, pid, startTime: facts?.startTime ?? null }),
      () => identify({ ...request.run, pid }),
    )
    const confirmed = deps.runs.confirm(request.run.sessionId, pid)
    const limits = watchTime(deps.clock, request, stop)
    const reader = readPipes(pipes, request, deps.clock, limits, () => stop('interrupted', 'kill'))
    const end = await Promise.race([ended, reader.saidEnd])
    limits.stop()
    if (end === undefined && stopped === null) {
      lingering = endLater(ended, confirmed)
      reader.stop()
      return resultOf({ kind: 'exit', code: 0 }, null, await reader.finish())
    }
    const itsEnd = end ?? (await ended)
    isOver = true
    await reader.untilEmpty()
    await Promise.all([tree.untilDone(), confirmed])
    return resultOf(itsEnd, stopped, await reader.finish())
  }

  /** A process that was done, and whose result is given, has a while to end by itself. */
  const endLater = async (ended: Promise<unknown>, confirmed: Promise<void>): Promise<void> => {
    const cancel = deps.clock.setTimer(() => tree.escalate(), lingerMs)
    await ended
    isOver = true
    cancel()
    await Promise.all([tree.untilDone(), confirmed])
  }

  const settle = (): Promise<void> => deps.runs.settle(request.run.sessionId)
  const runAndSettle = async (): Promise<HeadlessResult> => {
    try {
      return await run()
    } finally {
      if (lingering === null) await settle()
    }
  }
  const done = runAndSettle()
  const goneWith = async (): Promise<void> => {
    await done.catch(() => undefined)
    if (lingering === null) return
    await lingering.catch(() => undefined)
    await settle()
  }
  return { done, gone: goneWith(), interrupt: (level) => stop('interrupted', level) }
}

/** How long a tool that has said that it is done may take to end: it closes its servers, and writes its history. */
const lingerMs = 5000
