import { userInfo } from 'node:os'
import { accessSync, constants } from 'node:fs'
import { cleanEnvironment, type Environment } from './child-environment.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { endGroup } from '../process/end-group.ts'
import { startPiped, type ProcessEnd } from '../process/start-piped.ts'

/** The user's shell: the one they chose in this session, else that of their account. */
export function loginShell(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): readonly [program: string, ...args: string[]] {
  if (platform === 'win32') return [environment['COMSPEC'] ?? 'cmd.exe']
  const candidates = [environment['SHELL'], accountShell(), '/bin/bash', '/bin/sh']
  const shell = candidates.find((path) => path !== undefined && path.startsWith('/') && isExecutable(path))
  // Terminals of macOS start login shells, since nothing else reads the profile there; those of Linux do not.
  return platform === 'darwin' ? [shell ?? '/bin/sh', '-l'] : [shell ?? '/bin/sh']
}

/** Why a login shell has not told its environment. */
export type LoginProblem = {
  readonly shell: string
  readonly why:
    | { readonly kind: 'slow'; readonly ms: number }
    /** It ended without a word: by an `exit` in its start files, or because they handed over to another shell. */
    | { readonly kind: 'ended'; readonly end: ProcessEnd }
    | { readonly kind: 'not-started'; readonly cause: string }
}

/** What came of asking: the environment, or the problem. */
export type LoginRead = Result<Environment, LoginProblem>

/**
 * The environment that the user's shell makes for a terminal: a desktop starts Roost without their PATH. Never rejects.
 *
 * @param options.limitMs how long their start files may take
 * @param options.signal ends the asking
 */
export async function readLoginEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  options: { readonly limitMs: number; readonly signal?: AbortSignal },
): Promise<LoginRead> {
  const own = cleanEnvironment(base)
  if (platform === 'win32') return succeed(own)
  const mark = `roost-env-${process.pid}`
  const [shell] = loginShell(base, platform)
  const asked = await askShell({ shell, mark, env: own, platform, ...options })
  if (!asked.ok) return { ok: false, error: { shell, why: asked.error } }
  const read = parseEnvironment(asked.value)
  if (read !== null) return succeed(withOwnPath(read, own['PATH'] ?? ''))
  return { ok: false, error: { shell, why: { kind: 'ended', end: { kind: 'exit', code: 0 } } } }
}

/**
 * Folders of the app's own PATH go behind those of the login shell: who starts Roost from a terminal in which a tool
 * is found expects it to be found in Roost. What npm puts there for its scripts is Roost's, not the user's.
 */
function withOwnPath(environment: Environment, ownPath: string): Environment {
  const login = (environment['PATH'] ?? '').split(':')
  const added = ownPath
    .split(':')
    .filter((folder) => folder.startsWith('/') && !login.includes(folder) && !npmFolder.test(folder))
  return { ...environment, PATH: [...login, ...new Set(added)].join(':') }
}

const npmFolder = /\/node_modules\/(?:\.bin|.*node-gyp-bin)\/?$/u

function parseEnvironment(block: string): Record<string, string> | null {
  const pairs = block.split('\0').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)] as const] : []
  })
  const environment = Object.fromEntries(pairs.filter(([name]) => !shellInternals.has(name)))
  return environment['PATH'] === undefined ? null : environment
}

/** Of the asking shell itself, not of the user. */
const shellInternals: ReadonlySet<string> = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD'])

type Question = {
  readonly shell: string
  readonly mark: string
  readonly env: Environment
  readonly platform: NodeJS.Platform
  readonly limitMs: number
  readonly signal?: AbortSignal
}

/** How long what a shell has printed may be on its way after it has ended. */
const restMs = 1000

/** What a login shell prints between two marks: its start files may print anything before them, without end. */
async function askShell(question: Question): Promise<Result<string, LoginProblem['why']>> {
  const { shell, mark, env, platform, limitMs, signal } = question
  const script = `printf '%s\\0' '${mark}'; command env -0; printf '%s\\0' '${mark}'`
  const child = await startPiped({ program: shell, args: ['-l', '-i', '-c', script], env, platform })
  if ('cause' in child) return { ok: false, error: { kind: 'not-started', ...child } }
  return new Promise((resolve) => {
    const whole = Buffer.from(`${mark}\0`)
    let text = Buffer.of()
    let hasBegun = false
    let rest: NodeJS.Timeout | undefined
    const finish = (result: Result<string, LoginProblem['why']>): void => {
      clearTimeout(timer)
      clearTimeout(rest)
      signal?.removeEventListener('abort', giveUp)
      // A start file may have left something in the background that holds the pipe.
      child.stdout.destroy()
      resolve(result)
    }
    const giveUp = (): void => {
      endGroup(child.pid, platform)
      finish({ ok: false, error: { kind: 'slow', ms: limitMs } })
    }
    const timer = setTimeout(giveUp, limitMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted === true) giveUp()
    child.stdout.on('data', (chunk: Buffer) => {
      // Nothing is looked through twice, but for a mark that comes in two pieces.
      const from = hasBegun ? Math.max(0, text.length - whole.length) : 0
      text = Buffer.concat([text, chunk])
      if (!hasBegun) {
        const begin = text.indexOf(whole)
        hasBegun = begin !== -1
        text = text.subarray(hasBegun ? begin + whole.length : -whole.length)
      }
      const end = hasBegun ? text.indexOf(whole, from) : -1
      if (end !== -1) finish(succeed(text.toString('utf8', 0, end)))
    })
    void child.exited.then((end) => {
      const ended = (): void => finish({ ok: false, error: { kind: 'ended', end } })
      // Its last words may come after its end, and what it left in the background may hold the pipe open.
      rest = setTimeout(ended, restMs)
      if (child.stdout.readableEnded) ended()
      else child.stdout.once('end', ended)
    })
  })
}

function accountShell(): string | undefined {
  try {
    return userInfo().shell ?? undefined
  } catch {
    // An account without an entry in the user database.
    return undefined
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
