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
  /** How it ended. Rejects only with what `onText` threw. */
  readonly done: Promise<HeadlessResult>
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
 * leaves nothing.
 */
export function runHeadlessCommand(deps: HeadlessDeps, request: HeadlessRequest): HeadlessRun {
  let stopped: StopCause | null = null
  let isOver = false
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
    const end = await ended
    isOver = true
    limits.stop()
    await reader.untilEmpty()
    await Promise.all([tree.untilDone(), confirmed])
    return resultOf(end, stopped, await reader.finish())
  }

  const runAndSettle = async (): Promise<HeadlessResult> => {
    try {
      return await run()
    } finally {
      await deps.runs.settle(request.run.sessionId)
    }
  }
  return { done: runAndSettle(), interrupt: (level) => stop('interrupted', level) }
}
