import { stat } from 'node:fs/promises'
import { withShell } from '../../app/tool/command.ts'
import { versionCommandOf } from '../../app/tool/presets/version-command.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { readVersion } from '../../app/tool/version.ts'
import type { Environment } from '../environment/child-environment.ts'
import type { FindProgram } from '../environment/find-program.ts'
import { loginShell } from '../environment/login-environment.ts'
import { runForOutput } from '../process/run-for-output.ts'
import { plainOutput } from './tool-help.ts'

/** Agents that start Node for it took up to 2 s on a busy machine. */
const timeoutMs = 10_000
/** More is no version. */
const maxBytes = 16 * 1024

/** A tool, and the program that runs for it: absolute, null where none does. */
export type VersionQuestion = {
  readonly tool: Pick<ToolConfig, 'name' | 'command' | 'versionCommand' | 'environment' | 'measured'>
  readonly program: string | null
}

type ToolVersionsDeps = {
  /** The user's own, in which programs are found. Does not reject. */
  readonly environment: () => Promise<Environment>
  readonly findProgram: FindProgram
  readonly platform: NodeJS.Platform
  /** Where it is asked: a folder of a session might change what a tool says. */
  readonly homeFolder: string
}

type Asked = { readonly stamp: string; readonly answer: Promise<string | null> }

/**
 * The versions of tools: asked when somebody wants one, and once for each program, until that is another file (by path,
 * date and size). A launcher that stays the same while it starts another version is not noticed.
 */
export class ToolVersions {
  readonly #deps: ToolVersionsDeps
  /** The last question and answer of each command line. */
  readonly #asked = new Map<string, Asked>()

  constructor(deps: ToolVersionsDeps) {
    this.#deps = deps
  }

  /**
   * The installed version, null where the tool does not tell one. Only a tool is asked that names versions, or how to ask:
   * what another program does with `--version` is not known. Never rejects.
   */
  async ask(question: VersionQuestion): Promise<string | null> {
    const { measured, versionCommand } = question.tool
    const argv = versionCommandOf(question.tool)
    if (argv === null || (measured === undefined && versionCommand === undefined)) return null
    const environment = { ...(await this.#deps.environment()), ...question.tool.environment }
    const start = await this.#startOf(question, argv, environment)
    if (start === null) return null
    const key = JSON.stringify(start)
    const stamp = await stampOf(start[0])
    const before = this.#asked.get(key)
    const asked = before?.stamp === stamp ? before : { stamp, answer: this.#run(start, environment) }
    this.#asked.set(key, asked)
    return asked.answer
  }

  async #startOf(
    { tool, program }: VersionQuestion,
    argv: readonly string[],
    environment: Environment,
  ): Promise<readonly [program: string, ...args: string[]] | null> {
    const { platform, findProgram } = this.#deps
    const [name = '', ...args] = withShell(argv, loginShell(environment, platform))
    // What runs may be another file than what is found now.
    if (tool.versionCommand === undefined && program !== null) return [program, ...args]
    const found = await findProgram(name, environment, platform)
    return found === null ? null : [found, ...args]
  }

  async #run(
    [program, ...args]: readonly [program: string, ...args: string[]],
    environment: Environment,
  ): Promise<string | null> {
    const { platform, homeFolder } = this.#deps
    const env = { ...environment, ...plainOutput }
    const run = await runForOutput({ program, args, cwd: homeFolder, env, platform }, { timeoutMs, maxBytes })
    return readVersion(run.stdout.toString('utf8'))
  }
}

/** Another one where the file is another one; the same for a file that cannot be looked at. */
async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size } = await stat(path)
    return `${mtimeMs} ${size}`
  } catch {
    return ''
  }
}
