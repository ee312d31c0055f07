import { execFile, spawn } from 'node:child_process'
import { dirname } from 'node:path'
import type { Environment } from '../environment/child-environment.ts'
import { killGroup } from '../process/send-signal.ts'
import { findProgram } from '../environment/find-program.ts'
import { gitEnvironment, gitOptions } from './harmless.ts'

/** What came of asking git. */
export type GitAnswer =
  /** `isCut` where it said more than is read. Bytes that are no UTF-8 stand as U+FFFD. */
  | { readonly kind: 'said'; readonly text: string; readonly isCut: boolean }
  /** It ended with an error: no repository, one of another user ("dubious ownership"), a broken one, no such folder. */
  | { readonly kind: 'refused'; readonly exitCode: number }
  /** It took too long and was ended, was ended by someone, or could not be started now. */
  | { readonly kind: 'unknown' }
  /** There is no git on PATH. */
  | { readonly kind: 'missing' }

/**
 * Asks git about a folder. Never rejects.
 *
 * @param args the command and its options
 * @param signal ends it early, with all its children
 */
export type RunGit = (folder: string, args: readonly string[], signal?: AbortSignal) => Promise<GitAnswer>

/**
 * Runs git so that asking changes nothing and runs nothing (see `harmless.ts`): no locks, no index written, no terminal,
 * no input, in a process group of its own that ends with it.
 *
 * @param around.environment gives the user's own, for PATH and where git's settings are; asked at each run, since it may
 *   be read only while the app starts
 * @param around.timeoutMs how long a git may take
 * @param around.maxBytes how much of what it says is read
 */
export function createRunGit(around: {
  readonly environment: () => Promise<Environment>
  readonly platform: NodeJS.Platform
  readonly timeoutMs?: number
  readonly maxBytes?: number
}): RunGit {
  const { platform, timeoutMs = longestRunMs, maxBytes = mostBytes } = around
  let program: string | null = null
  return async (folder, args, signal) => {
    const environment = await around.environment()
    program ??= await findGit(environment, platform)
    if (program === null) return { kind: 'missing' }
    const argv = [...gitOptions(platform), '-C', folder, ...args]
    const env = gitEnvironment(environment, platform)
    const answer = await run(program, argv, { env, platform, timeoutMs, maxBytes, signal })
    // It may have been moved by an update: the next run looks for it again.
    if (answer.kind === 'missing') program = null
    return answer
  }
}

/** Long enough for a large repository from a cold disk; one that takes longer is asked rarely. */
const longestRunMs = 5000
/** Some 100 000 changed files, at 100 bytes and a path each. */
const mostBytes = 16 * 1024 * 1024

/**
 * Where git is. A Mac without the developer tools has a stand-in that would ask the user to install them: there
 * `xcode-select -p` fails.
 */
async function findGit(environment: Environment, platform: NodeJS.Platform): Promise<string | null> {
  const program = await findProgram('git', environment, platform)
  if (platform !== 'darwin' || program !== '/usr/bin/git') return program
  const isInstalled = await new Promise<boolean>((resolve) => {
    execFile('/usr/bin/xcode-select', ['-p'], { timeout: 2000 }, (error) => resolve(error === null))
  })
  return isInstalled ? program : null
}

type RunOptions = {
  readonly env: Environment
  readonly platform: NodeJS.Platform
  readonly timeoutMs: number
  readonly maxBytes: number
  readonly signal: AbortSignal | undefined
}

function run(program: string, argv: readonly string[], options: RunOptions): Promise<GitAnswer> {
  const { env, platform, timeoutMs, maxBytes, signal } = options
  return new Promise((resolve) => {
    // The folder goes by `-C`: one that is gone is git's error, not one of the start that reads like a missing git.
    const child = spawn(program, argv, {
      cwd: dirname(program),
      env,
      detached: platform !== 'win32',
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const chunks: Buffer[] = []
    let bytes = 0
    const finish = (answer: GitAnswer): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      resolve(answer)
    }
    const end = (answer: GitAnswer): void => {
      endTree(child.pid, platform)
      child.stdout.destroy()
      finish(answer)
    }
    const giveUp = (): void => end({ kind: 'unknown' })
    const timer = setTimeout(giveUp, timeoutMs)
    signal?.addEventListener('abort', giveUp, { once: true })
    if (signal?.aborted === true) giveUp()
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes <= maxBytes) return
      const text = Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8')
      end({ kind: 'said', text, isCut: true })
    })
    child.on('error', (error: NodeJS.ErrnoException) => {
      finish({ kind: error.code === 'ENOENT' ? 'missing' : 'unknown' })
    })
    child.on('close', (exitCode) => {
      if (exitCode === null) finish({ kind: 'unknown' })
      else if (exitCode !== 0) finish({ kind: 'refused', exitCode })
      else finish({ kind: 'said', text: Buffer.concat(chunks).toString('utf8'), isCut: false })
    })
  })
}

/** Ends git and what it started. A process that the disk holds ends when the disk lets go; nobody waits for it. */
function endTree(pid: number | undefined, platform: NodeJS.Platform): void {
  if (platform !== 'win32') killGroup(pid)
  else if (pid !== undefined)
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], { windowsHide: true }, () => undefined)
}
