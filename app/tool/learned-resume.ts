import { isOwnEntry, type OwnEntry } from './own-entry.ts'
import type { ToolConfig } from './tool-config.ts'

/** How a conversation is resumed, read off the output of a tool. */
export type InferredResume = { readonly pattern: string; readonly resumeArgs: readonly string[] }

/** Whether a tool would take a pattern that was read off its output: it has none, and nobody took one back. */
export function mayLearn({ resume }: Pick<ToolConfig, 'resume'>): boolean {
  return resume?.pattern === undefined && resume?.learned !== false
}

/** The entry with what was learned, marked as such. The arguments are only for a tool that has none of its own. */
export function withLearned(
  own: OwnEntry,
  tool: Pick<ToolConfig, 'resume'>,
  found: InferredResume,
): OwnEntry {
  const args = tool.resume === undefined ? { resumeArgs: found.resumeArgs } : {}
  return { ...own, resume: { ...resumeOf(own), ...args, pattern: found.pattern, learned: true } }
}

/** The entry without the learned pattern, and with the word that none is to be learned again. */
export function withoutLearned(own: OwnEntry): OwnEntry {
  const { pattern: _, ...kept } = resumeOf(own)
  return { ...own, resume: { ...kept, learned: false } }
}

function resumeOf({ resume }: OwnEntry): Record<string, unknown> {
  return isOwnEntry(resume) ? { ...resume } : {}
}
