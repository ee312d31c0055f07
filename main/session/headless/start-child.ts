import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Environment } from '../../environment/child-environment.ts'
import type { Pipe } from './read-output.ts'
import type { HeadlessEnd, HeadlessFailureCode } from './headless-result.ts'

/** What a run is started with. */
export type ChildRequest = {
  /** The program, best as `findProgram` found it, and its arguments; no shell reads them. */
  readonly argv: readonly [program: string, ...args: string[]]
  readonly workdir: string
  /** All of it: nothing is inherited. */
  readonly environment: Environment
  /** Written to standard input, which is closed behind it; null: there is nothing to read from the start. */
  readonly stdin: string | null
}

/** Why there is no process. */
export type NoChild = {
  readonly code: HeadlessFailureCode
  readonly end: Extract<HeadlessEnd, { kind: 'not-started' }>
}

/** A started process; nothing reads its pipes yet. */
export type HeadlessChild = {
  readonly pid: number
  readonly pipes: Readonly<Record<Pipe, Readable>>
  /** Resolves when the process has ended, whatever its pipes do. */
  readonly ended: Promise<HeadlessEnd>
}

/**
 * Starts a program in a process group and session of its own, so that a signal to it reaches nobody else, and what it
 * starts can be found. It gets three open files and nothing else of the app's: Node opens its own for itself alone.
 *
 * @returns the child once it runs, or why it does not
 */
export async function startChild(
  request: ChildRequest,
  platform: NodeJS.Platform,
): Promise<{ readonly child: HeadlessChild } | { readonly none: NoChild }> {
  const [program, ...args] = request.argv
  try {
    const child = spawn(program, args, {
      cwd: request.workdir,
      env: request.environment,
      stdio: [request.stdin === null ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      // On Windows this would open a console window.
      detached: platform !== 'win32',
      windowsHide: true,
    })
    const ended = new Promise<HeadlessEnd>((resolve) => {
      child.once('exit', (code, signal) => {
        resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal })
      })
    })
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve)
      child.once('error', reject)
    })
    const { pid, stdin, stdout, stderr } = child
    if (pid === undefined || stdout === null || stderr === null) throw new Error('A child without its pipes')
    child.on('error', () => undefined)
    // A tool need not read its input: then the pipe breaks, and that is no fault.
    stdin?.on('error', () => undefined)
    stdin?.end(request.stdin)
    return { child: { pid, pipes: { stdout, stderr }, ended } }
  } catch (error) {
    return { none: explain(error, request.workdir) }
  }
}

function explain(error: unknown, workdir: string): NoChild {
  const cause = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const end = { kind: 'not-started', cause } as const
  // A folder that is gone gives the same error as a program that is.
  if (cause === 'ENOENT')
    return isFolder(workdir) ? { code: 'headless-missing', end } : { code: 'headless-start', end }
  return { code: cause === 'E2BIG' || cause === 'ENAMETOOLONG' ? 'headless-too-long' : 'headless-start', end }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
