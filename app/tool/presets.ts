import type { AppError, Result } from '../ipc/errors.ts'
import { claude } from './presets/claude.ts'
import { codex } from './presets/codex.ts'
import { copilot } from './presets/copilot.ts'
import { gemini } from './presets/gemini.ts'
import { opencode } from './presets/opencode.ts'
import { pi } from './presets/pi.ts'
import { qwen } from './presets/qwen.ts'
import { shell } from './presets/shell.ts'
import { parseToolConfig, type ToolConfig } from './tool-config.ts'

/** The tools Roost knows without any configuration, in the order in which they are offered. */
export const presets: readonly ToolConfig[] = [shell, claude, codex, gemini, opencode, qwen, copilot, pi].map(
  presetOf,
)

/**
 * The presets with a person's own entries merged over them: an entry with a preset's name replaces the fields it
 * names, any other is a tool of its own. An entry that cannot be read is left out, its preset stays.
 */
export function mergeTools(entries: readonly unknown[]): {
  readonly tools: readonly ToolConfig[]
  readonly problems: readonly AppError[]
} {
  const tools = new Map(presets.map((tool) => [String(tool.name), tool]))
  const problems: AppError[] = []
  for (const entry of entries) {
    const result = mergeEntry(tools, entry)
    if (result.ok) tools.set(result.value.name, result.value)
    else problems.push(result.error)
  }
  return { tools: [...tools.values()], problems }
}

function mergeEntry(tools: ReadonlyMap<string, ToolConfig>, entry: unknown): Result<ToolConfig> {
  if (typeof entry !== 'object' || entry === null || !('name' in entry)) return parseToolConfig(entry)
  return parseToolConfig({ ...tools.get(String(entry.name)), ...entry })
}

function presetOf(input: unknown): ToolConfig {
  const result = parseToolConfig(input)
  if (!result.ok) throw new Error(`A preset is not a tool: ${result.error.message}`)
  return result.value
}
