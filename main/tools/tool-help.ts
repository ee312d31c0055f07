import stripAnsi from 'strip-ansi'
import { withShell } from '../../app/tool/command.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Environment } from '../environment/child-environment.ts'
import { endGroup } from '../process/end-group.ts'
import { startPiped, type PipedStart, type ProcessEnd } from '../process/start-piped.ts'
import { loginShell } from '../environment/login-environment.ts'
import type { FindProgram } from '../environment/find-program.ts'
import type { Translate } from '../../app/i18n/translate.ts'

/** What asking a tool for its help needs from outside. */
export type ToolHelpDeps = {
  /** The user's own environment, in which the tool is found. */
  readonly environment: Environment
  readonly platform: NodeJS.Platform
  readonly findProgram: FindProgram
  readonly t: Translate
}

/** More is no help to anybody. */
const maxBytes = 200 * 1024

/** A help that goes on writing is cut off here, however little it writes. */
const longestMs = 30_000

/** How long what a help has left in the background may hold its pipes. */
const drainMs = 200

/** No pager, no colours, no keys: the output is text. */
export const plainOutput = {
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  MANPAGER: 'cat',
  SYSTEMD_PAGER: 'cat',
  NO_COLOR: '1',
  TERM: 'dumb',
} as const

/**
 * What a tool prints of itself: the output of its `helpCommand`, or of its program with `--help`; its errors where that
 * is empty. What waits (for a key, in a pager) is ended after `idleTimeoutSec` without output, with its whole process
 * group; what it has printed until then is the help.
 *
 * @param workdir absolute
 * @returns plain text of at most 200 KB, or a sentence in the user's language that there is none. Never rejects.
 */
export async function runToolHelp(
  tool: Pick<ToolConfig, 'command' | 'helpCommand' | 'displayName' | 'environment'>,
  workdir: string,
  idleTimeoutSec: number,
  deps: ToolHelpDeps,
): Promise<string> {
  const { t } = deps
  const name = { tool: tool.displayName }
  const environment = { ...deps.environment, ...tool.environment, ...plainOutput }
  const [program = '', ...args] = helpArgv(tool, loginShell(deps.environment, deps.platform))
  const path = await deps.findProgram(program, environment, deps.platform)
  if (path === null) return t('tools.help.missing', name)

  const start = { program: path, args, cwd: workdir, env: environment, platform: deps.platform }
  const run = await collect(start, idleTimeoutSec * 1000)
  const text = plain(run.stdout) || plain(run.stderr)
  if (text !== '') return text
  switch (run.end) {
    case 'not-started':
      return t('tools.help.notStarted', name)
    case 'cut-off':
      return t('tools.help.silent', { ...name, count: idleTimeoutSec })
    default:
      return run.end === 0 ? t('tools.help.empty', name) : t('tools.help.exit', { ...name, code: run.end })
  }
}

function helpArgv(
  { command, helpCommand }: Pick<ToolConfig, 'command' | 'helpCommand'>,
  shell: readonly [program: string, ...args: string[]],
): readonly string[] {
  return withShell(helpCommand ?? [...command.slice(0, 1), '--help'], shell)
}

/** `end`: the exit code (or signal), or why there is none. */
type Run = {
  readonly stdout: Buffer
  readonly stderr: Buffer
  readonly end: number | NodeJS.Signals | 'not-started' | 'cut-off'
}

async function collect(start: Omit<PipedStart, 'pipes'>, idleMs: number): Promise<Run> {
  const child = await startPiped({ ...start, pipes: ['stderr'] })
  if ('cause' in child) return { stdout: Buffer.of(), stderr: Buffer.of(), end: 'not-started' }
  const stdout = new Kept(child.stdout)
  const stderr = new Kept(child.stderr)
  return new Promise((resolve) => {
    let hasExited = false
    const finish = (end: Run['end']): void => {
      clearTimeout(idle)
      clearTimeout(longest)
      endGroup(child.pid, start.platform)
      child.stdout.destroy()
      child.stderr.destroy()
      resolve({ stdout: stdout.bytes(), stderr: stderr.bytes(), end })
    }
    const longest = setTimeout(() => finish('cut-off'), longestMs)
    let idle = setTimeout(() => finish('cut-off'), idleMs)
    const heard = (): void => {
      if (stdout.isFull || stderr.isFull) return finish('cut-off')
      if (hasExited) return
      clearTimeout(idle)
      idle = setTimeout(() => finish('cut-off'), idleMs)
    }
    child.stdout.on('data', heard)
    child.stderr.on('data', heard)
    void child.closed.then((end) => finish(codeOf(end)))
    void child.exited.then((end) => {
      hasExited = true
      clearTimeout(idle)
      idle = setTimeout(() => finish(codeOf(end)), drainMs)
    })
  })
}

function codeOf(end: ProcessEnd): number | NodeJS.Signals {
  return end.kind === 'exit' ? end.code : end.signal
}

/** The first bytes of a stream. */
class Kept {
  readonly #chunks: Buffer[] = []
  #length = 0

  constructor(stream: NodeJS.ReadableStream) {
    stream.on('data', (chunk: Buffer) => {
      if (this.isFull) return
      this.#chunks.push(chunk)
      this.#length += chunk.length
    })
  }

  get isFull(): boolean {
    return this.#length >= maxBytes
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks).subarray(0, maxBytes)
  }
}

function plain(bytes: Buffer): string {
  const text = stripAnsi(bytes.toString('utf8'))
    // Manuals strike over: a letter, a backspace, the letter again is bold.
    // eslint-disable-next-line no-control-regex -- the backspace itself
    .replaceAll(/.\u0008/gu, '')
    .replaceAll('\r\n', '\n')
    // eslint-disable-next-line no-control-regex -- what is left of them has no meaning in a text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, '')
    // A sign that the limit has cut in two.
    .replace(/\uFFFD$/u, '')
  return text.trim() === '' ? '' : text
}
