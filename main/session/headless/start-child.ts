import { statSync } from 'node:fs'
import type { Readable } from 'node:stream'
import type { Environment } from '../../environment/child-environment.ts'
import { startPiped } from '../../process/start-piped.ts'
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
 * Starts the program of a run, with three open files and nothing else of the app's: Node opens its own for itself alone.
 *
 * @returns the child once it runs, or why it does not
 */
export async function startChild(
  request: ChildRequest,
  platform: NodeJS.Platform,
): Promise<{ readonly child: HeadlessChild } | { readonly none: NoChild }> {
  const { workdir, environment, stdin } = request
  const [program, ...args] = request.argv
  const pipes = stdin === null ? (['stderr'] as const) : (['stdin', 'stderr'] as const)
  const child = await startPiped({ program, args, cwd: workdir, env: environment, platform, pipes })
  if ('cause' in child) return { none: explain(child.cause, workdir) }
  child.stdin?.end(stdin)
  const { pid, stdout, stderr, exited } = child
  return { child: { pid, pipes: { stdout, stderr }, ended: exited } }
}

function explain(cause: string, workdir: string): NoChild {
  const end = { kind: 'not-started', cause } as const
  // A folder that is gone gives the same error as a program that is.
  if (cause === 'ENOENT')
    return isFolder(workdir) ? { code: 'headless-missing', end } : { code: 'headless-start', end }
  if (noRoom.has(cause)) return { code: 'headless-descriptors', end }
  return { code: cause === 'E2BIG' || cause === 'ENAMETOOLONG' ? 'headless-too-long' : 'headless-start', end }
}

/** The system has no descriptor, or no process, to give: nothing is wrong with the tool. */
const noRoom: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'EAGAIN', 'ENOMEM'])

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
