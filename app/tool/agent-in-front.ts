import type { ForegroundProgram } from '../session/foreground.ts'
import { isCarrier, toolOfProgram } from './known-program.ts'
import type { ToolConfig } from './tool-config.ts'

/**
 * The agent that has a terminal because a user started it there by hand; null where none has.
 *
 * @param own the tool that the terminal was opened for: one with a screen of its own is not looked behind
 */
export function agentInFront(
  own: ToolConfig,
  program: ForegroundProgram,
  tools: readonly ToolConfig[],
): ToolConfig | null {
  if (program.kind === 'shell' || !mayBeBehind(own)) return null
  for (const name of program.names) {
    const tool = toolOfProgram(name, tools)
    if (tool !== null) return tool
  }
  return null
}

/** Whether a program in front shows another terminal, whose processes are not known. @param own as in `agentInFront` */
export function showsOtherTerminal(own: ToolConfig, program: ForegroundProgram): boolean {
  return program.kind === 'program' && mayBeBehind(own) && program.names.some(isCarrier)
}

/**
 * Whether an agent may have the terminal that was opened for this tool: it starts others, as a shell or a wrapper does, or
 * nothing is known of what it shows.
 */
export function mayBeBehind({ kind, promptBox, statusRules }: ToolConfig): boolean {
  const readsScreen = statusRules.some(({ region }) => region.kind !== 'cursorLine')
  return kind === 'shell' || (promptBox === undefined && !readsScreen)
}
