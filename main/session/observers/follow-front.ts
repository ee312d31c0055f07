import type { ForegroundProgram } from '../../../app/session/foreground.ts'
import { agentInFront } from '../../../app/tool/agent-in-front.ts'
import { toolOfProgram } from '../../../app/tool/known-program.ts'
import type { Observation } from '../../pty-host/protocol/protocol.ts'
import type { SessionState } from '../state/session-state.ts'
import { sendRules, type ReadingDeps } from './apply-rules.ts'

/** Takes what is in front of a session's terminal, and has it read by the rules of that tool from here on. */
export function followForeground(
  deps: ReadingDeps,
  session: SessionState,
  program: ForegroundProgram,
  at: number,
): void {
  const wasCarried = session.front.isCarried
  session.foreground(program, at)
  const isSent = changeTool(deps, session, at)
  if (!isSent && session.front.isCarried !== wasCarried)
    sendRules(deps, session, deps.rules.of(session.toolInFront))
}

/** Takes what the host has seen of a session. Where another terminal is on show in it, its screen tells which agent that is. */
export function followScreen(
  deps: ReadingDeps,
  session: SessionState,
  observations: readonly Observation[],
  at: number,
): void {
  const { agentInFrame, headless } = session.front
  session.observe(observations, at)
  const { front } = session
  if (front.agentInFrame !== agentInFrame || front.headless !== headless) changeTool(deps, session, at)
}

/** @returns whether another tool than before is in front */
function changeTool(deps: ReadingDeps, session: SessionState, at: number): boolean {
  const { tool: own, front } = session
  const tools = deps.tools.all()
  const inFrame = front.isCarried ? tools.find(({ name }) => name === front.agentInFrame) : undefined
  const inFront = agentInFront(own, front.program, tools)
  // An agent without its screen is a command of the shell's.
  const isHeadless =
    inFront !== null && front.headless !== null && inFront === toolOfProgram(front.headless, tools)
  const agent = (isHeadless ? null : inFront) ?? inFrame ?? null
  const tool = agent ?? own
  if (tool.name === session.toolInFront.name) return false
  const rules = deps.rules.of(tool)
  session.setAgent(agent, rules, at)
  sendRules(deps, session, rules)
  return true
}
