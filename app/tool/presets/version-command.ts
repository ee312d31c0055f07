import { processName } from '../../session/process-name.ts'
import type { ToolConfig } from '../tool-config.ts'
import { presetInputs } from './presets.ts'
import { isPresetName } from './preset-names.ts'

type VersionedTool = { readonly name: string } & Pick<ToolConfig, 'command' | 'versionCommand'>

/**
 * What prints the tool's version: its `versionCommand`, or its program with `--version`.
 *
 * @returns null where the program need not be the tool: a user who starts a known tool by `npx` or `ssh` would be told
 *   the version of that
 */
export function versionCommandOf({ name, command, versionCommand }: VersionedTool): readonly string[] | null {
  if (versionCommand !== undefined) return versionCommand
  const [program = ''] = command
  if (!isPresetName(name)) return [program, '--version']
  const isItself = processName([program]) === processName(programIn(presetInputs[name]))
  return isItself ? [program, '--version'] : null
}

function programIn({ command }: Readonly<Record<string, unknown>>): readonly string[] {
  const program: unknown = Array.isArray(command) ? command[0] : null
  return typeof program === 'string' ? [program] : []
}
