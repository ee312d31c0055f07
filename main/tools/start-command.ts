import { failWith } from '../../app/i18n/failure.ts'
import { succeed, type Result } from '../../app/base/result.ts'
import { startCommand, type Start } from '../../app/tool/command.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import type { Environment } from '../environment/child-environment.ts'
import { loginShell } from '../environment/login-environment.ts'
import type { Random } from '../base/random.ts'
import type { FindProgram } from '../environment/find-program.ts'

/** A start that has passed all checks. `program` is absolute. */
export type PreparedStart = {
  readonly program: string
  readonly args: readonly string[]
  readonly resumeToken: string | null
  readonly begun: 'new' | 'resumed'
  /** The user's own environment, without what a child must not see. */
  readonly environment: Environment
}

/**
 * What a tool is to be started with: its conversation where there is one, else a new one.
 *
 * @returns the start; `tool-missing` where its program is not on PATH, or a failure of `startCommand`
 */
export async function prepareStart(
  tool: ToolConfig,
  resumeToken: string | null,
  deps: {
    readonly environment: Environment
    readonly platform: NodeJS.Platform
    readonly random: Random
    readonly findProgram: FindProgram
  },
): Promise<Result<PreparedStart>> {
  const { environment, platform, random, findProgram } = deps
  const start: Start =
    resumeToken === null ? { kind: 'new', freshUuid: random.uuid() } : { kind: 'resume', token: resumeToken }
  const command = startCommand(tool, start, loginShell(environment, platform))
  if (!command.ok) return command
  const [name, ...args] = command.value.argv
  const program = await findProgram(name, environment, platform)
  if (program === null) return failWith('tool-missing')
  const begun = resumeToken === null ? 'new' : 'resumed'
  return succeed({
    program,
    args,
    resumeToken: command.value.resumeToken,
    begun,
    environment: { ...environment, ...tool.environment },
  })
}
