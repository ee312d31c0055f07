import type { Caller } from '../../app/cli/caller.ts'
import { cliError } from '../../app/cli/cli-error.ts'
import type { CliError } from '../../app/cli/protocol.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { descendsFrom, type SessionReach } from '../../app/session/reach.ts'
import type { SessionId } from '../../app/session/session.ts'
import type { Clock } from '../base/clock.ts'
import { within } from '../base/wait.ts'

/** Less than `roost` waits for an answer, so that it is told what it waits for. */
const answerWithinMs = 25_000

type SessionCaller = Extract<Caller, { kind: 'session' }>

type CliAccessDeps = {
  readonly reach: () => SessionReach
  readonly sessionOfToken: (token: string) => SessionId | null
  readonly creatorOf: (id: SessionId) => SessionId | null
  /** Asks in the window whether one session may use another. One question at a time is asked. */
  readonly askUser: (caller: SessionId, target: SessionId) => Promise<boolean>
  readonly clock: Pick<Clock, 'setTimer'>
}

/** What the user has said of one session that wants to use another; `asking` while they have not. */
type Word =
  | { readonly kind: 'asking'; readonly answered: Promise<unknown> }
  | { readonly kind: 'yes' }
  /** Until the tool of the caller is started again, so that it cannot go on asking. */
  | { readonly kind: 'no'; readonly token: string }

/** Decides which sessions a caller may see and use. The user may use all of them. */
export class CliAccess {
  readonly #deps: CliAccessDeps
  readonly #words = new Map<SessionId, Map<SessionId, Word>>()
  #lastQuestion: Promise<unknown> = Promise.resolve()

  constructor(deps: CliAccessDeps) {
    this.#deps = deps
  }

  /** The session whose token this is. Failures: `cli-token`; `cli-off`, where programs in sessions may do nothing. */
  callerOf(token: string): Result<SessionCaller, CliError> {
    const id = this.#deps.sessionOfToken(token)
    if (id === null) return refused('cli-token')
    return this.#deps.reach() === 'off' ? refused('cli-off') : succeed({ kind: 'session', id, token })
  }

  /** Whether a caller may use a session, and be told of it, without a question. */
  reaches(caller: Caller, id: SessionId): boolean {
    if (caller.kind === 'user' || this.#deps.reach() === 'all') return true
    return this.#isOwn(id, caller.id) || this.#words.get(caller.id)?.get(id)?.kind === 'yes'
  }

  /**
   * Whether a caller may use a session, which the user is asked where nobody knows.
   *
   * @returns failures: `cli-not-allowed`; `cli-asked` where the user has not answered within 25 s; `cli-off`
   */
  async allow(caller: Caller, id: SessionId): Promise<Result<null, CliError>> {
    if (caller.kind === 'user' || this.reaches(caller, id)) return succeed(null)
    const word = this.#wordOf(caller, id) ?? this.#ask(caller, id)
    if (word.kind === 'asking') await within(this.#deps.clock, answerWithinMs, word.answered)
    // The settings may be others by now.
    if (this.#deps.reach() === 'off') return refused('cli-off')
    if (this.reaches(caller, id)) return succeed(null)
    return refused(this.#wordOf(caller, id)?.kind === 'asking' ? 'cli-asked' : 'cli-not-allowed')
  }

  /** Whether a session is the caller's own, or one from which the caller's was made: its question is not theirs to answer. */
  isInside(caller: Caller, id: SessionId): boolean {
    return caller.kind === 'session' && this.#isOwn(caller.id, id)
  }

  /** A session is closed: what was said of it is over. */
  forget(id: SessionId): void {
    this.#words.delete(id)
    for (const ofCaller of this.#words.values()) ofCaller.delete(id)
  }

  #isOwn(id: SessionId, root: SessionId): boolean {
    return descendsFrom(id, root, this.#deps.creatorOf)
  }

  #wordOf(caller: SessionCaller, id: SessionId): Word | null {
    const word = this.#words.get(caller.id)?.get(id) ?? null
    return word?.kind === 'no' && word.token !== caller.token ? null : word
  }

  #ask(caller: SessionCaller, id: SessionId): Word {
    const ofCaller = this.#words.get(caller.id) ?? new Map<SessionId, Word>()
    this.#words.set(caller.id, ofCaller)
    const answered = this.#lastQuestion.then(async () => {
      // Closed before its turn came.
      if (ofCaller.get(id) !== word) return
      const isYes = await this.#deps.askUser(caller.id, id).catch(() => false)
      if (ofCaller.get(id) === word) ofCaller.set(id, isYes ? { kind: 'yes' } : noTo(caller))
    })
    this.#lastQuestion = answered
    const word: Word = { kind: 'asking', answered }
    ofCaller.set(id, word)
    return word
  }
}

function noTo({ token }: SessionCaller): Word {
  return { kind: 'no', token }
}

function refused(code: 'cli-token' | 'cli-off' | 'cli-asked' | 'cli-not-allowed'): {
  readonly ok: false
  readonly error: CliError
} {
  return { ok: false, error: cliError(code) }
}
