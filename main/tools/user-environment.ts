import { cleanEnvironment, type Environment } from '../environment/child-environment.ts'
import { loginShell, readLoginEnvironment, type LoginProblem } from '../environment/login-environment.ts'
import type { Clock } from '../base/clock.ts'
import { within } from '../base/wait.ts'

/** Starts wait this long for a login shell; after that they have what the app itself was started with. */
const startsWaitMs = 10_000
/** How long its start files may take all the same: what comes late serves the starts from then on. */
const longestReadMs = 120_000
/** After a failure it is asked again by itself: the disk of the start files, or a descriptor, may be there by then. */
const retryAfterMs: readonly number[] = [5_000, 30_000, 120_000]

type UserEnvironmentDeps = {
  /** What the app itself was started with. */
  readonly own: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly clock: Pick<Clock, 'setTimer'>
  /** `readLoginEnvironment`, unless a test has another shell. */
  readonly read?: typeof readLoginEnvironment
  /** What keeps it from being read; null once nothing does. */
  readonly onProblem: (problem: LoginProblem | null) => void
  /** Another environment is in force. */
  readonly onChange: () => void
}

/** The user's environment as their login shell makes it; the app's own until that has told it, and where it fails. */
export class UserEnvironment {
  readonly #deps: UserEnvironmentDeps
  readonly #stopped = new AbortController()
  #known: Environment
  #current: Promise<Environment>
  #reading: Promise<void> | null = null
  #failures = 0
  #cancelRetry = (): void => undefined

  constructor(deps: UserEnvironmentDeps) {
    this.#deps = deps
    this.#known = cleanEnvironment(deps.own)
    this.#current = Promise.resolve(this.#known)
  }

  /** Pending for `startsWaitMs` at most, and only at the first reading. Does not reject. */
  get current(): Promise<Environment> {
    return this.#current
  }

  /** Reads it for the first time; starts wait for that. */
  open(): void {
    this.#current = this.#inTime(this.#read()).then(() => this.#known)
  }

  /** Reads it again; resolves when that is over, at the latest after `startsWaitMs`. */
  readAgain(): Promise<void> {
    this.#failures = 0
    return this.#inTime(this.#read())
  }

  /** It is not read any more, and a shell that is being asked is ended. */
  dispose(): void {
    this.#stopped.abort()
    this.#cancelRetry()
  }

  #inTime(read: Promise<void>): Promise<void> {
    return within(this.#deps.clock, startsWaitMs, read)
  }

  #read(): Promise<void> {
    this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = null
    })
    return this.#reading
  }

  async #readOnce(): Promise<void> {
    const { own, platform, clock, read = readLoginEnvironment, onProblem, onChange } = this.#deps
    const { signal } = this.#stopped
    this.#cancelRetry()
    const [shell] = loginShell(own, platform)
    const cancelSlow = clock.setTimer(
      () => onProblem({ shell, why: { kind: 'slow', ms: startsWaitMs } }),
      startsWaitMs,
    )
    const asked = await read(own, platform, { limitMs: longestReadMs, signal })
    cancelSlow()
    if (signal.aborted) return
    if (!asked.ok) return this.#retryLater(asked.error)
    this.#failures = 0
    this.#known = asked.value
    this.#current = Promise.resolve(asked.value)
    onProblem(null)
    onChange()
  }

  #retryLater(problem: LoginProblem): void {
    this.#deps.onProblem(problem)
    const retryMs = retryAfterMs[this.#failures]
    this.#failures += 1
    if (retryMs !== undefined) this.#cancelRetry = this.#deps.clock.setTimer(() => void this.#read(), retryMs)
  }
}
