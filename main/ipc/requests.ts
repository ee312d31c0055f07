import type { IpcMain } from 'electron'
import * as v from 'valibot'
import { failWith } from '../../app/i18n/failure.ts'
import {
  maxRequestChars,
  requests,
  type ParsedArgument,
  type RequestResults,
} from '../../app/ipc/contract.ts'
import { requestChannels, type RequestChannel } from '../../app/ipc/channels.ts'
import { maxImageBytes } from '../../app/terminal/image.ts'
import type { Result } from '../../app/base/result.ts'
import { SessionIdSchema, type SessionId } from '../../app/session/session.ts'
import { measureArgument } from './request-size.ts'
import type { RequestSender } from './sender.ts'

/** What answers each request, with an argument that has passed every check. Expected failures are values. */
export type RequestHandlers = {
  readonly [C in RequestChannel]: (
    argument: ParsedArgument<C>,
  ) => RequestResults[C] | Promise<RequestResults[C]>
}

/** The edge's surroundings. `onBug` gets what a handler threw, with the channel it happened on. */
export type RequestEdge = {
  readonly ipc: Pick<IpcMain, 'handle' | 'removeHandler'>
  readonly isTrusted: (sender: RequestSender) => boolean
  readonly knowsSession: (id: SessionId) => boolean
  readonly onBug: (error: unknown, what: string) => void
  readonly onRefused: (channel: RequestChannel, why: string) => void
}

/**
 * Answers every request of the contract. Each is checked for who sent it, for its size, by its schema, and for a
 * session that exists, in this order; whatever fails resolves with code `bad-request` (`no-session` for the last),
 * and a handler that throws with code `bug`. A request never rejects.
 *
 * @returns a function that stops answering
 */
export function answerRequests(edge: RequestEdge, handlers: RequestHandlers): () => void {
  for (const channel of requestChannels) answerOne(edge, channel, handlers[channel])
  return () => {
    for (const channel of requestChannels) edge.ipc.removeHandler(channel)
  }
}

function answerOne<C extends RequestChannel>(
  edge: RequestEdge,
  channel: C,
  handler: RequestHandlers[C],
): void {
  edge.ipc.handle(channel, async (event, ...given: unknown[]) => {
    const refuse = (why: string): Result<never> => {
      edge.onRefused(channel, why)
      return failWith('bad-request')
    }
    if (!edge.isTrusted(event)) return refuse('its sender is not our page')
    if (given.length !== 1) return refuse('it has not exactly one argument')
    const size = measureArgument(given[0], maxRequestChars)
    if (size.chars > maxRequestChars || size.bytes > maxImageBytes) return refuse('it is too large')
    const parsed = v.safeParse(requests[channel].argument, given[0])
    if (!parsed.success)
      return refuse(`its argument does not fit at ${v.getDotPath(parsed.issues[0]) ?? 'the top'}`)
    const id = sessionOf(parsed.output)
    if (id !== null && !edge.knowsSession(id)) return failWith('no-session')
    try {
      return await handler(parsed.output)
    } catch (error) {
      edge.onBug(error, `request ${channel}`)
      return failWith('bug')
    }
  })
}

/** The session that an argument is about; requests name it `id`, and nothing else. */
function sessionOf(argument: unknown): SessionId | null {
  if (typeof argument !== 'object' || argument === null || !('id' in argument)) return null
  return v.parse(SessionIdSchema, argument.id)
}
