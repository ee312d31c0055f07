import type { InputGate } from './input-gate.ts'

/** Keys that are typed where no process is, or none yet. */
export type StartWait = {
  /** Asks for a process, once, and waits for it. */
  startAgain(): void
  /** What is typed before the process is there is meant for it. */
  begin(): void
  /** The process is there, or is no longer waited for. */
  end(): void
  readonly isOn: () => boolean
}

/** A process is there in a moment; a start that takes longer has failed, or will be told by the session's status. */
const patienceMs = 3000

/** @param deps.revive does nothing where a process is on its way already */
export function createStartWait(deps: {
  readonly gate: Pick<InputGate, 'hold' | 'release'>
  readonly revive: () => void
}): StartWait {
  let waiting: ReturnType<typeof setTimeout> | undefined
  let hasAsked = false

  function begin(): void {
    deps.gate.hold()
    waiting ??= setTimeout(() => {
      end()
      deps.gate.release()
    }, patienceMs)
  }

  function end(): void {
    clearTimeout(waiting)
    waiting = undefined
    hasAsked = false
  }

  return {
    startAgain() {
      if (!hasAsked) deps.revive()
      hasAsked = true
      begin()
    },
    begin,
    end,
    isOn: () => waiting !== undefined,
  }
}
