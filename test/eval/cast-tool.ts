import { basename } from 'node:path'
import { isShellName } from '../../app/session/foreground.ts'
import { presets } from '../../app/tool/presets/presets.ts'
import type { ToolConfig } from '../../app/tool/tool-config.ts'
import { toolFrom } from '../support/tools.ts'

/**
 * The tool of a recording by its command line: a preset by the name of the program, the shell for any shell without a
 * script. Another program is a plain command: it works until it asks, shows a prompt, or ends.
 */
export function castTool(command: string): ToolConfig {
  const [program = '', ...args] = command.trim().split(/\s+/u)
  const name = basename(program)
  const isShell = isShellName(name) && args.every((word) => /^-(?!\w*c)/u.test(word))
  const known = presets.find((tool) => tool.name === (isShell ? 'shell' : name))
  if (known !== undefined) return known
  const plain = name.toLowerCase().replace(/[^a-z0-9-]/gu, '-') || 'command'
  return toolFrom({ name: plain, command: [name || 'command'], kind: 'command' })
}
