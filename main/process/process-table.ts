/** The variable that every child of a session carries: its processes are found by it, however they were detached. */
export const markerName = 'ROOST_SESSION'

/** One process of the machine. `pid` and `startTime` together name it; a pid alone may be used again. */
export type ProcessFacts = {
  readonly pid: number
  readonly ppid: number
  readonly sid: number
  /** In a unit of the platform's own, rising; comparable within one boot. */
  readonly startTime: number
  /** The value of `ROOST_SESSION` in its environment, null where there is none or it cannot be read. */
  readonly marker: string | null
}

/** The signals by which Roost ends a process, from a request to a kill. */
export type EndingSignal = 'SIGINT' | 'SIGHUP' | 'SIGTERM' | 'SIGKILL'

/** The machine's processes. */
export type ProcessTable = {
  /** Every process but zombies. Rejects where they cannot be read: a list that lacks one would call it ended. */
  list(): Promise<readonly ProcessFacts[]>
  find(pid: number): Promise<ProcessFacts | null>
  /** When it was started, ms since the epoch, to a second. */
  bornAt(process: ProcessFacts): number
  /** Cheap: whether this very process still runs. Zombies do not. */
  isAlive(process: ProcessFacts): boolean
  /**
   * Sends a signal if it still is this very process.
   * On Windows every signal but SIGKILL does nothing: a console program cannot be asked from outside.
   */
  signal(process: ProcessFacts, signal: EndingSignal): void
  /** Names this boot: start times of another one mean nothing. */
  readonly bootId: string
}
