import { dirname } from 'node:path'
import { assertNever } from '../../app/base/assert-never.ts'
import type { Environment } from '../environment/child-environment.ts'
import { runForOutput, type RunLimits } from '../process/run-for-output.ts'
import type { FindProgram } from '../environment/find-program.ts'
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
 * @param deps.environment gives the user's own, for PATH and where git's settings are; asked at each run, since it may
 *   be read only while the app starts
 * @param deps.timeoutMs how long a git may take
 * @param deps.maxBytes how much of what it says is read
 */
export function createRunGit(deps: {
  readonly environment: () => Promise<Environment>
  readonly findProgram: FindProgram
  readonly platform: NodeJS.Platform
  readonly timeoutMs?: number
  readonly maxBytes?: number
}): RunGit {
  const { platform, timeoutMs = longestRunMs, maxBytes = mostBytes } = deps
  let program: string | null = null
  return async (folder, args, signal) => {
    const environment = await deps.environment()
    program ??= await findGit(environment, deps)
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
async function findGit(
  environment: Environment,
  { findProgram, platform }: { readonly findProgram: FindProgram; readonly platform: NodeJS.Platform },
): Promise<string | null> {
  const program = await findProgram('git', environment, platform)
  if (platform !== 'darwin' || program !== '/usr/bin/git') return program
  const asked = { program: '/usr/bin/xcode-select', args: ['-p'], env: environment, platform }
  const { end } = await runForOutput(asked, { timeoutMs: 2000, maxBytes: 4096 })
  return end.kind === 'exit' && end.code === 0 ? program : null
}

type RunOptions = RunLimits & { readonly env: Environment; readonly platform: NodeJS.Platform }

async function run(
  program: string,
  args: readonly string[],
  { env, platform, ...limits }: RunOptions,
): Promise<GitAnswer> {
  // The folder goes by `-C`: one that is gone is git's error, not one of the start that reads like a missing git.
  const { stdout, end } = await runForOutput({ program, args, cwd: dirname(program), env, platform }, limits)
  switch (end.kind) {
    case 'exit':
      if (end.code !== 0) return { kind: 'refused', exitCode: end.code }
      return { kind: 'said', text: stdout.toString('utf8'), isCut: false }
    case 'cut':
      return end.why === 'size'
        ? { kind: 'said', text: stdout.toString('utf8'), isCut: true }
        : { kind: 'unknown' }
    case 'signal':
      return { kind: 'unknown' }
    case 'not-started':
      return { kind: end.cause === 'ENOENT' ? 'missing' : 'unknown' }
    default:
      return assertNever(end)
  }
}
