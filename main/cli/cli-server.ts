import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import * as v from 'valibot'
import type { Caller } from '../../app/cli/caller.ts'
import { cliError } from '../../app/cli/cli-error.ts'
import {
  CliEnvelopeSchema,
  CliRequestSchema,
  maxRequestBytes,
  protocolVersion,
  requestDeadlineMs,
  type CliAnswer,
  type CliError,
} from '../../app/cli/protocol.ts'
import { plainError, succeed, type Result } from '../../app/base/result.ts'
import type { Log } from '../desktop/log.ts'
import { answerRequest } from './answer-request.ts'
import type { CliAccess } from './cli-access.ts'
import type { CliTarget } from './cli-target.ts'
import { parseLine, readFirstLine, type FirstLine } from './read-line.ts'

/** More clients that wait than any user's scripts start; each holds a file descriptor. */
const maxWaiting = 200
/** Beside them: each asks within five seconds, and is answered or refused. */
const maxClients = maxWaiting + 100
/** How long a client that was refused may take to read why. */
const lastWordsMs = 1000

/** What the server needs. `secret`: what a client shows that comes from the user, and not from a session. */
export type CliServerDeps = {
  readonly target: CliTarget
  readonly access: CliAccess
  readonly secret: string
  readonly log: Pick<Log, 'error'>
  /** `requestDeadlineMs`, unless a test has less time. */
  readonly deadlineMs?: number
}

/** A server that is not listening yet. `end` drops every client; closing the server is up to who made it listen. */
export function createCliServer(deps: CliServerDeps): { readonly server: Server; end(): void } {
  const clients = new Set<Socket>()
  const waiting = new Set<AbortSignal>()
  const server = createServer((socket) => {
    clients.add(socket)
    const gone = new AbortController()
    socket.on('close', () => {
      clients.delete(socket)
      gone.abort()
    })
    // A close follows, and that is what counts.
    socket.on('error', () => undefined)
    void serve(socket, gone.signal, waiting, deps)
  })
  server.maxConnections = maxClients
  return { server, end: () => clients.forEach((socket) => socket.destroy()) }
}

async function serve(
  socket: Socket,
  gone: AbortSignal,
  waiting: Set<AbortSignal>,
  deps: CliServerDeps,
): Promise<void> {
  const limit = { maxBytes: maxRequestBytes, deadlineMs: deps.deadlineMs ?? requestDeadlineMs }
  const line = await readFirstLine(socket, limit)
  const result = await answerLine(line, gone, waiting, deps)
  if (result === null || gone.aborted) return
  const answer: CliAnswer = result.ok
    ? { v: protocolVersion, ok: true, value: result.value }
    : {
        v: protocolVersion,
        ok: false,
        error: { ...plainError(result.error), candidates: [...result.error.candidates] },
      }
  socket.end(`${JSON.stringify(answer)}\n`)
  setTimeout(() => socket.destroy(), line.kind === 'line' ? requestDeadlineMs : lastWordsMs).unref()
}

/** @returns null where nobody is left to hear it */
async function answerLine(
  line: FirstLine,
  gone: AbortSignal,
  waiting: Set<AbortSignal>,
  deps: CliServerDeps,
): Promise<Result<unknown, CliError> | null> {
  if (line.kind === 'gone') return null
  if (line.kind !== 'line') return { ok: false, error: cliError(`cli-${line.kind}`) }
  const envelope = v.safeParse(CliEnvelopeSchema, parseLine(line.bytes))
  if (!envelope.success) return { ok: false, error: cliError('cli-bad-request') }
  if (envelope.output.v !== protocolVersion) return { ok: false, error: cliError('cli-version') }
  const caller = callerOf(envelope.output, deps)
  if (!caller.ok) return caller
  const request = v.safeParse(CliRequestSchema, envelope.output.request)
  if (!request.success) return { ok: false, error: cliError('cli-bad-request') }
  if (gone.aborted) return null
  const { verb } = request.output
  const leave = (): void => void waiting.delete(gone)
  if (verb === 'wait' || verb === 'run') {
    // Whoever asks for anything else is answered all the same.
    if (waiting.size >= maxWaiting) return { ok: false, error: cliError('cli-crowded') }
    waiting.add(gone)
    gone.addEventListener('abort', leave)
  }
  try {
    return await answerRequest(request.output, { caller: caller.value, gone }, deps)
  } catch (error) {
    deps.log.error(`answering roost ${verb}`, error)
    return { ok: false, error: cliError('bug') }
  } finally {
    leave()
  }
}

/** Whoever shows a token is a program of that session, whatever else it shows. Nothing gives no rights. */
function callerOf(
  { secret, token }: v.InferOutput<typeof CliEnvelopeSchema>,
  deps: CliServerDeps,
): Result<Caller, CliError> {
  if (token !== undefined) return deps.access.callerOf(token)
  if (secret !== undefined && isSame(secret, deps.secret)) return succeed({ kind: 'user' })
  return { ok: false, error: cliError('cli-refused') }
}

/** In a time that does not tell how much of it is right. */
function isSame(given: string, secret: string): boolean {
  const [one, other] = [given, secret].map((text) => createHash('sha256').update(text).digest())
  return one !== undefined && other !== undefined && timingSafeEqual(one, other)
}
