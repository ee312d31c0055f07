import { presets } from '../../app/tool/presets/presets.ts'
import { parseToolConfig, type ToolConfig } from '../../app/tool/tool-config.ts'

/** A tool as Roost brings it. @throws for a name that no preset has */
export function presetNamed(name: string): ToolConfig {
  const preset = presets.find((tool) => tool.name === name)
  if (preset === undefined) throw new Error(`There is no preset ${name}.`)
  return preset
}

/** A tool of these fields. @throws for fields that are refused */
export function toolFrom(fields: unknown): ToolConfig {
  const tool = parseToolConfig(fields)
  if (!tool.ok) throw new Error(tool.error.message)
  return tool.value
}
