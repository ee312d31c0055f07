import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CliSession } from '../../app/cli/protocol.ts'
import { succeed } from '../../app/base/result.ts'
import { failWith } from '../../app/i18n/failure.ts'
import type { SessionReach } from '../../app/session/reach.ts'
import { makeSessionId, type SessionId } from '../../app/session/session.ts'
import { systemClock } from '../../main/base/clock.ts'
import { CliAccess } from '../../main/cli/cli-access.ts'
import type { CliTarget } from '../../main/cli/cli-target.ts'
import { openCli } from '../../main/cli/open-cli.ts'

/** The sessions of an app that is not there, what it was asked for, and what it answers. */
export type CliRig = {
  /** The data folder, 0700. */
  readonly data: string
  readonly sessions: CliSession[]
  /** The calls that reached the target, newest last. */
  readonly calls: unknown[][]
  /** What went to the log as an error. */
  readonly errors: string[]
  /** Signals of the waits, so that a test sees that they were ended. */
  readonly waits: AbortSignal[]
  readonly target: CliTarget
  readonly access: CliAccess
  /** The session of each token. */
  readonly tokens: Map<string, SessionId>
  /** From which session each was made. */
  readonly creators: Map<SessionId, SessionId>
  /** What the settings say, and the user where they are asked; the last answer stands. */
  readonly user: { reach: SessionReach; says: boolean | Promise<boolean> }
  /** Whom the user was asked about, newest last. */
  readonly asked: (readonly [caller: SessionId, target: SessionId])[]
  readonly open: (environment?: Record<string, string>) => Promise<{ dispose(): Promise<void> }>
  readonly dispose: () => Promise<void>
}

/** By which the rig's app knows the user. */
export const testSecret = 'the secret of the user'

/** @param name of the data folder, to make its path long */
export function createCliRig(name = 'data', overrides: Partial<CliTarget> = {}): CliRig {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'roost-cli-')))
  const data = join(root, name)
  mkdirSync(data, { recursive: true })
  chmodSync(data, 0o700)
  const calls: unknown[][] = []
  const errors: string[] = []
  const waits: AbortSignal[] = []
  const sessions = [sessionOf(3, 'ab12', 'Fix the build'), sessionOf(4, 'cd34', 'Docs')]
  const opened: { dispose(): Promise<void> }[] = []
  const target: CliTarget = {
    list: () => sessions,
    async create(tool, folder, createdBy) {
      calls.push(createdBy === null ? ['create', tool, folder] : ['create', tool, folder, createdBy])
      return succeed(makeSessionId(5, 'ef56'))
    },
    async send(...asked) {
      calls.push(['send', ...asked])
      return succeed({ state: 'sent' })
    },
    async run(id, text, images, timeoutMs) {
      calls.push(['run', id, text, images, timeoutMs])
      return succeed({ text: `You said: ${text}`, partial: false, endedBy: 'idle' })
    },
    waitFor(id, what, timeoutMs, signal) {
      calls.push(['waitFor', id, what, timeoutMs])
      waits.push(signal)
      return new Promise((resolve) => {
        const late =
          timeoutMs === null ? undefined : setTimeout(() => resolve(failWith('cli-timeout')), timeoutMs)
        signal.addEventListener('abort', () => clearTimeout(late))
      })
    },
    async interrupt(id) {
      calls.push(['interrupt', id])
      return succeed(null)
    },
    async close(id, confirmed) {
      calls.push(['close', id, confirmed])
      return succeed(confirmed ? 'closed' : 'asks')
    },
    ...overrides,
  }
  const [tokens, creators] = [new Map<string, SessionId>(), new Map<SessionId, SessionId>()]
  const user: CliRig['user'] = { reach: 'own', says: false }
  const asked: [SessionId, SessionId][] = []
  const access = new CliAccess({
    clock: systemClock,
    reach: () => user.reach,
    sessionOfToken: (token) => tokens.get(token) ?? null,
    creatorOf: (id) => creators.get(id) ?? null,
    async askUser(...pair) {
      asked.push(pair)
      return user.says
    },
  })
  const log = {
    info: () => undefined,
    error: (line: string, error?: unknown) => void errors.push(`${line}: ${String(error)}`),
  }
  return {
    data,
    sessions,
    calls,
    errors,
    waits,
    target,
    access,
    tokens,
    creators,
    user,
    asked,
    async open(environment = {}) {
      const { platform } = process
      const served = { userData: data, target, access, secret: testSecret }
      const cli = await openCli({ ...served, platform, log, environment })
      opened.push(cli)
      return cli
    },
    async dispose() {
      for (const cli of opened) await cli.dispose()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function sessionOf(counter: number, tail: string, title: string): CliSession {
  return {
    id: makeSessionId(counter, tail),
    title,
    name: title,
    tool: 'claude',
    folder: '/work',
    status: 'idle',
    certainty: 'sure',
    question: null,
    mode: 'interactive',
    queued: 0,
    branch: null,
    conflict: false,
    active: counter === 3,
  }
}
