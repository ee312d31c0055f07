import { spawn, type ChildProcess } from 'node:child_process'
import { Readable, type Writable } from 'node:stream'

/** How a process ended. */
export type ProcessEnd =
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }

/** A process that runs, with its pipes; nothing reads them yet. */
type PipedChild = {
  readonly pid: number
  /** Null where it was not asked for. What the child does not read is no error. */
  readonly stdin: Writable | null
  readonly stdout: Readable
  /** Empty where it was not asked for. */
  readonly stderr: Readable
  /** Resolves when the process has ended, whatever its pipes do. */
  readonly exited: Promise<ProcessEnd>
  /** Resolves when the process has ended and all that it printed was read. */
  readonly closed: Promise<ProcessEnd>
}

/** Why there is no process: the system's code, such as `ENOENT` or `EMFILE`, or its words. */
export type NotStarted = { readonly cause: string }

export type PipedStart = {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd?: string
  /** All of it: nothing is inherited. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Which pipes there are besides that of standard output. */
  readonly pipes?: readonly ('stdin' | 'stderr')[]
}

/**
 * Starts a program with pipes, in a process group and session of its own: a signal to it reaches nobody else, and it
 * cannot take the terminal that Roost may have been started from. Nothing else in `main/` starts a child with pipes.
 * Never rejects and never throws: Node tells some failures by an event (no such program), others by an exception (a
 * command line that is too long, no memory), and where no descriptor is left it gives a child that has no pipes.
 *
 * @returns the child once it runs, or why it does not
 */
export async function startPiped(start: PipedStart): Promise<PipedChild | NotStarted> {
  const { program, args, cwd, env, platform, pipes = [] } = start
  try {
    const child = spawn(program, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env,
      stdio: [
        pipes.includes('stdin') ? 'pipe' : 'ignore',
        'pipe',
        pipes.includes('stderr') ? 'pipe' : 'ignore',
      ],
      // On Windows this would open a console window.
      detached: platform !== 'win32',
      windowsHide: true,
    })
    const exited = endOf(child, 'exit')
    const closed = endOf(child, 'close')
    const problem = await new Promise<Error | null>((resolve) => {
      child.once('spawn', () => resolve(null))
      // It stays: a signal that cannot be sent is told here too.
      child.on('error', resolve)
    })
    const { pid, stdin, stdout, stderr } = child
    if (problem !== null) return { cause: causeOf(problem) }
    if (pid === undefined || stdout === null) return { cause: 'no pipe' }
    stdin?.on('error', () => undefined)
    return { pid, stdin, stdout, stderr: stderr ?? Readable.from([]), exited, closed }
  } catch (error) {
    return { cause: causeOf(error) }
  }
}

function endOf(child: ChildProcess, event: 'exit' | 'close'): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once(event, (code: number | null, signal: NodeJS.Signals | null) => {
      resolve(signal === null ? { kind: 'exit', code: code ?? 0 } : { kind: 'signal', signal })
    })
  })
}

function causeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
