import { compilePattern } from '../base/pattern.ts'
import type { Mode } from '../session/session.ts'
import { cleanPaste } from '../terminal/paste.ts'
import type { ToolConfig } from './tool-config.ts'

/** How a tool takes a prompt. */
export type Taking = {
  readonly mode: Mode
  /** The program takes each line end for Enter, so that every line is a prompt of its own. */
  readonly isByLine?: boolean
}

/**
 * Whether a tool runs a prompt in a shell, in place of reading it. What is looked at is the text as it arrives: control
 * characters in front of a sign are taken out when it is typed. Blanks before the sign do not keep a tool from it in
 * every case: Copilot CLI and Pi leave them out (measured).
 */
export function runsInShell(
  text: string,
  { shellPrefix, shellPatterns = [] }: Partial<Pick<ToolConfig, 'shellPrefix' | 'shellPatterns'>>,
  { mode, isByLine = false }: Taking = { mode: 'interactive' },
): boolean {
  const typed = cleanPaste(text).trimStart()
  const lines = typed.split('\r').map((line) => line.trimStart())
  const patterns = shellPatterns.map((pattern) => compilePattern(pattern))
  return (isByLine ? lines : lines.slice(0, 1)).some((line) => {
    // Without a terminal a sign at the start is text to every tool that was measured; patterns are for both.
    const hasPrefix = mode === 'interactive' && shellPrefix !== undefined && line.startsWith(shellPrefix)
    return hasPrefix || patterns.some((pattern) => pattern.test(line))
  })
}
