import type { Caller } from '../../app/cli/caller.ts'
import { cliError } from '../../app/cli/cli-error.ts'
import type { CliError, CliRequest } from '../../app/cli/protocol.ts'
import { isEmptyPrompt } from '../../app/session/prompt.ts'
import type { Result } from '../../app/base/result.ts'
import { plainError, succeed } from '../../app/base/result.ts'
import type { CliAccess } from './cli-access.ts'
import type { CliTarget } from './cli-target.ts'
import { findReached } from './reached-session.ts'

/**
 * Does what a client asks, as far as it may.
 *
 * @param from.gone aborted when the client has gone, so that nothing goes on waiting for it
 * @returns the value of `CliValues` for the verb
 */
export async function answerRequest(
  request: CliRequest,
  { caller, gone }: { readonly caller: Caller; readonly gone: AbortSignal },
  { target, access }: { readonly target: CliTarget; readonly access: CliAccess },
): Promise<Result<unknown, CliError>> {
  if (request.verb === 'list') return succeed(target.list().filter(({ id }) => access.reaches(caller, id)))
  if (request.verb === 'new') {
    const createdBy = caller.kind === 'session' ? caller.id : null
    return withCandidates(await target.create(request.tool, request.folder, createdBy))
  }
  const found = await findReached(target.list(), request.session, caller, access)
  if (!found.ok) return found
  const { id } = found.value
  switch (request.verb) {
    case 'send': {
      if (isEmptyPrompt(request)) return { ok: false, error: cliError('cli-empty-prompt') }
      return withCandidates(await target.send(id, request.text, request.images))
    }
    case 'run': {
      if (isEmptyPrompt(request)) return { ok: false, error: cliError('cli-empty-prompt') }
      const ran = await target.run(id, request.text, request.images, request.timeoutMs, gone)
      if (!ran.ok) return withCandidates(ran)
      const { text, partial, lost, endedBy } = ran.value
      return succeed({
        text,
        partial,
        ...(lost === undefined ? {} : { lost }),
        endedBy,
        question: endedBy === 'waiting' ? questionOf(target, id) : null,
      })
    }
    case 'wait':
      return withCandidates(await target.waitFor(id, request.what, request.timeoutMs, gone))
    case 'interrupt':
      // The key that stops a tool says no to what it asks; what a session asks is the user's to answer.
      if (access.isInside(caller, id) && questionIsOpen(target, id))
        return { ok: false, error: cliError('cli-own-question') }
      return withCandidates(await target.interrupt(id))
    case 'close':
      return withCandidates(await target.close(id, request.confirmed))
  }
}

function questionIsOpen(target: CliTarget, id: string): boolean {
  return target.list().find((session) => session.id === id)?.status === 'waiting'
}

function questionOf(target: CliTarget, id: string): string | null {
  return target.list().find((session) => session.id === id)?.question ?? null
}

function withCandidates<T>(result: Result<T>): Result<T, CliError> {
  return result.ok ? result : { ok: false, error: { ...plainError(result.error), candidates: [] } }
}
