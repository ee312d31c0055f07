import type { Result } from '../../app/base/result.ts'
import type { AwaitedStatus, CliSession, CliValues } from '../../app/cli/protocol.ts'
import type { PromptResult } from '../../app/session/prompt.ts'
import type { SessionId } from '../../app/session/session.ts'

/** What the command line may do with the sessions: what a user can do, and no more. Times are milliseconds. */
export type CliTarget = {
  list(): readonly CliSession[]
  /**
   * @param folder absolute
   * @param createdBy the session in which the caller runs; null for the user
   */
  create(tool: string, folder: string, createdBy: SessionId | null): Promise<Result<SessionId>>
  /**
   * Queues a prompt, and resolves when its tool has taken it or something else has to happen first.
   *
   * @param images absolute paths of the caller's own files, to be copied and checked as dropped ones are
   */
  send(id: SessionId, text: string, images: readonly string[]): Promise<Result<CliValues['send']>>
  /**
   * As `send`, and waits for the end. A time that is over is no failure but `endedBy: 'timeout'`. Where `signal` is
   * aborted, the client has gone: a prompt whose turn has not come is not sent, and nobody waits behind one that was.
   */
  run(
    id: SessionId,
    text: string,
    images: readonly string[],
    timeoutMs: number | null,
    signal: AbortSignal,
  ): Promise<Result<PromptResult>>
  /**
   * Resolves with the kind of its status once that is the awaited one, or once it can no longer become so without a
   * user: it waits, or its process has ended. Fails with `cli-timeout`. Ends at once when `signal` is aborted: the
   * client has gone.
   */
  waitFor(
    id: SessionId,
    what: AwaitedStatus,
    timeoutMs: number | null,
    signal: AbortSignal,
  ): Promise<Result<{ readonly status: string }>>
  interrupt(id: SessionId): Promise<Result<null>>
  /** `asks`: it is at work and nobody confirmed. */
  close(id: SessionId, confirmed: boolean): Promise<Result<'closed' | 'asks'>>
}
