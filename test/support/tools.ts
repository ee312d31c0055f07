import { presets } from '../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'

/** A tool as Roost brings it. @throws for a name that no preset has */
export function presetNamed(name: string): ToolConfig {
  const preset = presets.find((tool) => tool.name === name)
  if (preset === undefined) throw new Error(`There is no preset ${name}.`)
  return preset
}
