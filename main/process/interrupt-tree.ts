import type { LadderDeps } from './terminate-tree.ts'
import type { ProcessFacts } from './process-table.ts'
import { pause } from '../base/wait.ts'
import type { Life } from './process-tree.ts'
import { treeLook } from './tree-tracker.ts'

/** How firmly a run is asked to end: as by Ctrl-C, by a request to end, or not asked at all. */
export type InterruptLevel = 'interrupt' | 'terminate' | 'kill'

/** The end of a run's whole process tree, step by step. */
export type InterruptLadder = {
  /**
   * Begins at `level`, or with the first step. Where it is under way, goes to `level` if that is further, else to the
   * next step, at once.
   */
  climb(level?: InterruptLevel): void
  /** Resolves when a climb has come to its end: at once where there is none. */
  untilDone(): Promise<void>
}

/** What a step may take. An agent that is interrupted saves its conversation first. */
export const interruptStepMs = 3000

/**
 * SIGINT, SIGTERM, SIGKILL to every process of the run, each to those that the one before left. The tree is taken anew
 * before each step.
 *
 * @param life resolves once the run's first process is known by its start time
 */
export function interruptLadder(deps: LadderDeps, life: Promise<Life>): InterruptLadder {
  const { processes, clock } = deps
  const look = treeLook(deps, life)
  /** The step of now; a second call moves it on. */
  let step = -1
  let done: Promise<void> | null = null

  const isStill = (taken: number): boolean => step === taken
  const takeStep = async (running: readonly ProcessFacts[]): Promise<void> => {
    const taken = step
    const { signal, limitMs } = steps[taken] ?? lastStep
    for (const process of running) processes.signal(process, signal)
    const deadline = clock.now() + limitMs
    while (isStill(taken) && clock.now() < deadline && running.some((one) => processes.isAlive(one))) {
      await pause(clock, lookEveryMs)
    }
    if (isStill(taken)) step += 1
  }
  const climbAll = async (): Promise<void> => {
    let running = await look()
    while (running.length > 0 && step < steps.length + killRounds) {
      await takeStep(running)
      running = await look()
    }
  }

  return {
    climb(level) {
      const asked = steps.findIndex((one) => one.level === level)
      if (done === null) {
        step = Math.max(asked, 0)
        done = climbAll()
      } else if (step < steps.length - 1) step = Math.max(step + 1, asked)
    },
    untilDone: () => done ?? Promise.resolve(),
  }
}

const steps = [
  { level: 'interrupt', signal: 'SIGINT', limitMs: interruptStepMs },
  { level: 'terminate', signal: 'SIGTERM', limitMs: interruptStepMs },
  { level: 'kill', signal: 'SIGKILL', limitMs: 100 },
] as const

/** What is born while the last ones are killed is killed too, this many times. */
const killRounds = 5
const [, , lastStep] = steps
const lookEveryMs = 20
