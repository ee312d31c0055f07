import { spawn } from 'node:child_process'
import { userInfo } from 'node:os'
import { accessSync, constants } from 'node:fs'
import { cleanEnvironment, type Environment } from './child-environment.ts'
import { killGroup } from '../process/send-signal.ts'

/** How long a user's start files may take before Roost goes on without them. */
const loginTimeoutMs = 10_000

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

/**
 * The environment that the user's shell makes for a terminal: a desktop starts Roost without their PATH.
 * Falls back to the app's own environment where the shell fails or takes longer than `timeoutMs`.
 */
export async function readLoginEnvironment(
  base: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  timeoutMs = loginTimeoutMs,
): Promise<Environment> {
  const own = cleanEnvironment(base)
  if (platform === 'win32') return own
  const mark = `roost-env-${process.pid}`
  const output = await askShell(loginShell(base, platform)[0], mark, own, timeoutMs)
  const read = output === null ? null : parseEnvironment(output, mark)
  return read === null ? own : withOwnPath(cleanEnvironment(read), own['PATH'] ?? '')
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

function parseEnvironment(output: string, mark: string): Record<string, string> | null {
  const [, block] = output.split(`${mark}\0`)
  if (block === undefined) return null
  const pairs = block.split('\0').flatMap((pair) => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals), pair.slice(equals + 1)] as const] : []
  })
  const environment = Object.fromEntries(pairs.filter(([name]) => !shellInternals.has(name)))
  return environment['PATH'] === undefined ? null : environment
}

/** Of the asking shell itself, not of the user. */
const shellInternals: ReadonlySet<string> = new Set(['_', 'SHLVL', 'PWD', 'OLDPWD'])

function askShell(shell: string, mark: string, env: Environment, timeoutMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    // Start files may print anything: the answer stands between two marks. A session of its own, so that an interactive
    // shell cannot take the terminal that Roost may have been started from.
    const script = `printf '%s\\0' '${mark}'; command env -0; printf '%s\\0' '${mark}'`
    const child = spawn(shell, ['-l', '-i', '-c', script], {
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const chunks: Buffer[] = []
    const finish = (text: string | null): void => {
      clearTimeout(timer)
      // A start file may have left something in the background that holds the pipe.
      child.stdout.destroy()
      resolve(text)
    }
    const timer = setTimeout(() => {
      killGroup(child.pid)
      finish(null)
    }, timeoutMs)
    child.on('error', () => finish(null))
    child.on('exit', () => setImmediate(() => finish(Buffer.concat(chunks).toString('utf8'))))
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      if (text.split(`${mark}\0`).length > 2) finish(text)
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
