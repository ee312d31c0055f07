import type { AgentSignature } from '../screen/agent-frame.ts'
import type { ToolConfig } from './tool-config.ts'

/** By what the agents among these tools are known where their processes cannot be seen; those without a signature are not. */
export function signaturesOf(tools: readonly ToolConfig[]): readonly AgentSignature[] {
  return tools.flatMap(({ name, kind, signature, resume }) =>
    kind === 'agent' && signature !== undefined
      ? [{ tool: name, conditions: signature, resumePattern: resume?.pattern }]
      : [],
  )
}
