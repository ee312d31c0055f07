import { readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import * as v from 'valibot'
import { cliError } from '../../app/cli/cli-error.ts'
import { CliAnswerSchema, protocolVersion, type CliError, type CliRequest } from '../../app/cli/protocol.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { secretFileName } from './open-cli.ts'
import { isCode, lookAtPlace } from './private-folder.ts'
import { parseLine, readFirstLine } from './read-line.ts'
import { pipeName, socketPlaces, type PlaceFacts } from './socket-place.ts'

/** An answer is one line too; the text of a run is far shorter than this. */
const maxAnswerBytes = 64 * 1024 * 1024

/** As whom `roost` asks, by its environment. */
export type AskingAs =
  | { readonly kind: 'user' }
  /** `token`: null in a session of an older Roost, whose programs have no rights. */
  | { readonly kind: 'session'; readonly token: string | null }

/** Inside a session the innermost has set these; what runs there never asks as the user. */
export function askingAs(environment: Readonly<Record<string, string | undefined>>): AskingAs {
  const { ROOST_CALLER: token = '', ROOST_SESSION_ID: session = '' } = environment
  if (token !== '') return { kind: 'session', token }
  return session === '' ? { kind: 'user' } : { kind: 'session', token: null }
}

/**
 * Asks the app that runs one thing.
 *
 * @param facts.userName for the name of the pipe on Windows
 * @param deadlineMs how long the answer may take, null for as long as it likes
 * @returns what the app answered; or `cli-not-running`, `cli-not-ours`, `cli-lost`, `cli-no-answer`
 */
export async function askApp(
  facts: PlaceFacts & { readonly userName: string; readonly asking: AskingAs },
  request: CliRequest,
  deadlineMs: number | null,
): Promise<Result<unknown, CliError>> {
  const reached = facts.platform === 'win32' ? await reachPipe(facts) : await reachFile(facts)
  if (!reached.ok) return reached
  const { socket, secret } = reached.value
  const identity = await identityOf(facts, secret)
  // The answer may be there already, where the app says no before it has read all; the end of the line tells.
  socket.on('error', () => undefined)
  socket.write(`${JSON.stringify({ v: protocolVersion, ...identity, request })}\n`)
  const line = await readFirstLine(socket, { maxBytes: maxAnswerBytes, deadlineMs })
  socket.destroy()
  if (line.kind === 'too-slow') return fail('cli-no-answer')
  if (line.kind !== 'line') return fail('cli-lost')
  const answer = v.safeParse(CliAnswerSchema, parseLine(line.bytes))
  if (!answer.success) return fail('cli-version')
  return answer.output.ok ? succeed(answer.output.value) : { ok: false, error: answer.output.error }
}

/** `secret`: null where nobody needed it to find the app. */
type Reached = { readonly socket: Socket; readonly secret: string | null }

/** What shows who asks. */
async function identityOf(
  { asking, dataFolder }: { readonly asking: AskingAs; readonly dataFolder: string },
  secret: string | null,
): Promise<{ readonly secret?: string; readonly token?: string }> {
  if (asking.kind === 'user') return { secret: secret ?? (await readSecret(dataFolder)) }
  return asking.token === null ? {} : { token: asking.token }
}

/** @returns the empty text where there is none: no app runs, or it is somebody else's */
function readSecret(dataFolder: string): Promise<string> {
  return readFile(join(dataFolder, secretFileName), 'utf8').catch(() => '')
}

async function reachFile(facts: PlaceFacts): Promise<Result<Reached, CliError>> {
  let failure: Result<never, CliError> = fail('cli-not-running')
  for (const place of socketPlaces(facts)) {
    const look = await lookAtPlace(place, facts.userId ?? 0)
    if (look === 'absent') continue
    const socket = look === 'ours' ? await open(place.path) : 'not-ours'
    if (socket === 'not-ours') failure = fail('cli-not-ours')
    else if (socket !== 'nobody') return succeed({ socket, secret: null })
  }
  return failure
}

async function reachPipe(
  facts: PlaceFacts & { readonly userName: string },
): Promise<Result<Reached, CliError>> {
  const secret = await readSecret(facts.dataFolder)
  if (secret === '') return fail('cli-not-running')
  const socket = await open(pipeName(facts.dataFolder, facts.userName, secret))
  if (socket === 'nobody') return fail('cli-not-running')
  return socket === 'not-ours' ? fail('cli-not-ours') : succeed({ socket, secret })
}

/** `nobody`: there is no socket, or no app behind it. */
function open(address: string): Promise<Socket | 'nobody' | 'not-ours'> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error) =>
      resolve(isCode(error, 'EACCES') || isCode(error, 'EPERM') ? 'not-ours' : 'nobody'),
    )
  })
}

function fail(code: 'cli-not-running' | 'cli-not-ours' | 'cli-no-answer' | 'cli-lost' | 'cli-version'): {
  readonly ok: false
  readonly error: CliError
} {
  return { ok: false, error: cliError(code) }
}
