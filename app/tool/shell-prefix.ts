import type { ToolConfig } from './tool-config.ts'

/**
 * Whether a tool runs a prompt in a shell, in place of reading it. Blanks before its sign do not keep it from that in every
 * tool: Copilot CLI and Pi leave them out (measured).
 */
export function runsInShell(text: string, { shellPrefix }: Pick<ToolConfig, 'shellPrefix'>): boolean {
  return shellPrefix !== undefined && text.trimStart().startsWith(shellPrefix)
}
